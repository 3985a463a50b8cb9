import type { Broker, Log, LogRecord } from '../broker/broker.ts';
import type { Logger, LoggerFactory } from '../model/logger.ts';
import type { ConfigMap, TaskId } from '../model/names.ts';
import { keyText } from './record-json.ts';
import { readStatusRecord, statusRecord } from './status-record.ts';
import type { StatusRecord } from './status-record.ts';
import { StatusState } from './status-state.ts';
import type { Status, TopicStatus } from './status.ts';
import { storageLog } from './storage-topic.ts';

/**
 * The state of connectors and tasks and the topics they use, kept in the status topic in the format of Kafka Connect (Java:
 * KafkaStatusBackingStore). Reads answer from this worker's copy, in which its own writes show at once; writes resolve when they
 * are safe. Writes of one key take effect in the order of the calls.
 */
export interface StatusStore {
  /** Reads the topic to its end. */
  start(): Promise<void>;
  /** Resolves when all that was written before the call, by whomever, is in this worker's copy. */
  refresh(): Promise<void>;
  /** null: no status. */
  connector(name: string): Status | null;
  task(id: TaskId): Status | null;
  /** The tasks of a connector that have a status, by number. */
  tasks(name: string): ReadonlyMap<number, Status>;
  /** Names of the connectors that have a status. */
  connectors(): string[];
  /** `safe`: nothing is written when another worker has written the status with a higher generation. */
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
  /** Another worker has removed topics that the connector used. */
  readonly onTopicsReset?: (connector: string) => void;
}

/** Makes the store; nothing is read before `start`. */
export function createStatusStore(options: StatusStoreOptions): StatusStore {
  return new LogStatusStore(options);
}

class LogStatusStore implements StatusStore {
  readonly #log: Log;
  readonly #logger: Logger;
  readonly #onTopicsReset: StatusStoreOptions['onTopicsReset'];
  readonly #state = new StatusState();
  /** Own writes that have not come back yet, by key and in order. What comes back before the last of them is older than the copy. */
  readonly #underWay = new Map<string, string[]>();

  constructor(options: StatusStoreOptions) {
    this.#onTopicsReset = options.onTopicsReset;
    const storage = storageLog('status', options.properties);
    this.#logger = options.loggers('org.apache.kafka.connect.storage.KafkaStatusBackingStore');
    this.#log = options.broker.createLog({ ...storage, onRecord: (record) => this.#readBack(record) });
  }

  start(): Promise<void> {
    return this.#log.start();
  }

  refresh(): Promise<void> {
    return this.#log.readToEnd();
  }

  connector(name: string): Status | null {
    return this.#state.connector(name);
  }

  task(id: TaskId): Status | null {
    return this.#state.task(id);
  }

  tasks(name: string): ReadonlyMap<number, Status> {
    return this.#state.tasks(name);
  }

  connectors(): string[] {
    return this.#state.connectors();
  }

  async putConnector(name: string, status: Status, safe = false): Promise<void> {
    if (safe && !mayReplace(this.connector(name), status)) return;
    await this.#write([{ kind: 'connector', name, status }]);
  }

  async putTask(id: TaskId, status: Status, safe = false): Promise<void> {
    if (safe && !mayReplace(this.task(id), status)) return;
    await this.#write([{ kind: 'task', id, status }]);
  }

  async removeConnector(name: string): Promise<void> {
    const tasks = [...this.tasks(name).keys()].map((task): StatusRecord => ({
      kind: 'task',
      id: { connector: name, task },
      status: null,
    }));
    await this.#write([...tasks, { kind: 'connector', name, status: null }]);
  }

  async removeTask(id: TaskId): Promise<void> {
    await this.#write([{ kind: 'task', id, status: null }]);
  }

  topics(name: string): TopicStatus[] {
    return this.#state.topics(name);
  }

  async putTopic(topic: TopicStatus): Promise<void> {
    if (this.#state.hasTopic(topic.connector, topic.topic)) return;
    await this.#write([{ kind: 'topic', connector: topic.connector, topic: topic.topic, status: topic }]);
  }

  async removeTopic(connector: string, topic: string): Promise<void> {
    await this.#write([{ kind: 'topic', connector, topic, status: null }]);
  }

  async removeTopics(connector: string): Promise<void> {
    await this.#write(this.topics(connector).map(({ topic }) => ({ kind: 'topic', connector, topic, status: null })));
  }

  close(): Promise<void> {
    return this.#log.close();
  }

  /** The own copy changes at once. */
  async #write(records: readonly StatusRecord[]): Promise<void> {
    if (records.length === 0) return;
    const written = records.map(statusRecord);
    for (const record of records) this.#state.apply(record, ownWrite);
    for (const { key, value } of written) this.#track(key.toString(), valueText(value));
    try {
      await this.#log.append(written);
    } catch (error) {
      for (const { key, value } of written) this.#untrack(key.toString(), valueText(value));
      throw error;
    }
  }

  #readBack({ key, value, timestamp }: LogRecord): void {
    const text = keyText(key);
    if (text === null) return;
    // Own writes under way come after this one, or are this one: the copy has what they say.
    const isOlder = this.#underWay.has(text);
    this.#untrack(text, valueText(value));
    if (isOlder) return;
    const record = readStatusRecord(text, value, this.#logger);
    if (record === null || this.#isStale(record)) return;
    this.#state.apply(record, timestamp);
    if (record.kind === 'topic' && record.status === null) this.#onTopicsReset?.(record.connector);
  }

  /** A worker that lost a task, or a connector, may tell so after the new owner has told that it runs. */
  #isStale(record: StatusRecord): boolean {
    if (record.kind === 'topic' || record.status?.state !== 'UNASSIGNED') return false;
    const known = record.kind === 'task' ? this.task(record.id) : this.connector(record.name);
    if (known?.state !== 'RUNNING' || known.workerId === record.status.workerId) return false;
    return known.generation >= record.status.generation;
  }

  #track(key: string, value: string): void {
    const values = this.#underWay.get(key);
    if (values === undefined) this.#underWay.set(key, [value]);
    else values.push(value);
  }

  #untrack(key: string, value: string): void {
    const values = this.#underWay.get(key);
    const n = values?.indexOf(value) ?? -1;
    if (values === undefined || n < 0) return;
    values.splice(n, 1);
    if (values.length === 0) this.#underWay.delete(key);
  }
}

/** The time of what this worker writes: after everything that others have written. */
const ownWrite = Infinity;

function valueText(value: Uint8Array | null): string {
  return keyText(value) ?? '';
}

function mayReplace(known: Status | null, status: Status): boolean {
  return known === null || known.workerId === status.workerId || known.generation <= status.generation;
}
