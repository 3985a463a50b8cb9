import type { Broker } from '../broker/broker.ts';
import type { ClusterConfig, RestartRequest, SessionKey } from '../model/cluster-config.ts';
import type { LoggerFactory } from '../model/logger.ts';
import type { ConfigMap, TargetState } from '../model/names.ts';

/**
 * Connectors, their tasks, target states, the session key and cluster-wide requests, kept in the config topic in the format of
 * Kafka Connect (Java: KafkaConfigBackingStore). Every write resolves when it is safe and has been read back, so that the
 * next `snapshot` has it; what it rejects with is a StoreError or another EngineError of the broker.
 */
export interface ConfigStore {
  /** Reads the topic to its end. Throws StoreError when the topic has more than one partition. */
  start(): Promise<void>;
  snapshot(): ClusterConfig;
  /** Resolves when all that was written before the call, by whomever, is in the snapshot. */
  refresh(): Promise<void>;
  /** `targetState`: written before the configuration, so that no worker sees the connector in another state; null: unchanged. */
  putConnectorConfig(name: string, config: ConfigMap, targetState: TargetState | null): Promise<void>;
  removeConnector(name: string): Promise<void>;
  /** Task configurations take effect all together. An empty list is a connector without tasks. */
  putTaskConfigs(name: string, configs: readonly ConfigMap[]): Promise<void>;
  putTargetState(name: string, target: TargetState): Promise<void>;
  putRestartRequest(request: RestartRequest): Promise<void>;
  putLoggerLevel(logger: string, level: string): Promise<void>;
  putSessionKey(key: SessionKey): Promise<void>;
  /** Records that older tasks were fenced, for `taskCount` new ones (exactly-once sources). */
  putTaskCount(name: string, taskCount: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * What the store tells of records that came after `start` had read the topic to its end, own ones included. Called once the
 * snapshot has the change. Must not throw, and must not wait for a write.
 */
export interface ConfigStoreEvents {
  connectorConfig(name: string): void;
  connectorRemoved(name: string): void;
  /** Task configurations were committed. */
  taskConfigs(name: string): void;
  /** The target state of a connector that is there became another one. */
  targetState(name: string): void;
  restartRequest(request: RestartRequest): void;
  loggerLevel(logger: string, level: string): void;
  sessionKey(key: SessionKey): void;
}

export interface ConfigStoreOptions {
  readonly broker: Pick<Broker, 'createLog'>;
  /** The worker's properties; `config.storage.*` are read. */
  readonly properties: ConfigMap;
  readonly loggers: LoggerFactory;
  readonly onChange: ConfigStoreEvents;
}

export declare function createConfigStore(options: ConfigStoreOptions): ConfigStore;
