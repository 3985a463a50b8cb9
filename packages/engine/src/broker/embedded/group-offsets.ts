import { createHash } from 'node:crypto';
import { BadRequestError } from '../../model/errors.ts';
import type { GroupOffset, TopicPartition } from '../records.ts';
import type { Database } from './database.ts';
import type { Topic, TopicTable } from './topic-table.ts';

/** Length of {@link groupHash}. */
export const groupHashBytes = 16;

/** How a group is called in keys: its id may be of any length. */
export function groupHash(groupId: string): Buffer {
  return createHash('sha256').update(groupId).digest().subarray(0, groupHashBytes);
}

/** The committed position of a group in a partition; null: none. */
export function readGroupOffset(database: Database, groupId: string, topicId: number, partition: number): bigint | null {
  return database.tables.groups.get(offsetKey(groupHash(groupId), topicId, partition))?.readBigInt64BE(0) ?? null;
}

/** All committed positions of a group, by topic and partition. */
export function readGroupOffsets(database: Database, topics: TopicTable, groupId: string): GroupOffset[] {
  const offsets: GroupOffset[] = [];
  for (const { key, value } of database.tables.groups.getRange(groupRange(groupHash(groupId)))) {
    const topic = topics.byId(key.readUInt32BE(groupHashBytes));
    if (topic === null) continue;
    offsets.push({ topic: topic.name, partition: key.readUInt32BE(groupHashBytes + 4), offset: value.readBigInt64BE(0) });
  }
  return offsets.toSorted((a, b) => (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition));
}

/** Inside a transaction. Throws BadRequestError before it writes when a partition is not there or an offset is no position. */
export function putGroupOffsets(
  database: Database,
  topics: TopicTable,
  groupId: string,
  offsets: readonly (TopicPartition & { readonly offset: bigint | null })[],
): void {
  const hash = groupHash(groupId);
  const places = offsets.map((offset) => ({
    offset: offset.offset,
    topic: findPartition(topics, offset),
    partition: offset.partition,
  }));
  for (const { offset } of places) {
    if (offset === null || (offset >= 0n && offset < 2n ** 63n)) continue;
    throw new BadRequestError(`Invalid offset ${offset} for group ${groupId}: a number from 0 to ${2n ** 63n - 1n} is needed`);
  }
  for (const { offset, topic, partition } of places) {
    const key = offsetKey(hash, topic.id, partition);
    if (offset === null) void database.tables.groups.remove(key);
    else void database.tables.groups.put(key, offsetBytes(offset));
  }
}

/** Inside a transaction: removes the offsets of a group. */
export function removeGroupOffsets(database: Database, groupId: string): void {
  const keys = [...database.tables.groups.getKeys(groupRange(groupHash(groupId)))];
  for (const key of keys) void database.tables.groups.remove(key);
}

/** Inside a transaction: removes what all groups have committed for a topic. */
export function removeTopicOffsets(database: Database, topicId: number): void {
  const keys = [...database.tables.groups.getKeys()].filter((key) => key.readUInt32BE(groupHashBytes) === topicId);
  for (const key of keys) void database.tables.groups.remove(key);
}

function findPartition(topics: TopicTable, { topic, partition }: TopicPartition): Topic {
  const found = topics.get(topic);
  if (found !== null && Number.isInteger(partition) && partition >= 0 && partition < found.partitions) return found;
  throw new BadRequestError(`There is no partition ${partition} of topic ${topic}`);
}

function groupRange(hash: Buffer): { readonly start: Buffer; readonly end: Buffer } {
  return { start: offsetKey(hash, 0, 0), end: offsetKey(hash, 0xffff_ffff, 0xffff_ffff) };
}

function offsetKey(hash: Buffer, topicId: number, partition: number): Buffer {
  const key = Buffer.allocUnsafe(groupHashBytes + 8);
  hash.copy(key);
  key.writeUInt32BE(topicId, groupHashBytes);
  key.writeUInt32BE(partition, groupHashBytes + 4);
  return key;
}

function offsetBytes(offset: bigint): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(offset);
  return bytes;
}
