import type { ConnectValue } from './data.ts';
import type { Schema } from './schema.ts';

/** A record header. Keys may repeat; the order is kept. */
export interface Header {
  readonly key: string;
  readonly schema: Schema | null;
  readonly value: ConnectValue;
}

/** What source and sink records have in common. Records are immutable: a transformation answers a new one. */
export interface ConnectRecord {
  readonly topic: string;
  /** The partition of the topic; null lets the partitioner choose. */
  readonly partition: number | null;
  readonly keySchema: Schema | null;
  readonly key: ConnectValue;
  readonly valueSchema: Schema | null;
  readonly value: ConnectValue;
  /** Milliseconds since the epoch; null is "now" for a source. */
  readonly timestamp: number | null;
  readonly headers: readonly Header[];
}

/** Where a source reads from (a file, a table): JSON values by name, 64-bit integers as `bigint` where beyond 2^53. */
export type SourcePartition = Readonly<Record<string, unknown>>;
/** How far it has read there. */
export type SourceOffset = Readonly<Record<string, unknown>>;

/** A record on its way from a source task to a topic. */
export interface SourceRecord extends ConnectRecord {
  readonly sourcePartition: SourcePartition | null;
  /** The position right after this record: what a restarted task goes on from. */
  readonly sourceOffset: SourceOffset | null;
}

export type TimestampType = 'NoTimestampType' | 'CreateTime' | 'LogAppendTime';

/** A record on its way from a topic to a sink task. */
export interface SinkRecord extends ConnectRecord {
  readonly partition: number;
  /** Offset within the partition. A partition never reaches 2^53 records. */
  readonly kafkaOffset: number;
  readonly timestampType: TimestampType;
  /** Topic, partition and offset before any transformation: what offsets are committed by. */
  readonly originalTopic: string;
  readonly originalPartition: number;
  readonly originalKafkaOffset: number;
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** A position in a topic's partition: the next record to read. */
export interface TopicPartitionOffset extends TopicPartition {
  readonly offset: number;
}
