import type { EventLoopUtilization } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { Clock } from '../../model/clock.ts';
import { within } from '../../model/clock.ts';
import type { Logger } from '../../model/logger.ts';
import type { MessageLink } from '../message-link.ts';
import { createRemoteCalls } from '../remote-calls.ts';
import type { CallTable } from '../remote-calls.ts';
import type { TaskHostOptions } from '../task-host.ts';
import { endOutside, waitOutside } from './end-outside.ts';
import { findActivity } from './find-activity.ts';
import type { PluginThreadData } from './run-plugin-thread.ts';
import { createSilence } from './silence.ts';
import type { ProcessMemory } from './silence.ts';
import { CLOSED, ThreadEndedError, hungEnd, ownEnd, swollenEnd } from './thread-end.ts';
import type { ThreadEnd } from './thread-end.ts';
import { resourceLimitsOf } from './thread-limits.ts';
import type { ThreadSettings } from './thread-settings.ts';
import { threadLoad } from './thread-cpu.ts';
import { threadProgram } from './thread-program.ts';
import { createVitals } from './thread-vitals.ts';
import type { ThreadMemory } from './thread-vitals.ts';

/** A worker thread that plugins run in, as seen from outside. */
export interface PluginThread {
  readonly name: string;
  /** Resolves when it serves calls, or has ended. */
  readonly started: Promise<void>;
  /** Calls the task host in it. Rejects with what the call threw, or ThreadEndedError. */
  call(name: string, args: readonly unknown[]): Promise<unknown>;
  /** Looks after it; ends it when it does not answer. To be called several times within a ping. */
  look(memory: ProcessMemory): void;
  holds(): ThreadMemory;
  /** The share of time that its event loop has been busy since this was asked last, from 0 to 1. */
  utilization(): number;
  /** Why it ended; null while it has not. */
  end(): ThreadEnd | null;
  /** The process is about to exit: returns when that cannot leave the store locked. */
  beforeExit(): void;
  /** Lets it stop what is in it, for so long at most, and ends it. */
  close(timeoutMs: number): Promise<void>;
}

export interface PluginThreadOptions {
  readonly name: string;
  readonly options: TaskHostOptions;
  readonly settings: ThreadSettings;
  /** Little happens in it: it is to be small. */
  readonly isQuiet: boolean;
  /** Its line to the thread that appends to the store for it; null: it does so itself. */
  readonly writer: MessagePort | null;
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

/** Starts a thread. It can be called at once. */
export function startPluginThread(given: PluginThreadOptions): PluginThread {
  const { name, options, settings, clock, logger } = given;
  const { limits, pingMs } = settings;
  const vitals = createVitals();
  const silence = createSilence({ vitals, load: () => threadLoad(vitals.threadNumber()), now: () => clock.now(), pingMs });
  const workerData: PluginThreadData = {
    options,
    limits,
    pingMs,
    vitals: vitals.memory,
    hasTasks: !given.isQuiet,
    writer: given.writer,
  };
  const program = threadProgram('thread-main');
  const worker = new Worker(program.url, {
    ...program.options,
    name,
    workerData,
    transferList: given.writer === null ? [] : [given.writer],
    resourceLimits: resourceLimitsOf(limits, given.isQuiet),
  });
  const threadId = worker.threadId;
  let usage: EventLoopUtilization | undefined;
  let ending = false;
  let ended: ThreadEnd | null = null;
  let failure: Error | null = null;

  const thread: PluginThread = {
    name,
    get started() {
      return started;
    },
    async call(method, args) {
      try {
        return await calls.call(method, args);
      } catch (error) {
        throw ended === null ? error : new ThreadEndedError(ended);
      }
    },
    look(memory) {
      if (ending) return;
      const finding = silence.look(memory);
      const words = vitals.lastWords();
      if (words !== null) {
        // It is about to end by itself, and has said why.
        if (finding === 'hung') void killWith(ownEnd(words, failure, 1, limits, true));
      } else if (finding === 'hung') void kill((owner, frames) => hungEnd(silence.silentMs(), owner, frames));
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
    beforeExit() {
      if (ended === null) waitOutside(vitals);
    },
    async close(timeoutMs) {
      if (ended !== null) return;
      await within(clock, timeoutMs, settled(calls.call('close', [])), undefined);
      if (ending) return;
      ending = true;
      await terminate();
      finish(CLOSED);
    },
  };
  const calls = createRemoteCalls(
    linkTo(worker, () => !ending),
    given.table(thread),
    (call, error) => logger.error(`What thread ${name} told (${call}) could not be taken`, { error }),
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
    await killWith(endOf(found?.owner ?? null, found?.frames ?? []));
  }

  async function killWith(end: ThreadEnd): Promise<void> {
    ending = true;
    await terminate();
    finish(end);
  }

  async function terminate(): Promise<void> {
    const outcome = await within(clock, TERMINATE_MS, settled(endOutside(worker, vitals, clock)), 'late');
    if (outcome === 'late')
      logger.error(`Thread ${name} could not be ended: it is inside of native code, and ends when it returns`);
  }

  const started = settled(calls.call('metrics', []));
  worker.on('error', (error) => (failure = error as Error));
  worker.on('messageerror', (error) => logger.error(`A message of thread ${name} could not be read`, { error }));
  worker.on('exit', (code) => {
    if (ending) return;
    ending = true;
    finish(ownEnd(vitals.lastWords(), failure, code, limits, vitals.beats() > 0));
  });
  return thread;
}

/** What a thread says that is being ended in the middle of something is not listened to. */
function linkTo(worker: Worker, isHeard: () => boolean): MessageLink {
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', (message) => isHeard() && listener(message)),
    close: () => undefined,
  };
}

async function settled(promise: Promise<unknown>): Promise<void> {
  await promise.catch(() => undefined);
}
