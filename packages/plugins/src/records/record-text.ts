import { javaToString, type ConnectRecord, type SinkRecord, type SourceRecord } from '@millrace/connector-api';

/** The record as Java prints it, for messages. */
export function recordText(record: ConnectRecord): string {
  return `${isSinkRecord(record) ? sinkText(record) : sourceText(record as SourceRecord)} ${commonText(record)}`;
}

export function isSinkRecord(record: ConnectRecord): record is SinkRecord {
  return (record as Partial<SinkRecord>).kafkaOffset !== undefined;
}

function sinkText(record: SinkRecord): string {
  const { kafkaOffset, timestampType, originalTopic, originalPartition, originalKafkaOffset } = record;
  return (
    `SinkRecord{kafkaOffset=${kafkaOffset}, timestampType=${timestampType}, originalTopic=${originalTopic}, ` +
    `originalKafkaPartition=${originalPartition}, originalKafkaOffset=${originalKafkaOffset}}`
  );
}

function sourceText({ sourcePartition, sourceOffset }: SourceRecord): string {
  return `SourceRecord{sourcePartition=${javaToString(sourcePartition)}, sourceOffset=${javaToString(sourceOffset)}}`;
}

function commonText(record: ConnectRecord): string {
  const headers = record.headers.map(
    ({ key, value, schema }) => `ConnectHeader(key=${key}, value=${javaToString(value, schema)}, schema=${String(schema)})`,
  );
  return (
    `ConnectRecord{topic='${record.topic}', kafkaPartition=${record.partition}, ` +
    `key=${javaToString(record.key, record.keySchema)}, keySchema=${String(record.keySchema)}, ` +
    `value=${javaToString(record.value, record.valueSchema)}, valueSchema=${String(record.valueSchema)}, ` +
    `timestamp=${record.timestamp}, headers=ConnectHeaders(headers=${headers.length > 0 ? `[${headers.join(', ')}]` : ''})}`
  );
}
