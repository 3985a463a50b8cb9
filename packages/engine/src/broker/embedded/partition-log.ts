import { InternalError } from '../../model/errors.ts';
import { readBatchHeader, setBaseOffset } from '../record-batch.ts';
import { partitionChange } from './change-signal.ts';
import type { Change } from './change-signal.ts';
import type { Database } from './database.ts';
import { batchKey, keyOffset, readPartition, writePartition } from './partition-state.ts';
import type { Topic } from './topic-table.ts';

/** A batch that was encoded and has no place yet. */
export interface EncodedBatch {
  readonly bytes: Buffer;
  readonly count: number;
}

/** Inside a transaction: puts batches at the end of a partition. Answers the offset of the first record. */
export function appendBatches(
  database: Database,
  topic: Topic,
  partition: number,
  batches: readonly EncodedBatch[],
  changed: (change: Change) => void,
): number {
  const state = readPartition(database, topic, partition);
  if (state === null) throw new InternalError(`Partition ${partition} of topic ${topic.name} is gone`);
  let { nextOffset, bytes } = state;
  for (const batch of batches) {
    setBaseOffset(batch.bytes, nextOffset);
    void database.tables.log.put(batchKey(topic.id, partition, nextOffset), batch.bytes);
    nextOffset += batch.count;
    bytes += batch.bytes.length;
  }
  writePartition(database, topic, partition, { ...state, nextOffset, bytes });
  changed(partitionChange(topic.id, partition));
  return state.nextOffset;
}

/** The batch that holds the offset, or the next one after it; null at the end. */
export function readBatchAt(database: Database, topicId: number, partition: number, offset: number): Buffer | null {
  const { log } = database.tables;
  const key = batchKey(topicId, partition, offset);
  const exact = log.get(key);
  if (exact !== undefined) return exact;
  return readAround(database, key, offset);
}

function readAround(database: Database, key: Buffer, offset: number): Buffer | null {
  const { log } = database.tables;
  for (const before of log.getKeys({ start: key, reverse: true, limit: 1 })) {
    const batch = isSamePartition(before, key) ? log.get(before) : undefined;
    if (batch !== undefined && readBatchHeader(batch).lastOffset >= offset) return batch;
  }
  for (const after of log.getKeys({ start: key, limit: 1 })) {
    if (isSamePartition(after, key)) return log.get(after) ?? null;
  }
  return null;
}

/** Base offsets of up to `limit` batches from an offset on. */
export function batchOffsets(database: Database, topicId: number, partition: number, from: number, limit: number): number[] {
  const start = batchKey(topicId, partition, from);
  const offsets: number[] = [];
  for (const key of database.tables.log.getKeys({ start, limit })) {
    if (!isSamePartition(key, start)) break;
    offsets.push(keyOffset(key));
  }
  return offsets;
}

function isSamePartition(a: Buffer, b: Buffer): boolean {
  return a.compare(b, 0, 8, 0, 8) === 0;
}
