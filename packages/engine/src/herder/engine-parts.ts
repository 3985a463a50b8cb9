import type { Broker, BrokerConfig, WritePermit } from '../broker/broker.ts';
import type { LoggerFactory } from '../model/logger.ts';
import type { ConfigMap } from '../model/names.ts';
import type { ConfigStoreEvents } from '../store/config-store-events.ts';
import type { ConfigStore, ConfigStoreOptions } from '../store/config-store.ts';
import type { OffsetStore } from '../store/offset-store.ts';
import type { StatusStore } from '../store/status-store.ts';
import type { Clock } from '../model/clock.ts';
import type { TaskHost, TaskHostEvents, TaskHostOptions } from '../worker/task-host.ts';

/** What an engine is put together from; tests hand in others. */
export interface EngineParts {
  readonly clock: Clock;
  readonly times: EngineTimes;
  openBroker(config: BrokerConfig, loggers: LoggerFactory): Promise<Broker>;
  createStores(options: StoresOptions): Stores;
  createHost(options: TaskHostOptions, events: TaskHostEvents, loggers: LoggerFactory): TaskHost;
}

export interface Stores {
  readonly config: ConfigStore;
  readonly offsets: OffsetStore;
  /** Offsets in a topic of a connector's own. */
  createOffsets(topic: string): OffsetStore;
  readonly statuses: StatusStore;
}

export interface StoresOptions {
  readonly broker: Pick<Broker, 'createLog'>;
  readonly properties: ConfigMap;
  readonly loggers: LoggerFactory;
  /** What the config and the offset topic are written with. */
  readonly permit?: WritePermit;
  readonly onChange: ConfigStoreEvents;
  /** Another worker has removed topics that a connector used. */
  readonly onTopicsReset: (connector: string) => void;
  /** See {@link ConfigStoreOptions}. */
  readonly leaderAppend?: ConfigStoreOptions['leaderAppend'];
  /** Sources write in transactions: only what is committed counts. */
  readonly readsCommitted?: boolean;
}

/** Milliseconds. */
export interface EngineTimes {
  /** How long a request may take, and a plugin for one call. */
  readonly requestMs: number;
  /** An operation of the queue that takes longer makes the worker unhealthy. */
  readonly stallMs: number;
  readonly connectorStopMs: number;
  /** How much longer a task host gets that does not keep to its deadline for a stop. */
  readonly hostGraceMs: number;
  /** How long the worker counts as starting for connectors that take long to start. */
  readonly startUpMs: number;
  /** How long a start keeps others waiting. */
  readonly startSlotMs: number;
}

/** Kafka Connect's, where it has such a time. */
export const ENGINE_TIMES: EngineTimes = {
  requestMs: 90_000,
  stallMs: 10_000,
  connectorStopMs: 5000,
  hostGraceMs: 1000,
  startUpMs: 10_000,
  startSlotMs: 1000,
};
