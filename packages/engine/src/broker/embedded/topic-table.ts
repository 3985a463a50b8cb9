import { randomBytes } from 'node:crypto';
import { BadRequestError } from '../../model/errors.ts';
import type { NewTopic, TopicDescription } from '../broker.ts';
import { topicChange, topicsChange } from './change-signal.ts';
import type { Change } from './change-signal.ts';
import type { Database } from './database.ts';
import { createPartitions, removePartitions } from './partition-state.ts';

/** A topic as the store knows it. Topics of the same name at different times differ by their id. */
export interface Topic extends TopicDescription {
  readonly id: number;
}

const versionKey = Buffer.from('topics.version');
const nextIdKey = Buffer.from('topics.next');
const garbagePrefix = 'garbage:';

/**
 * The topics of the store. What was read is remembered by its bytes, so a look-up costs one read of the store, however many topics
 * there are. What changes something runs inside a transaction of the database.
 */
export class TopicTable {
  readonly #database: Database;
  readonly #parsed = new Map<string, { readonly bytes: Buffer; readonly topic: Topic }>();
  /** Never the same twice, so that what an undone transaction had changed is not taken for what is there. */
  #version = '';
  #all = new Map<string, Topic>();
  #byId = new Map<number, Topic>();

  constructor(database: Database) {
    this.#database = database;
  }

  get(name: string): Topic | null {
    // A name that no topic can have may be longer than a key.
    const bytes = name === '' || name.length > longestName ? undefined : this.#database.tables.topics.get(Buffer.from(name));
    if (bytes === undefined) {
      this.#parsed.delete(name);
      return null;
    }
    const known = this.#parsed.get(name);
    if (known?.bytes.equals(bytes) === true) return known.topic;
    const topic = JSON.parse(bytes.toString()) as Topic;
    this.#parsed.set(name, { bytes, topic });
    return topic;
  }

  byId(id: number): Topic | null {
    this.#update();
    return this.#byId.get(id) ?? null;
  }

  /** All topics, by name. */
  all(): ReadonlyMap<string, Topic> {
    this.#update();
    return this.#all;
  }

  /** Inside a transaction: creates the topic unless it is there. Throws BadRequestError for a name or a number that Kafka refuses. */
  create(wanted: NewTopic, changed: (change: Change) => void): { readonly topic: Topic; readonly isNew: boolean } {
    const topic = { ...wanted, partitions: wanted.partitions === -1 ? defaultPartitions : wanted.partitions };
    checkNewTopic(topic);
    const existing = this.get(topic.name);
    if (existing !== null) return { topic: existing, isNew: false };
    const { meta, topics } = this.#database.tables;
    const id = readCounter(meta.get(nextIdKey)) + 1;
    const created: Topic = { id, name: topic.name, partitions: topic.partitions, configs: { ...topic.configs } };
    void meta.put(nextIdKey, counterBytes(id));
    void topics.put(Buffer.from(topic.name), Buffer.from(JSON.stringify(created)));
    createPartitions(this.#database, created);
    this.#changed(created, changed);
    return { topic: created, isNew: true };
  }

  /** Inside a transaction: removes the topic; its records are removed later, by {@link garbage}. */
  remove(topic: Topic, changed: (change: Change) => void): void {
    const { meta, topics } = this.#database.tables;
    void topics.remove(Buffer.from(topic.name));
    void meta.put(Buffer.from(`${garbagePrefix}${topic.id}`), Buffer.from('log'));
    removePartitions(this.#database, topic);
    this.#changed(topic, changed);
  }

  /** Ids of topics that were removed, whose records may still be there. */
  garbage(): number[] {
    const range = { start: Buffer.from(garbagePrefix), end: Buffer.from(`${garbagePrefix}\u007f`) };
    return [...this.#database.tables.meta.getKeys(range)].map((key) => Number(key.toString().slice(garbagePrefix.length)));
  }

  /** Inside a transaction: nothing of the topic is left. */
  forget(id: number): void {
    void this.#database.tables.meta.remove(Buffer.from(`${garbagePrefix}${id}`));
  }

  #changed(topic: Topic, changed: (change: Change) => void): void {
    void this.#database.tables.meta.put(versionKey, randomBytes(12));
    changed(topicsChange);
    changed(topicChange(topic.name));
  }

  #update(): void {
    const version = this.#database.tables.meta.get(versionKey)?.toString('latin1') ?? 'none';
    if (version === this.#version) return;
    const names = [...this.#database.tables.topics.getKeys()].map((key) => key.toString());
    this.#all = new Map(names.map((name) => [name, this.get(name)!]));
    this.#byId = new Map([...this.#all.values()].map((topic) => [topic.id, topic]));
    this.#version = version;
  }
}

/** `cleanup.policy`: `delete`, `compact` or both. */
export function cleanupPolicies(topic: Topic): ReadonlySet<string> {
  const text = topic.configs['cleanup.policy'] ?? 'delete';
  return text === 'delete' ? deletePolicy : new Set(text.split(',').map((policy) => policy.trim()));
}

const deletePolicy: ReadonlySet<string> = new Set(['delete']);

const longestName = 249;
const defaultPartitions = 1;
const largestPartitionCount = 10_000;

/** Kafka's rules for topics (Java: Topic.validate). */
export function checkNewTopic(topic: Pick<NewTopic, 'name' | 'partitions'>): void {
  const { name, partitions } = topic;
  if (name === '') throw new BadRequestError('Topic name is invalid: the empty string is not allowed');
  if (name === '.' || name === '..') throw new BadRequestError(`Topic name is invalid: '${name}' is not allowed`);
  if (name.length > longestName) {
    throw new BadRequestError(
      `Topic name is invalid: the length of '${name}' is longer than the max allowed length ${longestName}`,
    );
  }
  if (!/^[a-zA-Z0-9._-]+$/.test(name)) {
    throw new BadRequestError(
      `Topic name is invalid: '${name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'`,
    );
  }
  if (!Number.isInteger(partitions) || partitions < 1 || partitions > largestPartitionCount) {
    throw new BadRequestError(
      `Topic ${name} cannot have ${partitions} partitions: a number from 1 to ${largestPartitionCount} is needed`,
    );
  }
}

function readCounter(bytes: Buffer | undefined): number {
  return bytes === undefined ? 0 : bytes.readDoubleBE(0);
}

function counterBytes(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}
