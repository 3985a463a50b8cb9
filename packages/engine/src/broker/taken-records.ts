import type { DecodedRecords } from './decoded-records.ts';
import type { ConsumedBatch, TopicPartition } from './records.ts';

/** Records of one partition, and where the next ones begin. */
export interface TakenRecords {
  readonly records: DecodedRecords;
  readonly timestampType: 'CreateTime' | 'LogAppendTime';
  readonly nextOffset: number;
}

/** Records as a consumer hands them on. */
export function consumedBatch(
  { topic, partition }: TopicPartition,
  { records, timestampType, nextOffset }: TakenRecords,
): ConsumedBatch {
  return {
    topic,
    partition,
    timestampType,
    offsets: records.offsets,
    timestamps: records.timestamps,
    get keys() {
      return records.keys;
    },
    get values() {
      return records.values;
    },
    packed: { keys: records.packedKeys, values: records.packedValues },
    headers: records.headers,
    nextOffset,
  };
}
