import type { Broker, Log, LogOptions, LogRecord, WritePermit } from '../broker/broker.ts';
import { BadRequestError } from '../model/errors.ts';
import { canonicalJson, isJsonObject, parseJson, stringifyJson } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import type { Logger, LoggerFactory } from '../model/logger.ts';
import type { ConfigMap } from '../model/names.ts';
import type { OffsetRecords, OffsetText } from '../model/offset-texts.ts';
import { keyText } from './record-json.ts';
import { storageLog } from './storage-topic.ts';

/**
 * Source offsets, kept in the offset topic in the format of Kafka Connect (Java: KafkaOffsetBackingStore). Partitions and
 * offsets are JSON text, so that 64-bit integers stay exact. Partitions are equal when they say the same, whatever the order
 * of their members. They outlive their connector.
 */
export interface OffsetStore {
  /** The topic's name. */
  readonly topic: string;
  /** Reads the topic to its end. */
  start(): Promise<void>;
  /** The offsets of these partitions, in their order; null where there is none. Sees all that was written before the call. */
  read(connector: string, partitions: readonly string[]): Promise<(string | null)[]>;
  /**
   * Writes offsets, a null one as a deletion. Resolves when they are safe. Throws BadRequestError for what is no JSON, FencedError for
   * what was begun under a ticket (of the store's permit) that is over.
   */
  write(connector: string, offsets: readonly OffsetText[], ticket?: number): Promise<void>;
  /** The records that `write` would append, for somebody who appends them to the topic himself. Throws as `write` does. */
  encode(connector: string, offsets: readonly OffsetText[]): OffsetRecords;
  /**
   * Takes over records of another offset store, keys and values as Java writes them, unless that was done before under this name;
   * whole or not at all. Partitions that have an offset here keep it. Answers how many offsets came in; null: it was done before.
   */
  importOnce(name: string, records: readonly (readonly [key: Uint8Array, value: Uint8Array])[]): Promise<number | null>;
  /** Every partition of a connector that has an offset, be the connector there or gone. Sees all that was written before the call. */
  all(connector: string): Promise<Map<string, string>>;
  close(): Promise<void>;
}

export interface OffsetStoreOptions {
  readonly broker: Pick<Broker, 'createLog'>;
  /** The worker's properties; `offset.storage.*` are read. */
  readonly properties: ConfigMap;
  readonly loggers: LoggerFactory;
  /** Writes wait for it. */
  readonly permit?: WritePermit;
  /** Another topic than that of the worker's properties: a connector's own. */
  readonly topic?: string;
  /** Whether offsets may be written in transactions: then only what is committed counts. */
  readonly transactions?: boolean;
}

/** Makes the store; nothing is read before `start`. */
export function createOffsetStore(options: OffsetStoreOptions): OffsetStore {
  return new LogOffsetStore(options);
}

/** An offset, under the text of its key. */
interface StoredOffset {
  readonly partition: Json;
  readonly offset: string;
  readonly timestamp: number;
}

class LogOffsetStore implements OffsetStore {
  readonly topic: string;
  readonly #log: Log;
  readonly #logger: Logger;
  /**
   * Connector → partition, canonical → text of the key → offset. A partition has several keys when its members were written in
   * several orders; Java finds an offset by the bytes of its key.
   */
  readonly #offsets = new Map<string, Map<string, Map<string, StoredOffset>>>();
  /** Texts of the keys that say what was imported. */
  readonly #imports = new Set<string>();

  constructor(options: OffsetStoreOptions) {
    const storage = offsetLog(options);
    this.topic = storage.topic.name;
    this.#logger = options.loggers('org.apache.kafka.connect.storage.KafkaOffsetBackingStore');
    this.#log = options.broker.createLog({ ...storage, onRecord: (record) => this.#apply(record) });
  }

  start(): Promise<void> {
    return this.#log.start();
  }

