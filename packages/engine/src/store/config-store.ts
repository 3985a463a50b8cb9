import type { Broker, Log, LogRecord, NewTopic, WritePermit } from '../broker/broker.ts';
import type { ClusterConfig, RestartRequest, SessionKey } from '../model/cluster-config.ts';
import { StoreError } from '../model/errors.ts';
import type { Logger, LoggerFactory } from '../model/logger.ts';
import type { ConfigMap, TargetState } from '../model/names.ts';
import { configRecords, readConfigRecord } from './config-record.ts';
import { ConfigState } from './config-state.ts';
import type { ConfigStoreEvents } from './config-store-events.ts';
import { keyText } from './record-json.ts';
import { storageLog } from './storage-topic.ts';

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

export interface ConfigStoreOptions {
  readonly broker: Pick<Broker, 'createLog'>;
  /** The worker's properties; `config.storage.*` are read. */
  readonly properties: ConfigMap;
  readonly loggers: LoggerFactory;
  /** Writes wait for it. */
  readonly permit?: WritePermit;
  readonly onChange: ConfigStoreEvents;
  /** Whether only what is committed counts: some of it is written in transactions. */
  readonly readsCommitted?: boolean;
  /** Appends in the place of the log what only a leader may write; left out: the log does. */
  readonly leaderAppend?: (topic: string, records: Parameters<Log['append']>[0]) => Promise<void>;
}

/** Makes the store; nothing is read before `start`. */
export function createConfigStore(options: ConfigStoreOptions): ConfigStore {
  return new LogConfigStore(options);
}

class LogConfigStore implements ConfigStore {
  readonly #log: Log;
  readonly #topic: NewTopic;
  readonly #logger: Logger;
  readonly #events: ConfigStoreEvents;
  readonly #state = new ConfigState();
  readonly #leaderAppend: Log['append'];
  #isStarted = false;

  constructor(options: ConfigStoreOptions) {
    const storage = storageLog('config', options.properties, options.permit);
    this.#topic = storage.topic;
    this.#logger = options.loggers('org.apache.kafka.connect.storage.KafkaConfigBackingStore');
    this.#events = options.onChange;
    const isolation = options.readsCommitted === true ? { properties: { 'isolation.level': 'read_committed' } } : {};
    this.#log = options.broker.createLog({
      ...storage,
      ...isolation,
      onRecord: (record) => this.#apply(record),
    });
    const { leaderAppend } = options;
    this.#leaderAppend =
      leaderAppend === undefined
        ? (records) => this.#log.append(records)
        : (records) => leaderAppend(storage.topic.name, records);
  }

  async start(): Promise<void> {
    await this.#log.start();
    if (this.#log.partitions > 1) {
      throw new StoreError(
        `Topic '${this.#topic.name}' supplied via the 'config.storage.topic' property is required to have a single partition in order to guarantee consistency of connector configurations, but found ${this.#log.partitions} partitions.`,
      );
    }
    this.#isStarted = true;
  }

  snapshot(): ClusterConfig {
    return this.#state.snapshot();
  }

  refresh(): Promise<void> {
    return this.#log.readToEnd();
  }

  putConnectorConfig(name: string, config: ConfigMap, targetState: TargetState | null): Promise<void> {
    const record = configRecords.connector(name, config);
    return this.#writeAsLeader(targetState === null ? [record] : [configRecords.targetState(name, targetState), record]);
  }

  removeConnector(name: string): Promise<void> {
    return this.#writeAsLeader([configRecords.connector(name, null), configRecords.targetState(name, null)]);
  }

  putTaskConfigs(name: string, configs: readonly ConfigMap[]): Promise<void> {
    const tasks = configs.map((config, task) => configRecords.task({ connector: name, task }, config));
    return this.#writeAsLeader([...tasks, configRecords.commit(name, configs.length)]);
  }

  putTargetState(name: string, target: TargetState): Promise<void> {
    return this.#write([configRecords.targetState(name, target)]);
  }

  putRestartRequest(request: RestartRequest): Promise<void> {
    return this.#writeAsLeader([configRecords.restart(request)]);
  }

  putLoggerLevel(logger: string, level: string): Promise<void> {
    return this.#write([configRecords.loggerLevel(logger, level)]);
  }

  putSessionKey(key: SessionKey): Promise<void> {
    return this.#writeAsLeader([configRecords.sessionKey(key)]);
  }

  putTaskCount(name: string, taskCount: number): Promise<void> {
    return this.#writeAsLeader([configRecords.taskCount(name, taskCount)]);
  }

  close(): Promise<void> {
    return this.#log.close();
  }

  /** As Java, where that is the leader's alone (exactly-once sources): written so that a deposed leader cannot. */
  async #writeAsLeader(records: Parameters<Log['append']>[0]): Promise<void> {
    await this.#leaderAppend(records);
    // A broker says that a transaction is decided before everybody can read it.
    await this.#log.readToEnd('await-open');
  }

  async #write(records: Parameters<Log['append']>[0]): Promise<void> {
    await this.#log.append(records);
    await this.#log.readToEnd();
  }

  #apply({ key, value, offset }: LogRecord): void {
    const text = keyText(key);
    const record = text === null ? null : readConfigRecord(text, value, this.#logger);
    const news = record === null ? null : this.#state.apply(record);
    this.#state.passed(offset);
    if (this.#isStarted) news?.(this.#events);
  }
}
