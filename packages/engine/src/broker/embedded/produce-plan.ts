import { BadRequestError } from '../../model/errors.ts';
import { countOf } from '../packed-columns.ts';
import { encodeRecordBatch } from '../record-batch-encoder.ts';
import type { Partitioner } from '../partitioner.ts';
import type { AppendResult, ProducerBatch } from '../records.ts';
import type { EncodedBatch } from './partition-log.ts';
import { cleanupPolicies } from './topic-table.ts';
import type { Topic } from './topic-table.ts';

/** Stored batches are cut at this size, so that reading one stays cheap. */
const largestBatchBytes = 1024 * 1024;
/** What a record takes in a batch beyond its key and value, about. */
const recordOverhead = 16;

/** A producer's batch, encoded for the partitions of one topic. */
export interface ProducePlan {
  readonly topic: Topic;
  readonly parts: readonly ProducePart[];
  readonly bytes: number;
  readonly entries: number;
  readonly count: number;
}

interface ProducePart {
  readonly partition: number;
  /** Which records went here; null: all. */
  readonly indexes: Uint32Array | null;
  readonly batches: readonly EncodedBatch[];
}

export interface PlanOptions {
  readonly nowMs: number;
  /** Gives memory for encoded batches: at least so many bytes. */
  readonly allocate: (size: number) => Buffer;
}

/**
 * Chooses partitions and encodes. Throws BadRequestError for a partition that is not there, and for a record without a key in a
 * compacted topic.
 */
export function planProduce(batch: ProducerBatch, topic: Topic, partitioner: Partitioner, options: PlanOptions): ProducePlan {
  if (cleanupPolicies(topic).has('compact')) checkKeys(batch, topic);
  const parts = splitByPartition(batch, topic, partitioner).map(({ partition, indexes }): ProducePart => ({
    partition,
    indexes,
    batches: cutBySize(batch, indexes).map((cut) => encode(batch, cut, topic, options)),
  }));
  let bytes = 0;
  let entries = 0;
  for (const part of parts) {
    entries += part.batches.length + 1;
    for (const encoded of part.batches) bytes += encoded.bytes.length;
  }
  return { topic, parts, bytes, entries, count: countOf(batch) };
}

/** Where the records went, when the parts begin at these offsets. The columns are made when somebody looks at them. */
export function appendResult({ count, parts }: ProducePlan, firstOffsets: readonly number[]): AppendResult {
  const places = parts.map(({ partition, indexes }, p) => ({ partition, indexes, first: firstOffsets[p]! }));
  let columns: AppendResult | null = null;
  return {
    get partitions() {
      return (columns ??= resultColumns(count, places)).partitions;
    },
    get offsets() {
      return (columns ??= resultColumns(count, places)).offsets;
    },
  };
}

interface Place extends Omit<ProducePart, 'batches'> {
  readonly first: number;
}

function resultColumns(count: number, places: readonly Place[]): AppendResult {
  const partitions = Array<number>(count);
  const offsets = Array<number>(count);
  for (const { partition, indexes, first } of places) {
    const length = indexes === null ? count : indexes.length;
    for (let n = 0; n < length; n++) {
      const i = indexes === null ? n : indexes[n]!;
      partitions[i] = partition;
      offsets[i] = first + n;
    }
  }
  return { partitions, offsets };
}

function checkKeys(batch: ProducerBatch, topic: Topic): void {
  if (batch.keys === null ? countOf(batch) > 0 : batch.keys.includes(null)) {
    throw new BadRequestError(`Compacted topic cannot accept message without key in topic ${topic.name}.`);
  }
}

interface Split {
  readonly partition: number;
  readonly indexes: Uint32Array | null;
}

function splitByPartition(batch: ProducerBatch, topic: Topic, partitioner: Partitioner): Split[] {
  const count = countOf(batch);
  if (count === 0) return [];
  if (typeof batch.partition === 'number') return [{ partition: checkPartition(batch.partition, topic), indexes: null }];
  if (topic.partitions === 1 && batch.partition === null) return [{ partition: 0, indexes: null }];
  const chosen = new Uint32Array(count);
  const counts = new Uint32Array(topic.partitions);
  for (let i = 0; i < count; i++) {
    const asked: number | null = batch.partition?.[i] ?? null;
    const partition =
      asked === null
        ? partitioner.partition(topic.name, batch.keys?.[i] ?? null, topic.partitions)
        : checkPartition(asked, topic);
    chosen[i] = partition;
    counts[partition]!++;
  }
  return gather(chosen, counts);
}

function checkPartition(partition: number, topic: Topic): number {
  if (Number.isInteger(partition) && partition >= 0 && partition < topic.partitions) return partition;
  throw new BadRequestError(`Topic ${topic.name} has no partition ${partition}: its partitions are 0 to ${topic.partitions - 1}`);
}

function gather(chosen: Uint32Array, counts: Uint32Array): Split[] {
  const lists: (Uint32Array | null)[] = Array.from(counts, (count) => (count === 0 ? null : new Uint32Array(count)));
  const filled = new Uint32Array(counts.length);
  for (let i = 0; i < chosen.length; i++) {
    const partition = chosen[i]!;
    lists[partition]![filled[partition]!++] = i;
  }
  return lists.flatMap((indexes, partition) => (indexes === null ? [] : [{ partition, indexes }]));
}

/** Which records go into each stored batch: all of them into one, unless they are too large together. */
function cutBySize(batch: ProducerBatch, indexes: Uint32Array | null): (Uint32Array | null)[] {
  const count = indexes === null ? countOf(batch) : indexes.length;
  const lengths = batch.packedValues?.lengths;
  const cuts: number[] = [];
  let bytes = 0;
  for (let n = 0; n < count; n++) {
    const i = indexes === null ? n : indexes[n]!;
    const value = lengths === undefined ? (batch.values[i]?.length ?? 0) : Math.max(0, lengths[i]!);
    const size = recordOverhead + value + (batch.keys?.[i]?.length ?? 0);
    if (bytes > 0 && bytes + size > largestBatchBytes) {
      cuts.push(n);
      bytes = 0;
    }
    bytes += size;
  }
  if (cuts.length === 0) return [indexes];
  const all = indexes ?? Uint32Array.from({ length: count }, (_, n) => n);
  return [0, ...cuts].map((from, n) => all.subarray(from, cuts[n] ?? count));
}

function encode(batch: ProducerBatch, indexes: Uint32Array | null, topic: Topic, { nowMs, allocate }: PlanOptions): EncodedBatch {
  const timestampType = topic.configs['message.timestamp.type'] === 'LogAppendTime' ? 'LogAppendTime' : 'CreateTime';
  const bytes = encodeRecordBatch(batch, { indexes, nowMs, timestampType, allocate });
  return { bytes, count: indexes === null ? countOf(batch) : indexes.length };
}
