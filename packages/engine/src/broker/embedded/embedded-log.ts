import { InternalError, StoreError } from '../../model/errors.ts';
import type { Log, LogOptions, Producer } from '../broker.ts';
import type { BrokerClock } from './clock.ts';
import type { ConsumedBatch } from '../records.ts';
import { partitionChange } from './change-signal.ts';
import type { Database } from './database.ts';
import { createEmbeddedProducer } from './embedded-producer.ts';
import { PartitionReader } from './partition-reader.ts';
import { readPartition } from './partition-state.ts';
import type { TopicTable } from './topic-table.ts';

export interface EmbeddedLogParts {
  readonly database: Database;
  readonly topics: TopicTable;
  readonly clock: BrokerClock;
}

const recordsAtOnce = 1000;
/** Reading a long log lets others have their turn after so long. */
const longestTurnMs = 10;

/** A compacted topic of the embedded store that is read whole and then followed. */
export class EmbeddedLog implements Log {
  readonly #parts: EmbeddedLogParts;
  readonly #options: LogOptions;
  #producer: Producer | null = null;
  #readers: PartitionReader[] = [];
  #stopListening: (() => void)[] = [];
  #reading: Promise<void> = Promise.resolve();
  #isScheduled = false;
  #isOpen = false;

  constructor(parts: EmbeddedLogParts, options: LogOptions) {
    this.#parts = parts;
    this.#options = options;
  }

  get partitions(): number {
    return this.#readers.length;
  }

  async start(): Promise<void> {
    const { database, topics } = this.#parts;
    const wanted = this.#options.topic;
    const bytes = Math.abs(wanted.partitions) * 128;
    const topic =
      database.read(() => topics.get(wanted.name)) ??
      (await database.write({ bytes, entries: 4 }, (changed) => topics.create(wanted, changed).topic));
    this.#readers = Array.from({ length: topic.partitions }, (_, partition) => {
      const place = { topicId: topic.id, topic: topic.name, partition };
      return new PartitionReader(database, place, 0);
    });
    const { clientId = wanted.name } = { clientId: this.#options.properties['client.id'] };
    this.#producer = await createEmbeddedProducer(this.#parts, { clientId, properties: this.#options.properties });
    this.#isOpen = true;
    const listen = (reader: PartitionReader): (() => void) =>
      database.signal.on(partitionChange(topic.id, reader.partition), () => this.#follow());
    this.#stopListening = this.#readers.map(listen);
    await this.readToEnd();
  }

  async append(records: Parameters<Log['append']>[0]): Promise<void> {
    if (this.#producer === null) throw new StoreError(`The log ${this.#options.topic.name} was not started.`);
    if (records.length === 0) return;
    await this.#producer.appendAll([
      {
        topic: this.#options.topic.name,
        partition: null,
        keys: records.map((record) => record.key),
        values: records.map((record) => record.value),
        timestamps: null,
        headers: null,
      },
    ]);
  }

  /** One reading at a time, in the order of the calls. */
  readToEnd(): Promise<void> {
    const reading = this.#reading.then(() => this.#read());
    this.#reading = reading.catch(() => undefined);
    return reading;
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    for (const stop of this.#stopListening) stop();
    await this.#reading;
    await this.#producer?.close();
  }

  #follow(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    // What cannot be read is told to the next one who reads to the end.
    void this.#reading.then(() => {
      this.#isScheduled = false;
      return this.readToEnd().catch(() => undefined);
    });
  }

  async #read(): Promise<void> {
    if (!this.#isOpen) throw new StoreError(`The log ${this.#options.topic.name} was closed.`);
    const { database } = this.#parts;
    database.refresh();
    let turnEndsMs = performance.now() + longestTurnMs;
    for (const reader of this.#readers) {
      for (;;) {
        const batch = database.read(() => this.#next(reader));
        if (batch === null) break;
        this.#handOver(batch);
        if (performance.now() < turnEndsMs) continue;
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
        if (!this.#isOpen) return;
        turnEndsMs = performance.now() + longestTurnMs;
      }
    }
  }

  #next(reader: PartitionReader): ConsumedBatch | null {
    const state = readPartition(this.#parts.database, { id: reader.topicId }, reader.partition);
    if (state === null) throw new InternalError(`The topic ${reader.topic} was deleted while its log was followed`);
    if (reader.position < state.startOffset) reader.seek(state.startOffset);
    return reader.position < state.nextOffset ? reader.next(recordsAtOnce) : null;
  }

  #handOver({ partition, offsets, keys, values, timestamps }: ConsumedBatch): void {
    for (let i = 0; i < offsets.length; i++) {
      this.#options.onRecord({
        key: keys[i]!,
        value: values[i]!,
        partition,
        offset: offsets[i]!,
        timestamp: timestamps[i]!,
      });
    }
  }
}
