import { ConnectError } from '@millrace/connector-api';
import type { SinkRecord, SinkTask, TopicPartition } from '@millrace/connector-api';
import type { ConsumedBatch } from '../broker/records.ts';
import type { TaskMeter } from '../metrics/task-meter.ts';
import type { Clock } from '../model/clock.ts';
import type { Logger } from '../model/logger.ts';
import type { SinkErrantReporter } from './errant-record-reporter.ts';
import type { ConsumedOrigin } from './error-reporter.ts';
import { placeFailure } from './failure-place.ts';
import type { FailurePlace } from './failure-place.ts';
import { countAlive, isGone, startPassage } from './passage.ts';
import type { ErrorHandling, Passage } from './passage.ts';
import type { SinkRequests } from './sink-context.ts';
import { convertFromBytes } from './sink-conversion.ts';
import { partitionName } from './sink-positions.ts';
import type { SinkPositions } from './sink-positions.ts';
import { convertToTexts, countConsumed, isTextBatch } from './sink-text-conversion.ts';
import type { Consumed } from './sink-text-conversion.ts';
import type { TaskConverters } from './source-conversion.ts';
import type { TaskControl } from './task-control.ts';
import { isRetriable } from './tolerance.ts';
import type { Tolerance } from './tolerance.ts';
import { transformAll } from './transform-chain.ts';
import type { TransformStage } from './transform-chain.ts';

