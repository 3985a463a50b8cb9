import type { TopicPartition } from '../records.ts';
import { readByTopic, writeByTopic } from './group-requests.ts';
import { WireReader, WireWriter } from './wire.ts';

/** What a consumer tells the leader of its group (Java: ConsumerProtocolSubscription). */
export interface MemberSubscription {
  readonly topics: readonly string[];
  readonly userData: Uint8Array | null;
  readonly ownedPartitions: readonly TopicPartition[];
  /** -1: none. */
  readonly generationId: number;
  readonly rackId: string | null;
}

/** What the leader tells a consumer (Java: ConsumerProtocolAssignment). */
export interface MemberAssignment {
  readonly partitions: readonly TopicPartition[];
  readonly userData: Uint8Array | null;
}

const newest = 3;
const withOwned = 1;
const withGeneration = 2;
const withRack = 3;

/** Topics and partitions are sorted before they are written, as Java does. */
export function encodeSubscription(subscription: MemberSubscription, version = newest): Buffer {
  const to = new WireWriter();
  to.int16(version).array(subscription.topics.toSorted(), (topic) => to.string(topic));
  to.bytes(subscription.userData);
  if (version >= withOwned) {
    writeByTopic(to, subscription.ownedPartitions.toSorted(byPlace), ({ partition }) => to.int32(partition));
  }
  if (version >= withGeneration) to.int32(subscription.generationId);
  if (version >= withRack) to.string(subscription.rackId);
  return to.finish();
}

/** Newer versions are read as far as they are known, as Java does. */
export function decodeSubscription(bytes: Buffer): MemberSubscription {
  const from = new WireReader(bytes);
  const version = from.int16();
  const topics = from.array(() => from.string());
  const userData = from.nullableBytes();
  const ownedPartitions = version >= withOwned ? readByTopic(from, (topic) => ({ topic, partition: from.int32() })) : [];
  const generationId = version >= withGeneration ? from.int32() : -1;
  const rackId = version >= withRack ? from.nullableString() : null;
  return { topics, userData, ownedPartitions, generationId, rackId };
}

export function encodeAssignment({ partitions, userData }: MemberAssignment, version = newest): Buffer {
  const to = new WireWriter();
  to.int16(version);
  writeByTopic(to, partitions, ({ partition }) => to.int32(partition));
  to.bytes(userData);
  return to.finish();
}

/** No bytes at all: nothing is assigned. */
export function decodeAssignment(bytes: Buffer): MemberAssignment {
  if (bytes.length === 0) return { partitions: [], userData: null };
  const from = new WireReader(bytes);
  from.int16();
  return { partitions: readByTopic(from, (topic) => ({ topic, partition: from.int32() })), userData: from.nullableBytes() };
}

function byPlace(a: TopicPartition, b: TopicPartition): number {
  return a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1;
}