  async read(connector: string, partitions: readonly string[]): Promise<(string | null)[]> {
    const wanted = partitions.map((partition) => canonicalJson(parsePartition(partition)));
    // Behind a transaction that is still open there may be an offset of these.
    await this.#log.readToEnd('await-open');
    return wanted.map((partition) => newest(this.#offsets.get(connector)?.get(partition))?.offset ?? null);
  }

  async write(connector: string, offsets: readonly OffsetText[], ticket?: number): Promise<void> {
    const parsed = parseAll(offsets);
    await this.#log.readToEnd();
    await this.#log.append(
      parsed.flatMap(([partition, offset]) => this.#records(connector, partition, offset)),
      ticket,
    );
  }

  encode(connector: string, offsets: readonly OffsetText[]): OffsetRecords {
    const records = parseAll(offsets).flatMap(([partition, offset]) => this.#records(connector, partition, offset));
    return { keys: records.map(({ key }) => key), values: records.map(({ value }) => value) };
  }

  async importOnce(name: string, records: readonly (readonly [key: Uint8Array, value: Uint8Array])[]): Promise<number | null> {
    await this.#log.readToEnd();
    const mark = importKey(name);
    if (this.#imports.has(mark)) return null;
    const fresh = records.filter(([key]) => this.#isUnknown(keyText(key)!));
    await this.#log.append([
      ...fresh.map(([key, value]) => ({ key, value })),
      { key: Buffer.from(mark), value: Buffer.from('{}') },
    ]);
    return fresh.length;
  }

  #isUnknown(key: string): boolean {
    const place = this.#readKey(key);
    return place !== null && this.#offsets.get(place.connector)?.has(canonicalJson(place.partition)) !== true;
  }

  async all(connector: string): Promise<Map<string, string>> {
    await this.#log.readToEnd('await-open');
    const found = new Map<string, string>();
    for (const keys of this.#offsets.get(connector)?.values() ?? []) {
      const stored = newest(keys);
      if (stored !== undefined && stored.partition !== null) found.set(stringifyJson(stored.partition), stored.offset);
    }
    return found;
  }

  close(): Promise<void> {
    return this.#log.close();
  }

  /** One record for each key that the partition has already. */
  #records(connector: string, partition: Json, offset: string | null): { key: Buffer; value: Buffer | null }[] {
    const known = this.#offsets.get(connector)?.get(canonicalJson(partition));
    const keys = known === undefined ? [stringifyJson([connector, partition])] : [...known.keys()];
    const value = offset === null ? null : Buffer.from(offset);
    return keys.map((key) => ({ key: Buffer.from(key), value }));
  }

  #apply(record: LogRecord): void {
    const text = keyText(record.key);
    if (text?.startsWith(importPrefix) === true) {
      this.#imports.add(text);
      return;
    }
    const place = text === null ? null : this.#readKey(text);
    if (text === null || place === null) return;
    const canonical = canonicalJson(place.partition);
    const offset = this.#readOffset(text, record);
    if (offset === null) this.#remove(place.connector, canonical, text);
    else this.#put(place.connector, canonical, text, { partition: place.partition, offset, timestamp: record.timestamp });
  }

  #readKey(text: string): { readonly connector: string; readonly partition: Json } | null {
    const key = tryParse(text);
    if (Array.isArray(key) && key.length === 2) {
      const [connector, partition] = key as [Json, Json];
      if (typeof connector === 'string' && (partition === null || isJsonObject(partition))) return { connector, partition };
    }
    this.#logger.warn(`Ignoring a record of the offset topic whose key is not [connector, partition]: ${text}`);
    return null;
  }

  #readOffset(key: string, { value }: LogRecord): string | null {
    if (value === null) return null;
    const offset = tryParse(keyText(value)!);
    if (isJsonObject(offset)) return stringifyJson(offset);
    if (offset !== null) this.#logger.error(`Ignoring the offset of ${key}: it is not an object`);
    return null;
  }

  #put(connector: string, partition: string, key: string, offset: StoredOffset): void {
    let partitions = this.#offsets.get(connector);
    if (partitions === undefined) this.#offsets.set(connector, (partitions = new Map()));
    let keys = partitions.get(partition);
    if (keys === undefined) partitions.set(partition, (keys = new Map()));
    keys.set(key, offset);
  }

  #remove(connector: string, partition: string, key: string): void {
    const partitions = this.#offsets.get(connector);
    const keys = partitions?.get(partition);
    keys?.delete(key);
    if (keys?.size === 0) partitions?.delete(partition);
    if (partitions?.size === 0) this.#offsets.delete(connector);
  }
}

function offsetLog({ properties, permit, topic, transactions = false }: OffsetStoreOptions): Omit<LogOptions, 'onRecord'> {
  const storage = storageLog('offset', properties, permit);
  return {
    ...storage,
    ...(topic !== undefined && {
      topic: { ...storage.topic, name: topic },
      purpose: { setting: 'offsets.storage.topic', content: 'source connector offsets' },
    }),
    ...(transactions && { properties: { 'isolation.level': 'read_committed' } }),
  };
}

function parseAll(offsets: readonly OffsetText[]): (readonly [partition: Json, offset: string | null])[] {
  return offsets.map(([partition, offset]) => [parsePartition(partition), parseOffset(offset)]);
}

/** No key of an offset begins so. */
const importPrefix = '{"imported":';

function importKey(name: string): string {
  return `${importPrefix}${JSON.stringify(name)}}`;
}

function newest(keys: ReadonlyMap<string, StoredOffset> | undefined): StoredOffset | undefined {
  let found: StoredOffset | undefined;
  for (const offset of keys?.values() ?? []) if (found === undefined || offset.timestamp >= found.timestamp) found = offset;
  return found;
}

function parsePartition(text: string): Json {
  const partition = tryParse(text);
  if (partition === null || isJsonObject(partition)) return partition;
  throw new BadRequestError(`A source partition is a JSON object, not ${text}`);
}

function parseOffset(text: string | null): string | null {
  if (text === null) return null;
  const offset = tryParse(text);
  if (offset === null) return null;
  if (isJsonObject(offset)) return stringifyJson(offset);
  throw new BadRequestError(`A source offset is a JSON object, not ${text}`);
}

/** undefined: no JSON. */
function tryParse(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
