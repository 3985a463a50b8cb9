import type { ConfigMap } from '../model/names.ts';

/** What the framework's own keys of any connector's configuration say. */
export interface ConnectorSettings {
  readonly name: string;
  /** Class name or alias. */
  readonly connectorClass: string;
  /** `connector.plugin.version`; null: the newest. */
  readonly pluginVersion: string | null;
  readonly tasksMax: number;
  /** Whether more tasks than that are an error (KIP-1004). */
  readonly tasksMaxEnforce: boolean;
  readonly errors: ErrorSettings;
}

/** `errors.*` (KIP-298). */
export interface ErrorSettings {
  /** How long a failed operation is tried again. 0: not at all; -1: for ever. */
  readonly retryTimeoutMs: number;
  readonly retryDelayMaxMs: number;
  readonly tolerance: 'none' | 'all';
  readonly logEnable: boolean;
  readonly logIncludeMessages: boolean;
}

export interface SinkSettings extends ConnectorSettings {
  /** The topics to read, each once; empty when `topicsRegex` says them. */
  readonly topics: readonly string[];
  /** As written: a Java regular expression that has to match a topic's whole name. */
  readonly topicsRegex: string | null;
  readonly deadLetterQueue: DeadLetterQueueSettings | null;
  /** Whether tasks get an errant record reporter (KIP-610). */
  readonly errantRecordReporter: boolean;
  /** The consumer group of its tasks. */
  readonly consumerGroupId: string;
}

export interface DeadLetterQueueSettings {
  readonly topic: string;
  readonly replicationFactor: number;
  readonly contextHeaders: boolean;
}

export interface SourceSettings extends ConnectorSettings {
  /** How topics are created (KIP-158), the default group last; null: as the broker does by itself. */
  readonly topicCreation: readonly TopicCreationSettings[] | null;
  /** KIP-618. */
  readonly exactlyOnceSupport: 'requested' | 'required';
  readonly transactionBoundary: 'poll' | 'interval' | 'connector';
  readonly transactionBoundaryIntervalMs: number | null;
  /** A topic of its own for this connector's offsets. */
  readonly offsetsTopic: string | null;
}

/** The settings of topics whose name matches one of `include` and none of `exclude` (Java regular expressions, whole name). */
export interface TopicCreationSettings {
  readonly group: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** -1: the broker's default. */
  readonly replicationFactor: number;
  readonly partitions: number;
  /** Further topic settings (`cleanup.policy`, …). */
  readonly configs: ConfigMap;
}
