import { ConnectError } from '@millrace/connector-api';
import type { Properties, SinkRecord, SinkTask, TopicPartition, TopicPartitionOffset } from '@millrace/connector-api';
import type { Consumer, ConsumerHandler } from '../broker/broker.ts';
import type { ConsumedBatch } from '../broker/records.ts';
import type { Logger } from '../model/logger.ts';
import type { TaskId } from '../model/names.ts';
import type { Clock } from '../model/clock.ts';
import type { SinkErrantReporter } from './errant-record-reporter.ts';
import type { ConsumedOrigin } from './error-reporter.ts';
import { startPassage, isGone } from './passage.ts';
import type { ErrorHandling, Passage } from './passage.ts';
import type { StateReport, TaskRunner } from './run-task.ts';
import { createSerialQueue } from './serial-queue.ts';
import { createSinkCommitter } from './sink-commit.ts';
import { createSinkContext } from './sink-context.ts';
import type { SinkRequests } from './sink-context.ts';
import { convertFromBytes } from './sink-conversion.ts';
import { createSinkPauses } from './sink-pauses.ts';
import { createSinkPositions, partitionName } from './sink-positions.ts';
import type { TaskConverters } from './source-conversion.ts';
import { stopTask } from './source-task-runner.ts';
import type { TaskControl } from './task-control.ts';
import { isRetriable } from './tolerance.ts';
import type { Tolerance } from './tolerance.ts';
import { transformAll } from './transform-chain.ts';
import type { TransformStage } from './transform-chain.ts';

