import { ConnectError } from '@millrace/connector-api';
import type { OffsetReader, Properties } from '@millrace/connector-api';
import type { Producer } from '../broker/broker.ts';
import type { Clock } from '../model/clock.ts';
import { within } from '../model/clock.ts';
import type { Logger } from '../model/logger.ts';
import { taskIdText } from '../model/names.ts';
import type { TaskId } from '../model/names.ts';
import { placeFailure } from './failure-place.ts';
import { createIdleWait } from './idle-wait.ts';
import type { StateReport, TaskRunner } from './run-task.ts';
import type { SendWindow } from './send-window.ts';
import { createAcknowledgedDelivery } from './source-delivery.ts';
import type { SourceDelivery } from './source-delivery.ts';
import { createSourceDispatch, takesTexts } from './source-dispatch.ts';
import type { SourceSteps } from './source-dispatch.ts';
import type { SourceOffsetAccess } from './source-offsets.ts';
import { createSubmittedRecords } from './submitted-records.ts';
import type { SubmittedRecords } from './submitted-records.ts';
import { untilControl, untilGivenUp } from './task-control.ts';
import type { Polled } from './text-conversion.ts';
import { countPolled } from './text-conversion.ts';
import { isRetriable } from './tolerance.ts';
import { createTransactionalDelivery } from './transactional-delivery.ts';
import type { TransactionalOptions } from './transactional-delivery.ts';

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
  /** null: at least once. */
  readonly exactlyOnce: Pick<TransactionalOptions, 'boundary' | 'offsets'> | null;
  readonly flushIntervalMs: number;
  readonly flushTimeoutMs: number;
  readonly report: StateReport;
  /** While false, another worker may have the task: it is not polled. Absent: no other worker can. */
  readonly mayRun?: (() => boolean) | undefined;
  /** Releases what was made for the task: producer, converters, transformations. Does not throw; a second call does nothing. */
  readonly release: () => Promise<void>;
  readonly clock: Clock;
}

/** Longest stretch of polls and steps that gives nothing else a turn. */
const BREATH_MS = 10;
/** How long a poll may go on after its signal was aborted; then the task ends without what it may still bring. */
const POLL_GRACE_MS = 2000;
const STOP_TIMEOUT_MS = 5000;

/** Runs a source task: poll, transform, convert, and hand over to a delivery that sends it and commits offsets. */
export function createSourceTaskRunner(options: SourceTaskOptions): TaskRunner {
  const { task, control, clock, meter, logger } = options;
  const submitted = createSubmittedRecords();
  /** What could not be kept of a record that was left out: the offsets behind it are not to be committed. */
  let lost: { readonly error: unknown } | null = null;
  const delivery = createDelivery(options, submitted, reported);
  const idle = createIdleWait(clock, control);
  const dispatch = createSourceDispatch(options, delivery, submitted);
  const byText = takesTexts(options) && delivery.transactions === null;
  let started = false;

  async function reported(): Promise<void> {
    try {
      await options.tolerance.settled();
    } catch (error) {
      lost ??= { error };
    }
    if (lost !== null) throw new ConnectError('A record that was left out could not be reported', { cause: lost.error });
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
      throwSendFailure(delivery);
      if (lost !== null) await reported();
      if (control.target === 'PAUSED') {
        await delivery.idle(true);
        await pause(options);
        continue;
      }
      if (options.mayRun?.() === false) {
        await idle.wait(0);
        continue;
      }
      const began = clock.now();
      const polled = await poll();
      if (control.abandoned) return;
      const count = polled === null ? 0 : countPolled(polled);
      if (polled !== null) meter.source.polled(count, clock.now() - began);
      if (polled === null || count === 0) {
        await delivery.idle(false);
        await idle.wait(clock.now() - began);
      } else {
        idle.reset();
        await delivery.handOver(polled, dispatch);
      }
      if (clock.now() - breath >= BREATH_MS) {
        await clock.breathe();
        breath = clock.now();
      }
    }
    throwSendFailure(delivery);
  }

  return {
    async start() {
      const { id, props, config, offsetReader } = options;
      const context = {
        connector: id.connector,
        task: id.task,
        props,
        offsets: offsetReader,
        signal: control.signal,
        transactions: delivery.transactions,
      };
      started = true;
      try {
        await task.start(config, context);
      } catch (error) {
        throw placeFailure(error, { stage: 'TASK_START', executingClass: options.taskClass, record: null });
      }
    },
    async execute() {
      delivery.begin();
      let failed = true;
      try {
        await loop();
        failed = false;
      } finally {
        await delivery.end(failed);
      }
    },
    async close() {
      delivery.endTimers();
      if (started) await stopTask(task, clock, logger);
      await options.release();
    },
    async abandon() {
      delivery.endTimers();
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

function createDelivery(options: SourceTaskOptions, submitted: SubmittedRecords, reported: () => Promise<void>): SourceDelivery {
  const { exactlyOnce, tolerance } = options;
  if (exactlyOnce !== null) {
    return createTransactionalDelivery({ ...options, ...exactlyOnce, submitted, reported, name: taskIdText(options.id) });
  }
  return createAcknowledgedDelivery({ ...options, submitted, reported, tolerant: tolerance.settings.tolerance === 'all' });
}

function throwSendFailure(window: SendWindow): void {
  const failure = window.failure();
  if (failure !== null) throw new ConnectError('Unrecoverable exception from producer send callback', { cause: failure.error });
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return value instanceof Promise || (typeof value === 'object' && value !== null && 'then' in value);
}
