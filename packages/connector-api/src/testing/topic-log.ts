import type { ConnectValue } from '../data.ts';
import type { Header, SinkRecord, TopicPartition, TopicPartitionOffset } from '../record.ts';
import type { Schema } from '../schema.ts';

/** What a test writes into a topic; what is left out is empty, and partition 0. */
export interface TopicRecord {
  readonly topic: string;
  readonly partition?: number;
  readonly keySchema?: Schema | null;
  readonly key?: ConnectValue;
  readonly valueSchema?: Schema | null;
  readonly value?: ConnectValue;
  /** Milliseconds since the epoch. */
  readonly timestamp?: number;
  readonly headers?: readonly Header[];
}

/** Topics for a sink's test. */
export interface TopicLog {
  append(record: TopicRecord): SinkRecord;
  /** All partitions that have records, in the order of topics and numbers. */
  partitions(): TopicPartition[];
  /** The records of a partition from this offset on. */
  read(partition: TopicPartition, offset: number): readonly SinkRecord[];
}

export function createTopicLog(): TopicLog {
  const logs = new Map<string, { readonly of: TopicPartition; readonly records: SinkRecord[] }>();
  return {
    append(given) {
      const { topic, partition = 0 } = given;
      const log = logs.get(partitionText({ topic, partition })) ?? { of: { topic, partition }, records: [] };
      logs.set(partitionText({ topic, partition }), log);
      const record = sinkRecord(given, log.records.length);
      log.records.push(record);
      return record;
    },
    partitions: () => [...logs.values()].map(({ of }) => of).toSorted(comparePartitions),
    read: (partition, offset) => logs.get(partitionText(partition))?.records.slice(offset) ?? [],
  };
}

/** Equal for equal partitions. */
export function partitionText({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`;
}

export function positionText(position: TopicPartitionOffset): string {
  return `${partitionText(position)}/${position.offset}`;
}

function comparePartitions(a: TopicPartition, b: TopicPartition): number {
  if (a.topic !== b.topic) return a.topic < b.topic ? -1 : 1;
  return a.partition - b.partition;
}

function sinkRecord(given: TopicRecord, offset: number): SinkRecord {
  const { topic, partition = 0, keySchema = null, key = null, valueSchema = null, value = null, headers = [] } = given;
  return Object.freeze({
    topic,
    partition,
    keySchema,
    key,
    valueSchema,
    value,
    headers,
    timestamp: given.timestamp ?? null,
    timestampType: given.timestamp === undefined ? 'NoTimestampType' : 'CreateTime',
    kafkaOffset: offset,
    originalTopic: topic,
    originalPartition: partition,
    originalKafkaOffset: offset,
  });
}