/** What a sink task is run with: every step handed in. */
export interface SinkTaskOptions {
  readonly id: TaskId;
  readonly task: SinkTask;
  /** The configuration as the plugin's ConfigDef parsed it, and as text. */
  readonly config: unknown;
  readonly props: Properties;
  readonly transforms: readonly TransformStage[];
  readonly converters: TaskConverters;
  readonly tolerance: Tolerance<ConsumedOrigin>;
  readonly errantReporter: SinkErrantReporter | null;
  readonly createConsumer: (handler: ConsumerHandler) => Consumer;
  readonly flushIntervalMs: number;
  readonly flushTimeoutMs: number;
  readonly control: TaskControl;
  readonly report: StateReport;
  /** Records of this topic were read. Called for each batch. */
  readonly onTopic: (topic: string) => void;
  /** Releases what was made for the task, the consumer excepted. Does not throw; a second call does nothing. */
  readonly release: () => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Records on their way into `put`. */
interface Delivery {
  readonly batch: ConsumedBatch;
  readonly records: readonly SinkRecord[];
}

/** How long a put that may be retried waits for its repetition, unless the task says otherwise. */
const RETRY_DELAY_MS = 500;

/**
 * Runs a sink task: consume, convert, transform, put; flush and commit at intervals, when asked, before partitions are taken away
 * and at the end (Java: WorkerSinkTask). Offsets are committed only for what the task has said to be safe, and never for
 * partitions that were lost. All calls into the task are made one after another.
 */
export function createSinkTaskRunner(options: SinkTaskOptions): TaskRunner {
  const { task, control, clock, logger, converters, transforms, tolerance } = options;
  const queue = createSerialQueue();
  const positions = createSinkPositions();
  const requests: SinkRequests = { seeks: new Map(), commit: false, retryInMs: null };
  /** Records that are to be put again. */
  let retrying: Delivery | null = null;
  /** Batches that came while their partition was paused: the consumer had them in hand already. */
  let held: ConsumedBatch[] = [];
  let failure: { readonly error: unknown } | null = null;
  let wakeExecute: () => void = () => undefined;
  let started = false;
  let closed = false;
  let shownPaused = false;
  let quiet = true;
  let cancelAskedPut: () => void = () => undefined;
  const timers = new Set<() => void>();
  const pauses = createSinkPauses(
    () => consumer,
    () => positions.partitions(),
    () => control.target === 'PAUSED' || retrying !== null,
  );
  const committer = createSinkCommitter({
    ...options,
    consumer: () => consumer,
    positions,
    timeoutMs: options.flushTimeoutMs,
    onRewind: (rewound) => rewound.forEach(moveTo),
  });
  const consumer: Consumer = options.createConsumer({
    onAssigned: (partitions) => handle(() => assigned(partitions)),
    onRevoked: (partitions, lost) => handle(() => revoked(partitions, lost)),
    onBatch: (batch) => handle(() => (isOver() ? undefined : take(batch))),
    onFailure: fail,
  });
  const context = createSinkContext({
    ...options,
    signal: control.signal,
    assignment: () => consumer.assignment(),
    pause: (partitions) => pauses.pause(partitions),
    resume(partitions) {
      pauses.resume(partitions);
      later(takeHeld);
    },
    requests,
    onRequest: () => later(() => undefined),
    errantRecordReporter: options.errantReporter,
  });

  const isOver = (): boolean => control.stopping || failure !== null;

  function fail(error: unknown): void {
    failure ??= { error };
    wakeExecute();
  }

  /** One call into the task after the other. A failure counts before anything that waits behind it is looked at. */
  function inTurn(work: () => void | Promise<void>): Promise<void> {
    return queue.run(async () => {
      if (closed) return;
      try {
        await work();
        afterCall();
      } catch (error) {
        fail(error);
      }
    });
  }

  /** What the consumer waits for. It is let go when the task is abandoned, so that it can leave the group. */
  function handle(work: () => void | Promise<void>): Promise<void> {
    if (closed || control.abandoned) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        off();
        resolve();
      };
      const off = control.onChange(() => control.abandoned && end());
      void inTurn(work).then(end);
    });
  }

  /** Something of our own to do between the task's calls. */
  function later(work: () => void | Promise<void>): void {
    void inTurn(() => (isOver() ? undefined : work()));
  }

  function schedule(ms: number, work: () => void | Promise<void>): () => void {
    const cancel = clock.after(ms, () => {
      timers.delete(cancel);
      later(work);
    });
    timers.add(cancel);
    return () => {
      timers.delete(cancel);
      cancel();
    };
  }

  /** Does what the task asked for during its call. */
  function afterCall(): void {
    if (closed) return;
    for (const position of requests.seeks.values()) moveTo(position);
    requests.seeks.clear();
    if (requests.retryInMs !== null && retrying === null) {
      cancelAskedPut();
      cancelAskedPut = schedule(takeRetryIn(), putNothing);
    }
    if (requests.commit) {
      requests.commit = false;
      later(commitAll);
    }
  }

  function takeRetryIn(): number {
    const ms = requests.retryInMs ?? RETRY_DELAY_MS;
    requests.retryInMs = null;
    return ms;
  }

  function moveTo({ topic, partition, offset }: TopicPartitionOffset): void {
    const name = partitionName({ topic, partition });
    held = held.filter((batch) => partitionName(batch) !== name);
    positions.seek({ topic, partition }, offset);
    if (positions.has({ topic, partition })) consumer.seek({ topic, partition }, offset);
  }

  async function assigned(partitions: readonly TopicPartitionOffset[]): Promise<void> {
    for (const partition of partitions) positions.assign(partition);
    pauses.apply();
    if (partitions.length > 0 && !isOver()) await task.open?.(partitions.map(({ topic, partition }) => ({ topic, partition })));
  }

  async function revoked(partitions: readonly TopicPartition[], lost: boolean): Promise<void> {
    const owned = partitions.filter((partition) => positions.has(partition));
    if (owned.length === 0) return;
    try {
      if (lost) await task.close?.(owned);
      else await committer.commitAndClose(owned);
    } finally {
      forget(owned);
    }
  }

  function forget(partitions: readonly TopicPartition[]): void {
    const names = new Set(partitions.map(partitionName));
    positions.remove(partitions);
    pauses.remove(partitions);
    held = held.filter((batch) => !names.has(partitionName(batch)));
    if (retrying !== null && names.has(partitionName(retrying.batch))) {
      retrying = null;
      pauses.apply();
      later(takeHeld);
    }
  }

  async function take(batch: ConsumedBatch): Promise<void> {
    if (!positions.has(batch)) return;
    const name = partitionName(batch);
    if (pauses.isPaused(batch) || held.some((other) => partitionName(other) === name)) held.push(batch);
    else await process(batch);
  }

  async function takeHeld(): Promise<void> {
    for (;;) {
      const next = held.findIndex((batch) => !pauses.isPaused(batch));
      if (next < 0 || isOver()) return;
      await process(held.splice(next, 1)[0] as ConsumedBatch);
      afterCall();
    }
  }

  async function process(batch: ConsumedBatch): Promise<void> {
    const count = batch.values.length;
    const passage = startPassage(count);
    const errors: ErrorHandling<ConsumedOrigin> = { tolerance, origin: (index) => ({ batch, index }) };
    const records = await convertFromBytes(converters, batch, passage, errors);
    if (passage.failure === null && count > 0) options.onTopic(batch.topic);
    if (transforms.length > 0) await transformAll(transforms, records, passage, errors);
    if (passage.failure !== null) throw passage.failure.error;
    if (passage.length === count) await put({ batch, records: aliveOf(records, passage) });
  }

  async function put(delivery: Delivery): Promise<void> {
    if (control.abandoned) return;
    quiet = false;
    cancelAskedPut();
    try {
      await task.put(delivery.records.slice());
      options.errantReporter?.throwIfExceeded();
    } catch (error) {
      if (!isRetriable(error)) throw unrecoverable(error);
      logger.error('RetriableException from SinkTask', { error });
      retrying = delivery;
      pauses.apply();
      schedule(takeRetryIn(), putAgain);
      return;
    }
    const { topic, partition, nextOffset } = delivery.batch;
    positions.advance({ topic, partition }, nextOffset);
  }

  async function putAgain(): Promise<void> {
    if (retrying === null || control.target === 'PAUSED') return;
    const delivery = retrying;
    retrying = null;
    await put(delivery);
    if (retrying !== null) return;
    afterCall();
    pauses.apply();
    await takeHeld();
  }

  async function putNothing(): Promise<void> {
    if (control.target === 'PAUSED' || retrying !== null) return;
    try {
      await task.put([]);
      options.errantReporter?.throwIfExceeded();
    } catch (error) {
      if (!isRetriable(error)) throw unrecoverable(error);
      logger.error('RetriableException from SinkTask', { error });
      requests.retryInMs ??= RETRY_DELAY_MS;
    }
  }

  const commitAll = (): Promise<void> => committer.commit(positions.partitions());

  /** At each interval: a commit, and an empty put if nothing has come since the last time. */
  function keepCommitting(): void {
    schedule(options.flushIntervalMs, async () => {
      keepCommitting();
      const wasQuiet = quiet;
      quiet = true;
      await commitAll();
      if (wasQuiet) await putNothing();
    });
  }

  async function followTarget(): Promise<void> {
    const paused = control.target === 'PAUSED';
    if (paused === shownPaused) return;
    shownPaused = paused;
    pauses.apply();
    options.report(paused ? 'PAUSED' : 'RUNNING', null);
    if (paused) await commitAll();
    else if (retrying === null) await takeHeld();
    else await putAgain();
  }

  async function untilOver(): Promise<void> {
    const off = control.onChange(() => (control.stopping ? wakeExecute() : later(followTarget)));
    try {
      await new Promise<void>((resolve) => {
        wakeExecute = resolve;
        if (isOver()) return resolve();
        if (control.target === 'PAUSED') later(followTarget);
        keepCommitting();
        consumer.start().catch(fail);
      });
    } finally {
      off();
    }
  }

  /** Commits what was put and closes all partitions; nothing of the consumer's is handled afterwards. */
  async function closeAll(): Promise<void> {
    for (const cancel of timers) cancel();
    timers.clear();
    await queue.run(async () => {
      const partitions = positions.partitions();
      try {
        await committer.commitAndClose(partitions);
      } finally {
        closed = true;
        positions.remove(partitions);
      }
    });
  }

  async function closeConsumer(): Promise<void> {
    closed = true;
    try {
      await consumer.close();
    } catch (error) {
      logger.warn('Failed to close consumer', { error });
    }
  }

  return {
    async start() {
      started = true;
      await task.start(options.config, context);
    },
    async execute() {
      await untilOver();
      consumer.pause(positions.partitions());
      try {
        await closeAll();
      } catch (error) {
        fail(error);
      }
      if (failure !== null) throw failure.error;
    },
    async close() {
      closed = true;
      if (started) await stopTask(task, clock, logger);
      await closeConsumer();
      await options.release();
    },
    async abandon() {
      for (const cancel of timers) cancel();
      await closeConsumer();
      await options.release();
    },
  };
}

function aliveOf(records: readonly SinkRecord[], passage: Passage): readonly SinkRecord[] {
  return passage.gone === null ? records : records.filter((_, index) => index < passage.length && !isGone(passage, index));
}

function unrecoverable(cause: unknown): ConnectError {
  return new ConnectError('Exiting WorkerSinkTask due to unrecoverable exception.', { cause });
}
