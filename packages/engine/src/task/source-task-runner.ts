import { ConnectError } from '@millrace/connector-api';
import type { OffsetReader, Properties, SourceRecord, SourceTask } from '@millrace/connector-api';
import type { Producer } from '../broker/broker.ts';
import { countOf } from '../broker/packed-columns.ts';
import type { AppendResult } from '../broker/records.ts';
import type { TaskMeter } from '../metrics/task-meter.ts';
import type { Logger } from '../model/logger.ts';
import type { TaskId } from '../model/names.ts';
import type { Clock } from '../model/clock.ts';
import { within } from '../model/clock.ts';
import { createIdleWait } from './idle-wait.ts';
import type { ErrorHandling, Passage } from './passage.ts';
import { countAlive, isGone, startPassage } from './passage.ts';
import { bytesOf } from './producer-rows.ts';
import type { StateReport, TaskRunner } from './run-task.ts';
import { createSendWindow } from './send-window.ts';
import type { SendWindow, Shipment } from './send-window.ts';
import { convertToBytes } from './source-conversion.ts';
import type { TaskConverters, TopicRows } from './source-conversion.ts';
import { createOffsetCommitter } from './source-offsets.ts';
import type { SourceOffsetAccess } from './source-offsets.ts';
import { createSubmittedRecords } from './submitted-records.ts';
import type { Submission } from './submitted-records.ts';
import type { TaskControl } from './task-control.ts';
import { untilControl, untilGivenUp } from './task-control.ts';
import { isRetriable } from './tolerance.ts';
import type { Tolerance } from './tolerance.ts';
import type { TopicCreator } from './topic-creation.ts';
import { transformAll } from './transform-chain.ts';
import type { TransformStage } from './transform-chain.ts';

/** What a source task is run with: every step handed in. */
export interface SourceTaskOptions {
  readonly id: TaskId;
  readonly task: SourceTask;
  /** The configuration as the plugin's ConfigDef parsed it, and as text. */
  readonly config: unknown;
  readonly props: Properties;
  readonly transforms: readonly TransformStage[];
  readonly converters: TaskConverters;
  readonly tolerance: Tolerance<SourceRecord>;
  readonly producer: Producer;
  readonly topics: TopicCreator;
  readonly offsetReader: OffsetReader;
  readonly writeOffsets: SourceOffsetAccess['write'];
  readonly flushIntervalMs: number;
  readonly flushTimeoutMs: number;
  readonly control: TaskControl;
  readonly report: StateReport;
  /** Records have reached this topic. Called for each batch. */
  readonly onTopic: (topic: string) => void;
  /** Releases what was made for the task: producer, converters, transformations. Does not throw; a second call does nothing. */
  readonly release: () => Promise<void>;
  readonly meter: TaskMeter;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Longest stretch of polls and steps that gives nothing else a turn. */
const BREATH_MS = 10;
/** How long a poll may go on after its signal was aborted; then the task ends without what it may still bring. */
const POLL_GRACE_MS = 2000;
/** A poll that brings more than this is taken through the steps in pieces. */
const MAX_PIECE = 10_000;
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
  const committer = createOffsetCommitter(submitted, writeOffsets);
  const window = createSendWindow({
    producer: options.producer,
    control,
    clock,
    tolerant: options.tolerance.settings.tolerance === 'all',
  });
  const idle = createIdleWait(clock, control);
  const deliver = createDispatcher(options, window, (records, passage) => submitted.submit(records, passage));
  let started = false;
  let cancelTimer: (() => void) | null = null;

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

  async function poll(): Promise<readonly SourceRecord[] | null> {
    try {
      const polled = task.poll();
      const records = isPromise(polled) ? await untilGivenUp(control, clock, POLL_GRACE_MS, polled) : polled;
      if (records === null || records === undefined || Array.isArray(records)) return records ?? null;
    } catch (error) {
      if (!isRetriable(error)) throw error;
      logger.warn('Failed to poll records from SourceTask. Will retry operation.', { error });
      return null;
    }
    throw new ConnectError('poll has to give an array of records, or null');
  }

