import type { EventLoopUtilization } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../model/clock.ts';
import { within } from '../../model/clock.ts';
import type { Logger } from '../../model/logger.ts';
import type { MessageLink } from '../message-link.ts';
import { createRemoteCalls } from '../remote-calls.ts';
import type { CallTable } from '../remote-calls.ts';
import type { TaskHostOptions } from '../task-host.ts';
import { findActivity } from './find-activity.ts';
import type { PluginThreadData } from './run-plugin-thread.ts';
import { createSilence } from './silence.ts';
import { CLOSED, ThreadEndedError, hungEnd, ownEnd, swollenEnd } from './thread-end.ts';
import type { ThreadEnd } from './thread-end.ts';
import { resourceLimitsOf } from './thread-limits.ts';
import type { ThreadSettings } from './thread-settings.ts';
import { createVitals } from './thread-vitals.ts';
import type { ThreadMemory } from './thread-vitals.ts';

/** A worker thread that plugins run in, as seen from outside. */
export interface PluginThread {
  readonly name: string;
  /** Calls the task host in it. Rejects with what the call threw, or ThreadEndedError. */
  call(name: string, args: readonly unknown[]): Promise<unknown>;
  /** Looks after it; ends it when it does not answer. To be called several times within a ping; `rss` is what the process holds. */
  look(rss: number): void;
  holds(): ThreadMemory;
  /** The share of time that its event loop has been busy since this was asked last, from 0 to 1. */
  utilization(): number;
  /** Why it ended; null while it has not. */
  end(): ThreadEnd | null;
  /** Lets it stop what is in it, for so long at most, and ends it. */
  close(timeoutMs: number): Promise<void>;
}

export interface PluginThreadOptions {
  readonly name: string;
  readonly options: TaskHostOptions;
  readonly settings: ThreadSettings;
  /** Little happens in it: it is to be small. */
  readonly isQuiet: boolean;
  /** What the thread may call. */
  readonly table: (thread: PluginThread) => CallTable;
  /** Told once, before the calls into it are rejected. */
  readonly onEnd: (thread: PluginThread, end: ThreadEnd) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

const PROBE_MS = 500;
/** A thread inside of native code cannot be ended; what waits for its end goes on after this time. */
const TERMINATE_MS = 2000;

/** Source code needs the condition under which packages are found as source; what was built is started as the main thread was. */
const FROM_SOURCE = import.meta.url.endsWith('.ts');
const MAIN = new URL(FROM_SOURCE ? './thread-main.ts' : './thread-main.js', import.meta.url);
const EXEC_ARGV = FROM_SOURCE ? { execArgv: ['--conditions=@millrace/source'] } : {};

/** Starts a thread. It can be called at once. */
export function startPluginThread(given: PluginThreadOptions): PluginThread {
  const { name, options, settings, clock, logger } = given;
  const { limits, pingMs } = settings;
  const vitals = createVitals();
  const silence = createSilence(vitals, () => clock.now(), pingMs);
  const workerData: PluginThreadData = { options, limits, pingMs, vitals: vitals.memory };
  const worker = new Worker(MAIN, { name, workerData, resourceLimits: resourceLimitsOf(limits, given.isQuiet), ...EXEC_ARGV });
  const threadId = worker.threadId;
  let usage: EventLoopUtilization | undefined;
  let ending = false;
  let ended: ThreadEnd | null = null;
  let failure: Error | null = null;

  const thread: PluginThread = {
    name,
    async call(method, args) {
      try {
        return await calls.call(method, args);
      } catch (error) {
        throw ended === null ? error : new ThreadEndedError(ended);
      }
    },
    look(rss) {
      if (ending) return;
      const finding = silence.look(rss);
      if (finding === 'hung') void kill((owner, frames) => hungEnd(silence.silentMs(), owner, frames));
      else if (finding !== null && finding.grown > limits.externalBytes)
        void kill((owner, frames) => swollenEnd(finding.grown, owner, frames));
    },
    holds: () => vitals.holds(),
    utilization() {
      const before = usage;
      usage = worker.performance.eventLoopUtilization();
      return before === undefined ? usage.utilization : worker.performance.eventLoopUtilization(usage, before).utilization;
    },
    end: () => ended,
    async close(timeoutMs) {
      if (ended !== null) return;
      await within(clock, timeoutMs, settled(calls.call('close', [])), undefined);
      if (ending) return;
      ending = true;
      await terminate();
      finish(CLOSED);
    },
  };
  const calls = createRemoteCalls(linkTo(worker), given.table(thread), (call, error) =>
    logger.error(`What thread ${name} told (${call}) could not be taken`, { error }),
  );

  function finish(end: ThreadEnd): void {
    if (ended !== null) return;
    ended = end;
    given.onEnd(thread, end);
    calls.close();
  }

  async function kill(endOf: (owner: string | null, frames: readonly string[]) => ThreadEnd): Promise<void> {
    ending = true;
    const found = await findActivity(threadId, PROBE_MS);
    const end = endOf(found?.owner ?? null, found?.frames ?? []);
    await terminate();
    finish(end);
  }

  async function terminate(): Promise<void> {
    const outcome = await within(clock, TERMINATE_MS, settled(worker.terminate()), 'late');
    if (outcome === 'late')
      logger.error(`Thread ${name} could not be ended: it is inside of native code, and ends when it returns`);
  }

  worker.on('error', (error) => (failure = error as Error));
  worker.on('messageerror', (error) => logger.error(`A message of thread ${name} could not be read`, { error }));
  worker.on('exit', (code) => {
    if (ending) return;
    ending = true;
    finish(ownEnd(vitals.lastWords(), failure, code, limits, vitals.beats() > 0));
  });
  return thread;
}

function linkTo(worker: Worker): MessageLink {
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    close: () => undefined,
  };
}

async function settled(promise: Promise<unknown>): Promise<void> {
  await promise.catch(() => undefined);
}
