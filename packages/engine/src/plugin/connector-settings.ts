import type { AnyConfigDef } from '@millrace/connector-api';
import type { ConfigMap } from '../model/names.ts';
import { clientOverrides } from './client-overrides.ts';
import { connectorConfigDef, plainContext } from './framework-config.ts';
import { offsetsTopicOf } from './offsets-topic.ts';
import { sourceOwnConfig } from './own-config.ts';
import { sinkGroupId } from './sink-checks.ts';
import { sinkConfigDef } from './sink-framework-config.ts';
import { sourceConfigDef } from './source-framework-config.ts';
import type { TopicCreationSettings } from './topic-creation-settings.ts';
import { topicCreationSettings } from './topic-creation-settings.ts';

export type { TopicCreationSettings };

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
  /** Kafka Connect has it for sinks only. */
  readonly deadLetterQueue: DeadLetterQueueSettings | null;
  /** How topics are created (KIP-158), the default group last; null: as the broker does by itself. */
  readonly topicCreation: readonly TopicCreationSettings[] | null;
  /** KIP-618. */
  readonly exactlyOnceSupport: 'requested' | 'required';
  readonly transactionBoundary: 'poll' | 'interval' | 'connector';
  readonly transactionBoundaryIntervalMs: number | null;
  /** A topic of its own for this connector's offsets. */
  readonly offsetsTopic: string | null;
}

/** The framework's settings of any connector. Throws ConfigError for the first that is not valid. */
export function connectorConfigOf(props: ConfigMap): ConnectorSettings {
  return connectorSettings(parsed(connectorConfigDef(plainContext(null)), props));
}

/** The framework's settings of a sink. Throws ConfigError for the first that is not valid. */
export function sinkConfigOf(props: ConfigMap): SinkSettings {
  const values = parsed(sinkConfigDef(plainContext(null)), props);
  const topics = values.get('topics') as readonly string[];
  const regex = String(values.get('topics.regex'));
  const deadLetterQueue = deadLetterQueueOf(values);
  const settings = connectorSettings(values);
  return {
    ...settings,
    topics,
    topicsRegex: regex === '' ? null : regex,
    deadLetterQueue,
    errantRecordReporter: deadLetterQueue !== null || settings.errors.logEnable,
    consumerGroupId: clientOverrides(props, 'consumer')['group.id'] ?? sinkGroupId(settings.name),
  };
}

/**
 * The framework's settings of a source. Throws ConfigError for the first that is not valid. Without `createTopics` (the worker's
 * `topic.creation.enable`) topic creation groups are not looked at.
 */
export function sourceConfigOf(props: ConfigMap, createTopics = true): SourceSettings {
  const values = parsed(sourceConfigDef(plainContext(null)), props);
  const own = sourceOwnConfig(props);
  const interval = values.get('transaction.boundary.interval.ms');
  return {
    ...connectorSettings(values),
    deadLetterQueue: own === null ? null : deadLetterQueueOf(parsed(own, props)),
    topicCreation: createTopics ? topicCreationSettings(props) : null,
    exactlyOnceSupport: String(values.get('exactly.once.support')).toLowerCase() as SourceSettings['exactlyOnceSupport'],
    transactionBoundary: String(values.get('transaction.boundary')).toLowerCase() as SourceSettings['transactionBoundary'],
    transactionBoundaryIntervalMs: interval === null ? null : Number(interval),
    offsetsTopic: offsetsTopicOf(props),
  };
}

/** Throws ConfigError for the first of the framework's settings that a connector of this kind cannot be started with. */
export function requireValidSettings(type: 'source' | 'sink', props: ConfigMap, createTopics: boolean): void {
  if (type === 'sink') sinkConfigOf(props);
  else sourceConfigOf(props, createTopics);
}

function parsed(def: AnyConfigDef, props: ConfigMap): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(def.parse(props)));
}

function deadLetterQueueOf(values: ReadonlyMap<string, unknown>): DeadLetterQueueSettings | null {
  const topic = String(values.get('errors.deadletterqueue.topic.name')).trim();
  if (topic === '') return null;
  return {
    topic,
    replicationFactor: Number(values.get('errors.deadletterqueue.topic.replication.factor')),
    contextHeaders: values.get('errors.deadletterqueue.context.headers.enable') === true,
  };
}

function connectorSettings(values: ReadonlyMap<string, unknown>): ConnectorSettings {
  return {
    name: String(values.get('name')),
    connectorClass: String(values.get('connector.class')),
    pluginVersion: (values.get('connector.plugin.version') ?? null) as string | null,
    tasksMax: Number(values.get('tasks.max')),
    tasksMaxEnforce: values.get('tasks.max.enforce') === true,
    errors: {
      retryTimeoutMs: Number(values.get('errors.retry.timeout')),
      retryDelayMaxMs: Number(values.get('errors.retry.delay.max.ms')),
      tolerance: values.get('errors.tolerance') === 'all' ? 'all' : 'none',
      logEnable: values.get('errors.log.enable') === true,
      logIncludeMessages: values.get('errors.log.include.messages') === true,
    },
  };
}
