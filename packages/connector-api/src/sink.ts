import type { AnyConfigDef, ConfigOf, Properties } from './config-def.ts';
import type { PackedBytes } from './packed-bytes.ts';
import type { SinkRecord, TopicPartition, TopicPartitionOffset } from './record.ts';
import type { Connector, ConnectorPluginBase } from './source.ts';

export type SinkConnector = Connector;

/** A sink connector, as its module exports it. */
export interface SinkConnectorPlugin<Def extends AnyConfigDef = AnyConfigDef> extends ConnectorPluginBase<Def> {
  readonly type: 'sink';
  createConnector(): SinkConnector;
  createTask(): SinkTask<ConfigOf<Def>>;
  /** As for sources, with topic partitions. */
  alterOffsets?(props: Properties, offsets: readonly SinkOffsetChange[]): boolean | Promise<boolean>;
}

export interface SinkOffsetChange extends TopicPartition {
  /** The next record to read; null removes the offset. 64 bits. */
  readonly offset: bigint | null;
}

/** Hands records that a sink cannot deliver to the connector's error handling (KIP-610). */
export interface ErrantRecordReporter {
  /** Resolves when the record is safe in the dead letter queue, or skipped; rejects if errors are not tolerated. */
  report(record: SinkRecord, error: Error): Promise<void>;
}

/** What a sink task is given. */
export interface SinkTaskContext {
  readonly connector: string;
  readonly task: number;
  /** The task's configuration as text, before it was parsed. */
  readonly props: Properties;
  /** Aborts when the task is to stop. */
  readonly signal: AbortSignal;
  /** The partitions that this task reads now. */
  assignment(): readonly TopicPartition[];
  /** Goes on reading at these positions, after the current call has returned. */
  seek(positions: readonly TopicPartitionOffset[]): void;
  /** Stops the delivery of these partitions until `resume`. */
  pause(partitions: readonly TopicPartition[]): void;
  resume(partitions: readonly TopicPartition[]): void;
  /** Asks for offsets to be committed soon. */
  requestCommit(): void;
  /** How long to wait before a `put` that threw a RetriableError is repeated. Milliseconds. */
  retryIn(timeoutMs: number): void;
  /** null unless the connector tolerates errors or has a dead letter queue. */
  readonly errantRecordReporter: ErrantRecordReporter | null;
}

/** Records of one partition, in order, whose values are texts; they have neither keys nor headers. */
export interface SinkTextBatch {
  readonly topic: string;
  readonly partition: number;
  /** UTF-8 that is well-formed, no nulls among it. May be kept; must not be written to. */
  readonly values: PackedBytes;
  /** The n-th as `put` would have been given it. Called for few of them, as a rule. */
  record(index: number): SinkRecord;
}

/**
 * Writes to a sink. One object a run: `start`, `open`, then `put` and commits, `close`, `stop`. Never called twice at once, except
 * that `stop` may come while a `put` is pending.
 */
export interface SinkTask<Config = unknown> {
  start(config: Config, context: SinkTaskContext): void | Promise<void>;
  /** Partitions that were just assigned; before any of their records. */
  open?(partitions: readonly TopicPartition[]): void | Promise<void>;
  /**
   * Takes records, in order within each partition. May buffer: only `flush` or `preCommit` promise anything. A RetriableError
   * brings the same records again. An empty call is made now and then while nothing arrives.
   */
  put(records: readonly SinkRecord[]): void | Promise<void>;
  /**
   * Called in place of `put`, if present, for records that nothing needs single: where there are no transformations, and a converter
   * with `toTexts` finds nothing but texts. What is so with one batch need not be so with the next: then `put` is called. A task that
   * has this is given up to 2,000 records at a time, instead of 500, unless `max.poll.records` is configured.
   */
  putTexts?(texts: SinkTextBatch): void | Promise<void>;
  /** Makes everything that was put safe: when it returns, the offsets are committed. */
  flush?(offsets: readonly TopicPartitionOffset[]): void | Promise<void>;
  /** The offsets that may be committed, instead of all that was put. Absent: `flush`, then all. */
  preCommit?(
    offsets: readonly TopicPartitionOffset[],
  ): readonly TopicPartitionOffset[] | Promise<readonly TopicPartitionOffset[]>;
  /** Partitions that are taken away; called before the task stops as well. */
  close?(partitions: readonly TopicPartition[]): void | Promise<void>;
  stop(): void | Promise<void>;
}
