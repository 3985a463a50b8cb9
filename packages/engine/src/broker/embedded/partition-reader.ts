import { CorruptBatchError } from '../record-batch.ts';
import { RecordBatchReader } from '../record-batch-decoder.ts';
import { DecodedRecords } from '../decoded-records.ts';
import type { ConsumedBatch } from '../records.ts';
import { consumedBatch } from '../taken-records.ts';
import type { Database } from './database.ts';
import { readBatchAt } from './partition-log.ts';
import { corruptError } from './store-errors.ts';

/** Small stored batches are handed on together up to this size. */
const gatherBytes = 256 * 1024;

/** Reads the records of a partition one batch after another. It holds at most the batch that it is in. */
export class PartitionReader {
  readonly topicId: number;
  readonly topic: string;
  readonly partition: number;
  readonly #database: Database;
  #position: number;
  #batch: RecordBatchReader | null = null;

  constructor(
    database: Database,
    place: { readonly topicId: number; readonly topic: string; readonly partition: number },
    position: number,
  ) {
    this.#database = database;
    this.topicId = place.topicId;
    this.topic = place.topic;
    this.partition = place.partition;
    this.#position = position;
  }

  /** The offset of the next record to be read. */
  get position(): number {
    return this.#position;
  }

  seek(position: number): void {
    this.#position = position;
    this.#batch = null;
  }

  /** The next records, at most `limit`; null at the end. Throws StoreError when what is stored was damaged. */
  next(limit: number): ConsumedBatch | null {
    const first = this.#step(limit);
    if (first === null) return null;
    const parts = [first.records];
    let bytes = 0;
    let missing = limit - first.records.offsets.length;
    // More than half is enough: joining costs a copy.
    while (missing > limit / 2 && bytes < gatherBytes) {
      const more = this.#step(missing, first.timestampType);
      if (more === null) break;
      bytes += more.bytes;
      missing -= more.records.offsets.length;
      parts.push(more.records);
    }
    return consumedBatch(this, {
      records: DecodedRecords.join(parts),
      timestampType: first.timestampType,
      nextOffset: this.#position,
    });
  }

  /** Records of one stored batch. */
  #step(limit: number, type?: ConsumedBatch['timestampType']): Step | null {
    for (;;) {
      const batch = (this.#batch ??= this.#open());
      if (batch === null || (type !== undefined && batch.header.timestampType !== type)) return null;
      const records = this.#decode(batch, limit);
      if (batch.isDone) {
        this.#position = batch.header.lastOffset + 1;
        this.#batch = null;
      } else if (records.offsets.length > 0) {
        this.#position = records.offsets.at(-1)! + 1;
      }
      if (records.offsets.length > 0) return { records, bytes: batch.header.size, timestampType: batch.header.timestampType };
    }
  }

  #open(): RecordBatchReader | null {
    const bytes = readBatchAt(this.#database, this.topicId, this.partition, this.#position);
    if (bytes === null) return null;
    try {
      return new RecordBatchReader(bytes);
    } catch (error) {
      throw this.#corrupt(error);
    }
  }

  #decode(batch: RecordBatchReader, limit: number): DecodedRecords {
    try {
      return batch.read(limit, this.#position);
    } catch (error) {
      throw this.#corrupt(error);
    }
  }

  #corrupt(error: unknown): unknown {
    if (!(error instanceof CorruptBatchError) && !(error instanceof RangeError)) return error;
    const place = `partition ${this.partition} of topic ${this.topic} at offset ${this.#position}`;
    return corruptError(this.#database.dataDir, `${error.message} (${place})`, error);
  }
}

interface Step {
  readonly records: DecodedRecords;
  readonly bytes: number;
  readonly timestampType: ConsumedBatch['timestampType'];
}
