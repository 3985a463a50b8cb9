import { createHash } from 'node:crypto';
import type { BatchHeader } from '../record-batch.ts';
import { RecordBatchReader } from '../record-batch-decoder.ts';
import type { DecodedRecords } from '../decoded-records.ts';
import { encodeCompactedBatch } from '../record-batch-encoder.ts';
import type { Database } from './database.ts';
import { batchOffsets } from './partition-log.ts';
import { batchKey, readPartition, writePartition } from './partition-state.ts';
import type { PartitionState } from './partition-state.ts';
import { corruptError } from './store-errors.ts';
import type { Topic } from './topic-table.ts';

/** Kafka's defaults of `min.cleanable.dirty.ratio` and `delete.retention.ms`. */
const defaultDirtyRatio = 0.5;
const defaultDeleteRetentionMs = 24 * 60 * 60_000;
/** Keys that one pass remembers; what is beyond them waits for the next pass. */
const largestKeyCount = 100_000;
const longestPlainKey = 32;
const batchesAtOnce = 200;

/**
 * Compacts a partition: of the records with the same key only the last one stays; a deletion (null value) stays for
 * `delete.retention.ms` after it was first seen here, so that readers learn of it. Offsets stay as they are. Done when half of the
 * partition is new since the last time, or when deletions may go.
 */
export async function compactPartition(database: Database, topic: Topic, partition: number, nowMs: number): Promise<void> {
  database.refresh();
  const state = database.read(() => readPartition(database, topic, partition));
  if (state === null || !isWorthIt(state, topic, nowMs)) return;
  const pass = new CompactionPass(database, topic, partition, state, nowMs);
  await pass.run();
}

function isWorthIt(state: PartitionState, topic: Topic, nowMs: number): boolean {
  if (state.horizonMs > 0 && state.horizonMs <= nowMs) return true;
  const dirtyBytes = state.bytes - state.cleanBytes;
  return (
    state.cleanedTo < state.nextOffset &&
    dirtyBytes > 0 &&
    dirtyBytes / state.bytes >= setting(topic, 'min.cleanable.dirty.ratio', defaultDirtyRatio)
  );
}

class CompactionPass {
  readonly #database: Database;
  readonly #topic: Topic;
  readonly #partition: number;
  readonly #before: PartitionState;
  readonly #nowMs: number;
  readonly #horizonMs: number;
  /** The last offset of each key among the records that are new since the last pass. */
  readonly #last = new Map<string, number>();
  /** The new records are known up to here. */
  #end: number;
  #nextHorizonMs = 0;

  constructor(database: Database, topic: Topic, partition: number, before: PartitionState, nowMs: number) {
    this.#database = database;
    this.#topic = topic;
    this.#partition = partition;
    this.#before = before;
    this.#nowMs = nowMs;
    this.#horizonMs = nowMs + setting(topic, 'delete.retention.ms', defaultDeleteRetentionMs);
    this.#end = before.cleanedTo;
  }

