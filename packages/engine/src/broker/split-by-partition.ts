import { BadRequestError } from '../model/errors.ts';
import { countOf } from './packed-columns.ts';
import type { Partitioner } from './partitioner.ts';
import type { ProducerBatch } from './records.ts';

/** Records of a batch that go to one partition. */
export interface PartitionSplit {
  readonly partition: number;
  /** Which records; null: all. */
  readonly indexes: Uint32Array | null;
}

/** Chooses the partitions of a batch. Throws BadRequestError for a partition that is not there. */
export function splitByPartition(batch: ProducerBatch, partitions: number, partitioner: Partitioner): PartitionSplit[] {
  const count = countOf(batch);
  if (count === 0) return [];
  if (typeof batch.partition === 'number') {
    return [{ partition: checkPartition(batch.partition, batch.topic, partitions), indexes: null }];
  }
  if (partitions === 1 && batch.partition === null) return [{ partition: 0, indexes: null }];
  const chosen = new Uint32Array(count);
  const counts = new Uint32Array(partitions);
  for (let i = 0; i < count; i++) {
    const asked: number | null = batch.partition?.[i] ?? null;
    const partition =
      asked === null
        ? partitioner.partition(batch.topic, batch.keys?.[i] ?? null, partitions)
        : checkPartition(asked, batch.topic, partitions);
    chosen[i] = partition;
    counts[partition]!++;
  }
  const [first] = chosen;
  return counts[first!] === count ? [{ partition: first!, indexes: null }] : gather(chosen, counts);
}

function checkPartition(partition: number, topic: string, partitions: number): number {
  if (Number.isInteger(partition) && partition >= 0 && partition < partitions) return partition;
  throw new BadRequestError(`Topic ${topic} has no partition ${partition}: its partitions are 0 to ${partitions - 1}`);
}

function gather(chosen: Uint32Array, counts: Uint32Array): PartitionSplit[] {
  const lists: (Uint32Array | null)[] = Array.from(counts, (count) => (count === 0 ? null : new Uint32Array(count)));
  const filled = new Uint32Array(counts.length);
  for (let i = 0; i < chosen.length; i++) {
    const partition = chosen[i]!;
    lists[partition]![filled[partition]!++] = i;
  }
  return lists.flatMap((indexes, partition) => (indexes === null ? [] : [{ partition, indexes }]));
}

/** What a record takes in a batch beyond its key and value, about. */
const recordOverhead = 16;

/** Cuts records into runs that take at most so many bytes each, about; a record that is larger stands alone. */
export function cutBySize(batch: ProducerBatch, indexes: Uint32Array | null, largestBytes: number): (Uint32Array | null)[] {
  const count = indexes === null ? countOf(batch) : indexes.length;
  const cuts: number[] = [];
  let bytes = 0;
  for (let n = 0; n < count; n++) {
    const size = recordSize(batch, indexes === null ? n : indexes[n]!);
    if (bytes > 0 && bytes + size > largestBytes) {
      cuts.push(n);
      bytes = 0;
    }
    bytes += size;
  }
  if (cuts.length === 0) return [indexes];
  const all = indexes ?? Uint32Array.from({ length: count }, (_, n) => n);
  return [0, ...cuts].map((from, n) => all.subarray(from, cuts[n] ?? count));
}

/** What a record takes in a batch, about. */
export function recordSize(batch: ProducerBatch, index: number): number {
  const { packedValues } = batch;
  const value = packedValues === undefined ? (batch.values[index]?.length ?? 0) : Math.max(0, packedValues.lengths[index]!);
  let size = recordOverhead + value + (batch.keys?.[index]?.length ?? 0);
  if (batch.headers !== null) {
    for (const { key, value } of batch.headers[index]!) size += recordOverhead + key.length * 3 + (value?.length ?? 0);
  }
  return size;
}

/** What all records of a batch take, about. */
export function batchSize(batch: ProducerBatch): number {
  const count = countOf(batch);
  if (batch.packedValues !== undefined && batch.keys === null && batch.headers === null) {
    return count * recordOverhead + batch.packedValues.size;
  }
  let size = 0;
  for (let i = 0; i < count; i++) size += recordSize(batch, i);
  return size;
}
