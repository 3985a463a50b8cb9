import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { systemClock } from '../../model/clock.ts';
import { createActivity } from '../activity.ts';
import type { Activity } from '../activity.ts';
import { errorToData } from '../error-data.ts';
import type { MessageLink } from '../message-link.ts';
import type { TaskHostOptions } from '../task-host.ts';
import { startTaskRuntime } from '../task-runtime.ts';
import { createIdleCollection } from './idle-collection.ts';
import { collectGarbage, collectThoroughly, createSelfWatch, measureThread } from './self-watch.ts';
import type { ThreadLimits } from './thread-limits.ts';
import { ownThreadNumber } from './thread-cpu.ts';
import { openVitals } from './thread-vitals.ts';
import type { OwnVitals } from './thread-vitals.ts';
import { publishActivity } from './published-activity.ts';

const BEATS_A_PING = 4;

/** What a plugin thread is started with. */
export interface PluginThreadData {
  readonly options: TaskHostOptions;
  readonly limits: ThreadLimits;
  readonly pingMs: number;
  readonly vitals: SharedArrayBuffer;
  /** Whether tasks are going to run in it. */
  readonly hasTasks: boolean;
  /** A line to the thread that appends to the store; null: it is done here. */
  readonly writer: MessagePort | null;
}

/** The program of a plugin thread: serves a task host by the port to the main thread, until that ends it. */
export async function runPluginThread(): Promise<void> {
  const { options, limits, pingMs, vitals: memory, hasTasks, writer } = workerData as PluginThreadData;
  // What takes a while is done before it is expected to answer quickly; a thread without tasks does without it.
  if (hasTasks) await import('../../broker/create-broker.ts');
  const vitals = openVitals(memory);
  vitals.isCalled(ownThreadNumber());
  const activity = createActivity();
  publishActivity(activity);
  const runtime = startTaskRuntime(linkTo(parentPort!), options, {
    clock: systemClock,
    activity,
    async openBroker(config, { loggers, ...rest }) {
      const { createBroker } = await import('../../broker/create-broker.ts');
      const logger = loggers('millrace.broker');
      return createBroker(config, { ...rest, logger, gate: vitals.gate, ...(writer !== null && { writer }) });
    },
  });
  leaveLastWords(vitals, activity, runtime.hideInError);
  const look = createSelfWatch({
    limits,
    vitals,
    now: Date.now,
    measure: measureThread,
    collect: collectGarbage,
    end: () => process.exit(1),
  });
  const tidyUp = createIdleCollection({
    now: Date.now,
    utilization: createUtilization(),
    heapUsed: () => process.memoryUsage().heapUsed,
    collect: collectThoroughly,
  });
  look();
  setInterval(() => {
    look();
    tidyUp();
  }, pingMs / BEATS_A_PING);
}

function createUtilization(): () => number {
  let before = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization;
  };
}

function linkTo(port: MessagePort): MessageLink {
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
    close: () => port.close(),
  };
}

/** What nobody catches ends this thread, and this thread only; who did it stays behind. */
function leaveLastWords(vitals: OwnVitals, activity: Activity, hide: (error: unknown) => unknown): void {
  process.on('uncaughtException', (error) => {
    vitals.say({ kind: 'crashed', owner: activity.current(), error: errorToData(hide(error)) });
    process.exit(1);
  });
  process.on('exit', (code) => vitals.say({ kind: 'exited', owner: activity.current(), code }));
}