  async run(): Promise<void> {
    await this.#walk(this.#before.cleanedTo, this.#before.nextOffset, (offsets) => this.#learn(offsets));
    let cleanBytes = 0;
    await this.#walk(this.#before.startOffset, this.#end, async (offsets) => {
      cleanBytes += await this.#clean(offsets);
      return true;
    });
    await this.#change((state) => ({ ...state, cleanedTo: this.#end, cleanBytes, horizonMs: this.#nextHorizonMs }));
  }

  /** Goes through the batches from one offset to another, some at a time, and lets others have their turn in between. */
  async #walk(from: number, end: number, visit: (offsets: readonly number[]) => boolean | Promise<boolean>): Promise<void> {
    for (let next = from; next < end;) {
      this.#database.refresh();
      const found = this.#database.read(() => batchOffsets(this.#database, this.#topic.id, this.#partition, next, batchesAtOnce));
      const offsets = found.filter((offset) => offset < end);
      if (offsets.length === 0 || !(await visit(offsets))) return;
      next = offsets.at(-1)! + 1;
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  }

  /** Answers whether there is room for more keys. */
  #learn(offsets: readonly number[]): boolean {
    for (const offset of offsets) {
      const batch = this.#open(offset);
      if (batch === null) continue;
      const records = batch.read(batch.header.count);
      for (let i = 0; i < records.offsets.length; i++) this.#last.set(keyName(records.keys[i]!), records.offsets[i]!);
      this.#end = batch.header.lastOffset + 1;
      if (this.#last.size >= largestKeyCount) return false;
    }
    return true;
  }

  /** Writes batches again without what is superseded; answers their bytes. */
  #clean(offsets: readonly number[]): Promise<number> {
    const results = offsets.map((offset) => this.#compact(offset));
    const growth = results.reduce((sum, { after }) => sum + (after === 'same' ? 0 : (after?.length ?? 0)), 0);
    return this.#database.write({ bytes: growth, entries: offsets.length + 1 }, () => this.#replace(results));
  }

  #compact(offset: number): Result {
    const key = batchKey(this.#topic.id, this.#partition, offset);
    const batch = this.#open(offset);
    if (batch === null) return { key, before: 0, after: 'same' };
    const { header } = batch;
    const records = batch.read(header.count);
    const kept = records.offsets.map((_, i) => i).filter((i) => this.#isKept(header, records, i));
    const hasDeletions = kept.some((i) => records.values[i] === null);
    const horizon = hasDeletions ? (header.deleteHorizon ?? this.#horizonMs) : null;
    if (horizon !== null && (this.#nextHorizonMs === 0 || horizon < this.#nextHorizonMs)) this.#nextHorizonMs = horizon;
    if (kept.length === header.count && horizon === header.deleteHorizon) return { key, before: header.size, after: 'same' };
    if (kept.length === 0) return { key, before: header.size, after: null };
    return { key, before: header.size, after: encodeKept(header, records, kept, horizon) };
  }

  #isKept(header: BatchHeader, records: DecodedRecords, i: number): boolean {
    const last = this.#last.get(keyName(records.keys[i]!));
    if (last !== undefined && last > records.offsets[i]!) return false;
    const isOldDeletion = records.values[i] === null && header.deleteHorizon !== null && header.deleteHorizon <= this.#nowMs;
    return !isOldDeletion;
  }

  /** Inside a transaction. What went away in the meantime (retention, deletion of the topic) stays away. */
  #replace(results: readonly Result[]): number {
    const state = readPartition(this.#database, this.#topic, this.#partition);
    if (state === null) return 0;
    const { log } = this.#database.tables;
    let { bytes } = state;
    let cleanBytes = 0;
    for (const { key, before, after } of results) {
      if (!log.doesExist(key)) continue;
      const size = after === 'same' ? before : (after?.length ?? 0);
      cleanBytes += size;
      bytes += size - before;
      if (after === null) void log.remove(key);
      else if (after !== 'same') void log.put(key, after);
    }
    writePartition(this.#database, this.#topic, this.#partition, { ...state, bytes });
    return cleanBytes;
  }

  #change(change: (state: PartitionState) => PartitionState): Promise<void> {
    return this.#database.write({ bytes: 64, entries: 1 }, () => {
      const state = readPartition(this.#database, this.#topic, this.#partition);
      if (state !== null) writePartition(this.#database, this.#topic, this.#partition, change(state));
    });
  }

  #open(offset: number): RecordBatchReader | null {
    const bytes = this.#database.read(() => this.#database.tables.log.get(batchKey(this.#topic.id, this.#partition, offset)));
    if (bytes === undefined) return null;
    try {
      return new RecordBatchReader(bytes);
    } catch (error) {
      const place = `partition ${this.#partition} of topic ${this.#topic.name} at offset ${offset}`;
      throw corruptError(this.#database.dataDir, `${(error as Error).message} (${place})`, error);
    }
  }
}

interface Result {
  readonly key: Buffer;
  /** Its bytes so far. */
  readonly before: number;
  /** null: nothing is left of it. */
  readonly after: Buffer | 'same' | null;
}

function encodeKept(header: BatchHeader, records: DecodedRecords, kept: readonly number[], horizon: number | null): Buffer {
  const columns = {
    keys: kept.map((i) => records.keys[i]!),
    values: kept.map((i) => records.values[i]!),
    timestamps: kept.map((i) => records.timestamps[i]!),
    headers: records.headers === null ? null : kept.map((i) => records.headers![i]!),
  };
  const offsets = kept.map((i) => records.offsets[i]!);
  const { baseOffset, lastOffset, timestampType } = header;
  return encodeCompactedBatch(columns, { baseOffset, lastOffset, offsets, deleteHorizon: horizon, timestampType });
}

/** Long keys are told apart by a digest, so that a pass stays small. */
function keyName(key: Uint8Array | null): string {
  if (key === null) return 'null';
  if (key.length <= longestPlainKey) return `k${Buffer.from(key.buffer, key.byteOffset, key.length).toString('latin1')}`;
  return createHash('sha256').update(key).digest('base64');
}

function setting(topic: Topic, name: string, byDefault: number): number {
  const value = Number(topic.configs[name] ?? byDefault);
  return Number.isFinite(value) ? value : byDefault;
}
