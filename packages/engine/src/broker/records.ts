import type { PackedBytes } from '@millrace/connector-api';

/** A record header as bytes. */
export interface RecordHeader {
  readonly key: string;
  readonly value: Uint8Array | null;
}

/** Records for one topic, as columns: the n-th record is the n-th entry of each column. Nothing here is allocated per record. */
export interface ProducerBatch {
  readonly topic: string;
  /** One partition for all, a partition for each (null: by key, or any if it has none), or null: the partitioner chooses. */
  readonly partition: number | readonly (number | null)[] | null;
  /** null: no record has a key. */
  readonly keys: readonly (Uint8Array | null)[] | null;
  readonly values: readonly (Uint8Array | null)[];
  /** The values once more, in one piece of memory: where present, drivers read these, and `values` is made only when asked for. */
  readonly packedValues?: PackedBytes;
  /** Milliseconds since the epoch; null: now, for all or for one. */
  readonly timestamps: readonly (number | null)[] | null;
  /** null: no record has headers. */
  readonly headers: readonly (readonly RecordHeader[])[] | null;
}

/** Where the records of a batch went, in their order. */
export interface AppendResult {
  readonly partitions: readonly number[];
  readonly offsets: readonly number[];
}

/** Records of one partition, in offset order, as columns. */
export interface ConsumedBatch {
  readonly topic: string;
  readonly partition: number;
  readonly timestampType: 'CreateTime' | 'LogAppendTime';
  readonly offsets: readonly number[];
  readonly timestamps: readonly number[];
  readonly keys: readonly (Uint8Array | null)[];
  readonly values: readonly (Uint8Array | null)[];
  /** Keys (null: no record has one) and values once more, in one piece of memory, where the driver has them so. */
  readonly packed?: { readonly keys: PackedBytes | null; readonly values: PackedBytes };
  /** null: no record has headers. */
  readonly headers: readonly (readonly RecordHeader[])[] | null;
  /** The position after this batch. More than the last offset + 1 where markers or compaction left holes. */
  readonly nextOffset: number;
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** A committed position of a consumer group. 64 bits: a user may set any. */
export interface GroupOffset extends TopicPartition {
  readonly offset: bigint;
}
