import { ConnectError } from '@millrace/connector-api';
import type { OffsetReader, Properties } from '@millrace/connector-api';
import type { Producer } from '../broker/broker.ts';
import type { Clock } from '../model/clock.ts';
import { within } from '../model/clock.ts';
import type { Logger } from '../model/logger.ts';
import type { TaskId } from '../model/names.ts';
import { placeFailure } from './failure-place.ts';
import { createIdleWait } from './idle-wait.ts';
import type { StateReport, TaskRunner } from './run-task.ts';
import { createSendWindow } from './send-window.ts';
import type { SendWindow } from './send-window.ts';
import { createSourceDispatch, takesTexts } from './source-dispatch.ts';
import type { SourceSteps } from './source-dispatch.ts';
import { createOffsetCommitter } from './source-offsets.ts';
import type { SourceOffsetAccess } from './source-offsets.ts';
import { createSubmittedRecords } from './submitted-records.ts';
import { untilControl, untilGivenUp } from './task-control.ts';
import type { Polled } from './text-conversion.ts';
import { countPolled } from './text-conversion.ts';
import { isRetriable } from './tolerance.ts';

/** What a source task is run with: every step handed in. */
export interface SourceTaskOptions extends SourceSteps {
  readonly id: TaskId;
  /** As reports name it. */
  readonly taskClass: string;
  /** The configuration as the plugin's ConfigDef parsed it, and as text. */
  readonly config: unknown;
  readonly props: Properties;
  readonly producer: Producer;
  readonly offsetReader: OffsetReader;
  readonly writeOffsets: SourceOffsetAccess['write'];
  readonly flushIntervalMs: number;
  readonly flushTimeoutMs: number;
  readonly report: StateReport;
  /** Releases what was made for the task: producer, converters, transformations. Does not throw; a second call does nothing. */
  readonly release: () => Promise<void>;
  readonly clock: Clock;
}

/** Longest stretch of polls and steps that gives nothing else a turn. */
const BREATH_MS = 10;
/** How long a poll may go on after its signal was aborted; then the task ends without what it may still bring. */
const POLL_GRACE_MS = 2000;
const STOP_TIMEOUT_MS = 5000;

/**
 * Runs a source task: poll, transform, convert, send with several batches on their way, and commit the offsets of what has been
 * acknowledged, at intervals and at the end (Java: WorkerSourceTask). At least once: a record whose acknowledgement did not come is
 * read again by the next run.
 */
