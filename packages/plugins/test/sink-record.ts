import type { SinkRecord } from '@millrace/connector-api';

/** A sink record of which only what the test is about is said. */
export function sinkRecord(parts: Partial<SinkRecord> = {}): SinkRecord {
  const { topic = 't', partition = 0, kafkaOffset = 0 } = parts;
  return {
    topic,
    partition,
    keySchema: null,
    key: null,
    valueSchema: null,
    value: null,
    timestamp: null,
    timestampType: 'NoTimestampType',
    headers: [],
    kafkaOffset,
    originalTopic: topic,
    originalPartition: partition,
    originalKafkaOffset: kafkaOffset,
    ...parts,
  };
}
