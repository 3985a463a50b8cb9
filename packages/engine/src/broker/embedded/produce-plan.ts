import { BadRequestError } from '../../model/errors.ts';
import { countOf } from '../packed-columns.ts';
import { encodeRecordBatch } from '../record-batch-encoder.ts';
import type { Partitioner } from '../partitioner.ts';
import type { ProducerBatch } from '../records.ts';
import { cutBySize, splitByPartition } from '../split-by-partition.ts';
import type { PartitionSplit } from '../split-by-partition.ts';
import type { EncodedBatch } from './partition-log.ts';
import { cleanupPolicies } from './topic-table.ts';
import type { Topic } from './topic-table.ts';

/** Stored batches are cut at this size, so that reading one stays cheap. */
const largestBatchBytes = 1024 * 1024;

/** A producer's batch, encoded for the partitions of one topic. */
export interface ProducePlan {
  readonly topic: Topic;
  readonly parts: readonly ProducePart[];
  readonly bytes: number;
  readonly entries: number;
  readonly count: number;
}

interface ProducePart extends PartitionSplit {
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
  const parts = splitByPartition(batch, topic.partitions, partitioner).map(({ partition, indexes }): ProducePart => ({
    partition,
    indexes,
    batches: cutBySize(batch, indexes, largestBatchBytes).map((cut) => encode(batch, cut, topic, options)),
  }));
  let bytes = 0;
  let entries = 0;
  for (const part of parts) {
    entries += part.batches.length + 1;
    for (const encoded of part.batches) bytes += encoded.bytes.length;
  }
  return { topic, parts, bytes, entries, count: countOf(batch) };
}

function checkKeys(batch: ProducerBatch, topic: Topic): void {
  if (batch.keys === null ? countOf(batch) > 0 : batch.keys.includes(null)) {
    throw new BadRequestError(`Compacted topic cannot accept message without key in topic ${topic.name}.`);
  }
}

function encode(batch: ProducerBatch, indexes: Uint32Array | null, topic: Topic, { nowMs, allocate }: PlanOptions): EncodedBatch {
  const timestampType = topic.configs['message.timestamp.type'] === 'LogAppendTime' ? 'LogAppendTime' : 'CreateTime';
  const bytes = encodeRecordBatch([{ batch, indexes }], { nowMs, timestampType, allocate });
  return { bytes, count: indexes === null ? countOf(batch) : indexes.length };
}
