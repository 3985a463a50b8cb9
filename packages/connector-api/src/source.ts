import type { AnyConfigDef, ConfigOf, ConfigValue, ParseOptions, Properties } from './config-def.ts';
import type { PackedBytes } from './packed-bytes.ts';
import type { SourceOffset, SourcePartition, SourceRecord } from './record.ts';
import type { TransactionContext } from './transaction-context.ts';

/** What a connector is given by its worker. Everything on it may be called at any time until `stop` has returned. */
export interface ConnectorContext {
  /** The connector's name. */
  readonly name: string;
  /** Asks the worker to call `taskConfigs` again, because what there is to read or write has changed. */
  requestTaskReconfiguration(): void;
  /** Fails the connector: its status becomes FAILED with this error as its trace. */
  raiseError(error: Error): void;
}

/** What a source connector is given in addition. */
export interface SourceConnectorContext extends ConnectorContext {
  readonly offsets: OffsetReader;
}

/** What both kinds of connectors do. A new object is made for each start; the worker never calls two methods at once. */
export interface Connector<Context extends ConnectorContext = ConnectorContext> {
  /** Called once, before everything else. `props` is the connector's configuration, config providers resolved. */
  start(props: Properties, context: Context): void | Promise<void>;
  /**
   * The configuration of each task: at most `maxTasks` of them, none if there is nothing to do. Called after `start`, and again
   * whenever the configuration changes or the connector asks for it. Must not start work of its own.
   */
  taskConfigs(maxTasks: number): readonly Properties[] | Promise<readonly Properties[]>;
  /** Called once at the end; must release everything that `start` took. */
  stop(): void | Promise<void>;
}

export type SourceConnector = Connector<SourceConnectorContext>;

/** What plugins of both kinds may say beside their connector and tasks. */
export interface ConnectorPluginBase<Def extends AnyConfigDef> {
  /** Every key that the connector knows. The framework's own keys (`name`, `tasks.max`, …) are added by the worker. */
  readonly config: Def;
  /** What a task's configuration shows as its `task.class`. */
  readonly taskClass: string;
  /**
   * Replaces `config.validate(props, options)`, for checks that span several keys or ask the outside world. `options` is to be handed
   * on: by it CLASS settings are looked up.
   */
  validate?(props: Properties, options?: ParseOptions): readonly ConfigValue[] | Promise<readonly ConfigValue[]>;
}

/** A source connector, as its module exports it. The worker makes connector and tasks from it, each in the thread where it runs. */
export interface SourceConnectorPlugin<Def extends AnyConfigDef = AnyConfigDef> extends ConnectorPluginBase<Def> {
  readonly type: 'source';
  createConnector(): SourceConnector;
  createTask(): SourceTask<ConfigOf<Def>>;
  /**
   * Called before offsets are altered (PATCH or DELETE …/offsets; a reset gives null offsets), on the stopped connector. Throw to
   * refuse. True: the connector also keeps offsets elsewhere and has altered them there. Absent: partitions are not checked.
   */
  alterOffsets?(props: Properties, offsets: readonly SourceOffsetChange[]): boolean | Promise<boolean>;
  /** KIP-618: whether this connector with this configuration can deliver exactly once. Absent: not known. */
  exactlyOnceSupport?(props: Properties): 'SUPPORTED' | 'UNSUPPORTED';
  /** KIP-618: whether its tasks can define transaction boundaries of their own. Absent: they cannot. */
  canDefineTransactionBoundaries?(props: Properties): boolean;
}

export interface SourceOffsetChange {
  readonly partition: SourcePartition;
  /** null removes the offset. */
  readonly offset: SourceOffset | null;
}

/** Reads committed source offsets of this connector. */
export interface OffsetReader {
  /** The offset of each partition, in their order; null where none was committed. */
  read(partitions: readonly SourcePartition[]): Promise<(SourceOffset | null)[]>;
}

/** What a source task is given. */
export interface SourceTaskContext {
  readonly connector: string;
  readonly task: number;
  /** The task's configuration as text, before it was parsed. */
  readonly props: Properties;
  readonly offsets: OffsetReader;
  /** Aborts when the task is to stop: a `poll` that waits has to return soon after. */
  readonly signal: AbortSignal;
  /** null: the task does not say where its transactions end. */
  readonly transactions: TransactionContext | null;
}

/** What became of a source record. */
export interface RecordMetadata {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
}

/**
 * Records that differ in nothing but their values, which are texts, and their offsets: what a source has that reads lines or
 * documents by the block. They have neither keys nor headers.
 */
export interface TextBatch {
  /** UTF-8 that is well-formed, no nulls among it. Its memory must not be written to before `release` is called. */
  readonly values: PackedBytes;
  /** The n-th as `poll` would have given it. Called for few of them, as a rule. */
  record(index: number): SourceRecord;
  /** Called when all of it is on its topic: nobody looks at it any more. Not called for what is given up. */
  release?(): void;
}

/**
 * Reads from a source. One object a run; `start`, then `poll` again and again, then `stop`. Never called twice at once, except
 * that `stop` may come while a `poll` is pending.
 */
export interface SourceTask<Config = unknown> {
  start(config: Config, context: SourceTaskContext): void | Promise<void>;
  /**
   * The next records, in order. Wait here (up to a second or so, or until `context.signal` aborts) when there is nothing;
   * an empty array or null is fine. A {@link RetriableError} leads to another call. Offsets of records are committed once
   * all records before them (of the same source partition) are on the topic.
   */
  poll(): readonly SourceRecord[] | null | Promise<readonly SourceRecord[] | null>;
  /**
   * Called in place of `poll`, if present, where nothing needs the single records: no transformations, and a converter with
   * `fromTexts`. One or the other is called throughout a run.
   */
  pollTexts?(): TextBatch | null | Promise<TextBatch | null>;
  /** Called after a record is on its topic, or was dropped by a transformation or by error tolerance (metadata null). */
  commitRecord?(record: SourceRecord, metadata: RecordMetadata | null): void;
  /** Called after offsets have been committed. */
  commit?(): void | Promise<void>;
  stop(): void | Promise<void>;
}
