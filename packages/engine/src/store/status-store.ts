import type { Broker } from '../broker/broker.ts';
import type { LoggerFactory } from '../model/logger.ts';
import type { ConfigMap, State, TaskId } from '../model/names.ts';

/** What a connector or a task is, as one worker saw it. */
export interface Status {
  readonly state: State;
  /** Only where it failed. */
  readonly trace: string | null;
  readonly workerId: string;
  /** Of the group, when the state was seen. */
  readonly generation: number;
  /** Of the plugin; null while nothing runs. */
  readonly version: string | null;
}

/** That a connector used a topic since the last reset. */
export interface TopicStatus {
  readonly topic: string;
  readonly connector: string;
  /** The task that used it first. */
  readonly task: number;
  /** Milliseconds since the epoch. */
  readonly discoverTimestamp: number;
}

/**
 * The state of connectors and tasks and the topics they use, kept in the status topic in the format of Kafka Connect (Java:
 * KafkaStatusBackingStore). Reads answer from this worker's copy, in which its own writes show at once; writes resolve when they
 * are safe. Writes of one key take effect in the order of the calls.
 */
export interface StatusStore {
  /** Reads the topic to its end. */
  start(): Promise<void>;
  /** null: no status. */
  connector(name: string): Status | null;
  task(id: TaskId): Status | null;
  /** The tasks of a connector that have a status, by number. */
  tasks(name: string): ReadonlyMap<number, Status>;
  /** Names of the connectors that have a status. */
  connectors(): string[];
  /** `safe`: nothing is written when another worker has written the status with the same or a higher generation. */
  putConnector(name: string, status: Status, safe?: boolean): Promise<void>;
  putTask(id: TaskId, status: Status, safe?: boolean): Promise<void>;
  /** Removes the status of the connector and of all its tasks. */
  removeConnector(name: string): Promise<void>;
  removeTask(id: TaskId): Promise<void>;
  /** Topics that a connector used, in the order of their names. */
  topics(name: string): TopicStatus[];
  /** Written once for a topic and connector; again only after it was removed. */
  putTopic(topic: TopicStatus): Promise<void>;
  removeTopic(connector: string, topic: string): Promise<void>;
  removeTopics(connector: string): Promise<void>;
  close(): Promise<void>;
}

export interface StatusStoreOptions {
  readonly broker: Pick<Broker, 'createLog'>;
  /** The worker's properties; `status.storage.*` are read. */
  readonly properties: ConfigMap;
  readonly loggers: LoggerFactory;
}

export declare function createStatusStore(options: StatusStoreOptions): StatusStore;
