import type { Properties, SinkTask, TopicPartition, TopicPartitionOffset } from '@millrace/connector-api';
import type { Consumer, ConsumerHandler } from '../broker/broker.ts';
import type { TaskMeter } from '../metrics/task-meter.ts';
import type { Logger } from '../model/logger.ts';
import type { TaskId } from '../model/names.ts';
import type { Clock } from '../model/clock.ts';
import type { SinkErrantReporter } from './errant-record-reporter.ts';
import type { ConsumedOrigin } from './error-reporter.ts';
import type { StateReport, TaskRunner } from './run-task.ts';
import { placeFailure } from './failure-place.ts';
import { createSerialQueue } from './serial-queue.ts';
import { createSinkCommitter } from './sink-commit.ts';
import { createSinkContext } from './sink-context.ts';
import type { SinkRequests } from './sink-context.ts';
import { createSinkDelivery } from './sink-delivery.ts';
import type { SinkDelivery } from './sink-delivery.ts';
import { createSinkPauses } from './sink-pauses.ts';
import { createSinkPositions } from './sink-positions.ts';
import type { TaskConverters } from './source-conversion.ts';
import { stopTask } from './source-task-runner.ts';
import type { TaskControl } from './task-control.ts';
import type { Tolerance } from './tolerance.ts';
import type { TransformStage } from './transform-chain.ts';

/** What a sink task is run with: every step handed in. */
export interface SinkTaskOptions {
  readonly id: TaskId;
  readonly task: SinkTask;
  /** As reports name it. */
  readonly taskClass: string;
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
  readonly meter: TaskMeter;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Runs a sink task: consume, convert, transform, put; flush and commit at intervals, when asked, before partitions are taken away
 * and at the end (Java: WorkerSinkTask). Offsets are committed only for what the task has said to be safe, and never for
 * partitions that were lost. All calls into the task are made one after another.
 */
export function createSinkTaskRunner(options: SinkTaskOptions): TaskRunner {
  const { task, control, clock, logger } = options;
  const queue = createSerialQueue();
  const positions = createSinkPositions();
  const requests: SinkRequests = { seeks: new Map(), commit: false, retryInMs: null };
  let failure: { readonly error: unknown } | null = null;
  let wakeExecute: () => void = () => undefined;
  let started = false;
  let closed = false;
  let shownPaused = false;
  const timers = new Set<() => void>();
  const pauses = createSinkPauses(
    () => consumer,
    () => positions.partitions(),
    () => control.target === 'PAUSED' || delivery.isRetrying(),
  );
  const delivery: SinkDelivery = createSinkDelivery({
    ...options,
    positions,
    requests,
    isPaused: (partition) => pauses.isPaused(partition),
    onRetrying: () => pauses.apply(),
    schedule,
    afterCall,
    isOver,
  });
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
    onBatch: (batch) => handle(() => (isOver() ? undefined : delivery.take(batch))),
    onFailure: fail,
  });
  const context = createSinkContext({
    ...options,
    signal: control.signal,
    assignment: () => consumer.assignment(),
    pause: (partitions) => pauses.pause(partitions),
    resume(partitions) {
      pauses.resume(partitions);
      goOnLater();
    },
    requests,
    onRequest: () => later(() => undefined),
    errantRecordReporter: options.errantReporter,
  });

  function isOver(): boolean {
    return control.stopping || failure !== null;
  }

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

  /** With what was held; what is to be put again waits for its time. */
  function goOnLater(): void {
    later(() => (delivery.isRetrying() ? undefined : delivery.goOn()));
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
    delivery.scheduleAskedPut();
    if (requests.commit) {
      requests.commit = false;
      later(commitAll);
    }
  }

  /** What waits of the partition is not put any more: it comes again, or was skipped on purpose. */
  function moveTo({ topic, partition, offset }: TopicPartitionOffset): void {
    if (!positions.has({ topic, partition })) return;
    delivery.drop([{ topic, partition }]);
    positions.seek({ topic, partition }, offset);
    consumer.seek({ topic, partition }, offset);
    goOnLater();
  }

  async function assigned(partitions: readonly TopicPartitionOffset[]): Promise<void> {
    if (isOver()) return;
    for (const partition of partitions) positions.assign(partition);
    partitionsChanged();
    pauses.apply();
    if (partitions.length > 0) await task.open?.(partitions.map(({ topic, partition }) => ({ topic, partition })));
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
    positions.remove(partitions);
    partitionsChanged();
    pauses.remove(partitions);
    delivery.drop(partitions);
    goOnLater();
  }

  function partitionsChanged(): void {
    options.meter.sink.partitions(positions.partitions().length);
    options.meter.sink.uncommitted(positions.uncommitted());
  }

  const commitAll = (): Promise<void> => committer.commit(positions.partitions());

  /** At each interval: a commit, and an empty put if nothing has come since the last time. */
  function keepCommitting(): void {
    schedule(options.flushIntervalMs, async () => {
      keepCommitting();
      await commitAll();
      await delivery.putNothingIfQuiet();
    });
  }

  async function followTarget(): Promise<void> {
    const paused = control.target === 'PAUSED';
    if (paused === shownPaused) return;
    shownPaused = paused;
    pauses.apply();
    options.report(paused ? 'PAUSED' : 'RUNNING', null);
    if (paused) await commitAll();
    else await delivery.goOn();
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
        partitionsChanged();
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
      try {
        await task.start(options.config, context);
      } catch (error) {
        throw placeFailure(error, { stage: 'TASK_START', executingClass: options.taskClass, record: null });
      }
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