  async function loop(): Promise<void> {
    let breath = clock.now();
    while (!control.stopping) {
      throwSendFailure(window);
      if (control.target === 'PAUSED') {
        await pause(options);
        continue;
      }
      const began = clock.now();
      const records = await poll();
      if (control.abandoned) return;
      if (records !== null) meter.source.polled(records.length, clock.now() - began);
      if (records === null || records.length === 0) {
        await idle.wait(clock.now() - began);
      } else {
        idle.reset();
        for (let from = 0; from < records.length; from += MAX_PIECE) {
          await deliver(records.length <= MAX_PIECE ? records : records.slice(from, from + MAX_PIECE));
        }
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
      await task.start(config, context);
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

/** Takes one batch from the task to the producer. */
function createDispatcher(
  options: SourceTaskOptions,
  window: SendWindow,
  submit: (records: readonly SourceRecord[], passage: Passage) => Submission,
): (polled: readonly SourceRecord[]) => Promise<void> {
  const { task, transforms, converters, tolerance, control, meter, logger, topics } = options;

  function commitRecord(record: SourceRecord, topic: string, result: AppendResult | null, row: number): void {
    const offset = result?.offsets[row] ?? -1;
    try {
      if (result === null || offset < 0) return task.commitRecord?.(record, null);
      task.commitRecord?.(record, { topic, partition: result.partitions[row] ?? -1, offset, timestamp: record.timestamp ?? -1 });
    } catch (error) {
      logger.error('Exception thrown while calling task.commitRecord()', { error });
    }
  }

  function dropped(polled: readonly SourceRecord[], passage: Passage): void {
    if (task.commitRecord === undefined || passage.gone === null) return;
    for (let index = 0; index < passage.length; index += 1) {
      if (isGone(passage, index)) commitRecord(polled[index] as SourceRecord, '', null, 0);
    }
  }

  function shipmentOf(polled: readonly SourceRecord[], passage: Passage, parts: readonly TopicRows[]): Shipment {
    const submission = submit(polled, passage);
    let skipped = polled.length - countAlive(passage);
    return {
      batches: parts.map(({ batch }) => batch),
      records: countAlive(passage),
      bytes: parts.reduce((sum, { batch }) => sum + bytesOf(batch), 0),
      delivered(results) {
        for (const [at, part] of parts.entries()) {
          options.onTopic(part.batch.topic);
          if (task.commitRecord !== undefined) acknowledge(polled, part, results[at] ?? null);
        }
        submission.ack();
        meter.source.written(polled.length, skipped);
      },
      rejected(at, row, error) {
        skipped += 1;
        return tolerance.fail({
          stage: 'KAFKA_PRODUCE',
          executingClass: 'org.apache.kafka.connect.runtime.WorkerSourceTask',
          origin: polled[parts[at]?.rows?.[row] ?? row] as SourceRecord,
          error,
        });
      },
    };
  }

  function acknowledge(polled: readonly SourceRecord[], { batch, rows }: TopicRows, result: AppendResult | null): void {
    for (let row = 0; row < countOf(batch); row += 1) {
      commitRecord(polled[rows === null ? row : (rows[row] as number)] as SourceRecord, batch.topic, result, row);
    }
  }

  return async (polled) => {
    meter.batch(polled.length);
    const passage = startPassage(polled.length);
    const errors: ErrorHandling<SourceRecord> = { tolerance, origin: (index) => polled[index] as SourceRecord };
    const records = transforms.length === 0 ? polled : polled.slice();
    if (transforms.length > 0) await transformAll(transforms, records as SourceRecord[], passage, errors);
    const parts = await convertToBytes(converters, records, passage, errors);
    dropped(polled, passage);
    for (const { batch } of parts) {
      const ready = topics.ensure(batch.topic);
      if (ready !== undefined) await ready;
    }
    if (parts.length === 0 && passage.length === polled.length) meter.source.written(polled.length, polled.length);
    if (parts.length > 0 && !control.abandoned) {
      const room = window.send(shipmentOf(polled, passage, parts));
      if (room !== undefined) await room;
    }
    if (passage.failure !== null) throw passage.failure.error;
  };
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return value instanceof Promise || (typeof value === 'object' && value !== null && 'then' in value);
}