export interface SinkDeliveryOptions {
  readonly task: SinkTask;
  /** As reports name it. */
  readonly taskClass: string;
  readonly transforms: readonly TransformStage[];
  readonly converters: TaskConverters;
  readonly tolerance: Tolerance<ConsumedOrigin>;
  readonly errantReporter: SinkErrantReporter | null;
  readonly positions: SinkPositions;
  readonly requests: SinkRequests;
  readonly control: TaskControl;
  readonly onTopic: (topic: string) => void;
  readonly isPaused: (partition: TopicPartition) => boolean;
  /** Whether there are records to be put again has changed. */
  readonly onRetrying: () => void;
  /** Does the work later, in turn with the task's other calls, unless the run is over; the answer cancels it. */
  readonly schedule: (ms: number, work: () => Promise<void>) => () => void;
  /** The task was called; it may have asked for something meanwhile. */
  readonly afterCall: () => void;
  readonly isOver: () => boolean;
  readonly meter: TaskMeter;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Takes consumed batches into a sink task: converts, transforms and puts them, and puts them again if the task says that this may
 * help. A batch that comes while its partition is paused, or behind one that waits, is held until it is its turn.
 */
export interface SinkDelivery {
  take(batch: ConsumedBatch): Promise<void>;
  /** Goes on with what waits, as far as it is not paused any more. */
  goOn(): Promise<void>;
  /** Calls `put` without records, if nothing was put since the last time that this was asked. */
  putNothingIfQuiet(): Promise<void>;
  /** Calls `put` without records in the time that the task asked for, if it did. */
  scheduleAskedPut(): void;
  /** Whether there are records to be put again. Nothing else is put before them. */
  isRetrying(): boolean;
  /** Forgets what waits of these partitions. */
  drop(partitions: readonly TopicPartition[]): void;
}

/** Records on their way into `put`. */
interface Delivery {
  readonly batch: ConsumedBatch;
  readonly records: Consumed;
}

/** How long a put that may be retried waits for its repetition, unless the task says otherwise. */
const RETRY_DELAY_MS = 500;

export function createSinkDelivery(options: SinkDeliveryOptions): SinkDelivery {
  const { task, positions, requests, control, tolerance, transforms, isPaused, isOver, meter, clock, logger } = options;
  let retrying: Delivery | null = null;
  let held: ConsumedBatch[] = [];
  let quiet = true;
  let cancelAskedPut: () => void = () => undefined;
  const takesTexts = task.putTexts !== undefined && transforms.length === 0;

  function setRetrying(delivery: Delivery | null): void {
    retrying = delivery;
    options.onRetrying();
  }

  function takeRetryIn(): number {
    const ms = requests.retryInMs ?? RETRY_DELAY_MS;
    requests.retryInMs = null;
    return ms;
  }

  async function process(batch: ConsumedBatch): Promise<void> {
    const count = batch.offsets.length;
    meter.sink.read(count);
    meter.sink.uncommitted(positions.uncommitted() + count);
    const texts = takesTexts ? convertToTexts(options.converters, batch) : null;
    if (texts !== null) {
      options.onTopic(batch.topic);
      return put({ batch, records: texts });
    }
    const passage = startPassage(count);
    const errors: ErrorHandling<ConsumedOrigin> = { tolerance, origin: (index) => ({ batch, index }) };
    const records = await convertFromBytes(options.converters, batch, passage, errors);
    if (countAlive(passage) > 0) options.onTopic(batch.topic);
    if (transforms.length > 0) await transformAll(transforms, records, passage, errors);
    if (passage.failure !== null) throw passage.failure.error;
    // Cut short by the end of the task: the next run reads it again.
    if (passage.length === count) await put({ batch, records: aliveOf(records, passage) });
  }

  async function put(delivery: Delivery): Promise<void> {
    if (control.abandoned) return;
    cancelAskedPut();
    if (!(await callPut(delivery.records, delivery.batch))) {
      setRetrying(delivery);
      options.schedule(takeRetryIn(), putAgain);
      return;
    }
    const { topic, partition, nextOffset } = delivery.batch;
    positions.advance({ topic, partition }, nextOffset);
  }

  /** False: it may be retried. */
  async function callPut(records: Consumed, batch: ConsumedBatch | null): Promise<boolean> {
    const length = countConsumed(records);
    if (length > 0) quiet = false;
    const startedAt = clock.now();
    try {
      if (isTextBatch(records)) await task.putTexts?.(records);
      // The task may do with the array what it likes.
      else await task.put(records.slice());
      if (length > 0) {
        meter.batch(length);
        meter.sink.put(length, clock.now() - startedAt);
      }
      options.errantReporter?.throwIfExceeded();
      return true;
    } catch (error) {
      if (!isRetriable(error)) throw placeFailure(unrecoverable(error), putPlace(options.taskClass, batch));
      logger.error('RetriableException from SinkTask', { error });
      return false;
    }
  }

  async function putAgain(): Promise<void> {
    if (retrying === null || control.target === 'PAUSED') return;
    const delivery = retrying;
    retrying = null;
    await put(delivery);
    options.afterCall();
    if (!options.isOver() && !isRetrying()) {
      options.onRetrying();
      await takeHeld();
    }
  }

  async function takeHeld(): Promise<void> {
    for (;;) {
      const next = held.findIndex((batch) => !isPaused(batch));
      if (next < 0 || isOver()) return;
      await process(held.splice(next, 1)[0] as ConsumedBatch);
      options.afterCall();
    }
  }

  async function putNothing(): Promise<void> {
    if (control.target === 'PAUSED' || retrying !== null) return;
    if (!(await callPut([], null))) requests.retryInMs ??= RETRY_DELAY_MS;
  }

  const isRetrying = (): boolean => retrying !== null;

  return {
    isRetrying,
    async take(batch) {
      if (!positions.has(batch)) return;
      const name = partitionName(batch);
      if (isPaused(batch) || held.some((other) => partitionName(other) === name)) held.push(batch);
      else await process(batch);
    },
    goOn: () => (retrying === null ? takeHeld() : putAgain()),
    async putNothingIfQuiet() {
      const wasQuiet = quiet;
      quiet = true;
      if (wasQuiet) await putNothing();
    },
    scheduleAskedPut() {
      if (requests.retryInMs === null || retrying !== null) return;
      cancelAskedPut();
      cancelAskedPut = options.schedule(takeRetryIn(), putNothing);
    },
    drop(partitions) {
      const names = new Set(partitions.map(partitionName));
      held = held.filter((batch) => !names.has(partitionName(batch)));
      if (retrying !== null && names.has(partitionName(retrying.batch))) setRetrying(null);
    },
  };
}

function aliveOf(records: readonly SinkRecord[], passage: Passage): readonly SinkRecord[] {
  return passage.gone === null ? records : records.filter((_, index) => !isGone(passage, index));
}

function putPlace(executingClass: string, batch: ConsumedBatch | null): FailurePlace {
  return { stage: 'TASK_PUT', executingClass, record: batch === null ? null : recordsOf(batch) };
}

function recordsOf({ topic, partition, offsets }: ConsumedBatch): string {
  const [first, last] = [offsets[0], offsets.at(-1)];
  if (first === last) return `the record of topic ${topic}, partition ${partition}, offset ${first}`;
  return `records of topic ${topic}, partition ${partition}, offsets ${first} to ${last}`;
}

function unrecoverable(cause: unknown): ConnectError {
  return new ConnectError('Exiting WorkerSinkTask due to unrecoverable exception.', { cause });
}