export function createSourceTaskRunner(options: SourceTaskOptions): TaskRunner {
  const { task, control, clock, meter, logger } = options;
  const submitted = createSubmittedRecords();
  const writeOffsets: SourceOffsetAccess['write'] = async (offsets) => {
    if (!control.abandoned) await options.writeOffsets(offsets);
  };
  /** What could not be kept of a record that was left out: the offsets behind it are not to be committed. */
  let lost: { readonly error: unknown } | null = null;
  const committer = createOffsetCommitter(submitted, writeOffsets, reported);
  const window = createSendWindow({
    producer: options.producer,
    control,
    clock,
    tolerant: options.tolerance.settings.tolerance === 'all',
  });
  const idle = createIdleWait(clock, control);
  const deliver = createSourceDispatch(options, window, submitted);
  const byText = takesTexts(options);
  let started = false;
  let cancelTimer: (() => void) | null = null;

  async function reported(): Promise<void> {
    try {
      await options.tolerance.settled();
    } catch (error) {
      lost ??= { error };
    }
    if (lost !== null) throw new ConnectError('A record that was left out could not be reported', { cause: lost.error });
  }

  async function commit(): Promise<void> {
    const startedAt = clock.now();
    let written = false;
    try {
      const outcome = await within(clock, options.flushTimeoutMs, committer.commit(), 'late');
      written = outcome !== 'late';
      meter.commit(clock.now() - startedAt, written);
      if (!written) return logger.error('Timed out waiting to flush offsets to storage; they are tried again next time');
      if (!control.abandoned) await task.commit?.();
    } catch (error) {
      if (!written) meter.commit(clock.now() - startedAt, false);
      logger.error('Failed to commit offsets; they are tried again next time', { error });
    }
  }

  function commitLater(): void {
    cancelTimer = clock.after(options.flushIntervalMs, () => void commit().then(() => cancelTimer !== null && commitLater()));
  }

  function endCommits(): void {
    cancelTimer?.();
    cancelTimer = null;
  }

  async function finalCommit(): Promise<void> {
    endCommits();
    await within(clock, options.flushTimeoutMs, window.drained(), undefined);
    if (!control.abandoned) await commit();
  }

  async function poll(): Promise<Polled | null> {
    try {
      const polling: Polled | null | Promise<Polled | null> = byText ? task.pollTexts!() : task.poll();
      const polled = isPromise(polling) ? await untilGivenUp(control, clock, POLL_GRACE_MS, polling) : polling;
      if (polled === null || polled === undefined) return null;
      if (byText ? !Array.isArray(polled) : Array.isArray(polled)) return polled;
    } catch (error) {
      if (!isRetriable(error)) throw placeFailure(error, { stage: 'TASK_POLL', executingClass: options.taskClass, record: null });
      logger.warn('Failed to poll records from SourceTask. Will retry operation.', { error });
      return null;
    }
    throw new ConnectError(byText ? 'pollTexts has to give texts, or null' : 'poll has to give an array of records, or null');
  }

  async function loop(): Promise<void> {
    let breath = clock.now();
    while (!control.stopping) {
      throwSendFailure(window);
      if (lost !== null) await reported();
      if (control.target === 'PAUSED') {
        await pause(options);
        continue;
      }
      const began = clock.now();
      const polled = await poll();
      if (control.abandoned) return;
      const count = polled === null ? 0 : countPolled(polled);
      if (polled !== null) meter.source.polled(count, clock.now() - began);
      if (polled === null || count === 0) {
        await idle.wait(clock.now() - began);
      } else {
        idle.reset();
        await deliver(polled);
      }
      if (clock.now() - breath >= BREATH_MS) {
        await clock.breathe();
        breath = clock.now();
      }
    }
    throwSendFailure(window);
  }

  return {
    async start() {
      const { id, props, config, offsetReader } = options;
      const context = { connector: id.connector, task: id.task, props, offsets: offsetReader, signal: control.signal };
      started = true;
      try {
        await task.start(config, context);
      } catch (error) {
        throw placeFailure(error, { stage: 'TASK_START', executingClass: options.taskClass, record: null });
      }
    },
    async execute() {
      commitLater();
      try {
        await loop();
      } finally {
        await finalCommit();
      }
    },
    async close() {
      endCommits();
      if (started) await stopTask(task, clock, logger);
      await options.release();
    },
    async abandon() {
      endCommits();
      await options.release();
    },
  };
}

/** Calls a task's stop; that it throws or hangs is only logged. */
export async function stopTask(task: { stop(): void | Promise<void> }, clock: Clock, logger: Logger): Promise<void> {
  try {
    const outcome = await within(clock, STOP_TIMEOUT_MS, Promise.resolve(task.stop()), 'late');
    if (outcome === 'late') logger.warn('The task did not stop in time', { timeoutMs: STOP_TIMEOUT_MS });
  } catch (error) {
    logger.warn('Could not stop task', { error });
  }
}

async function pause({ control, report }: SourceTaskOptions): Promise<void> {
  report('PAUSED', null);
  await untilControl(control, () => control.target === 'STARTED' || control.stopping);
  if (!control.stopping) report('RUNNING', null);
}

function throwSendFailure(window: SendWindow): void {
  const failure = window.failure();
  if (failure !== null) throw new ConnectError('Unrecoverable exception from producer send callback', { cause: failure.error });
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return value instanceof Promise || (typeof value === 'object' && value !== null && 'then' in value);
}
