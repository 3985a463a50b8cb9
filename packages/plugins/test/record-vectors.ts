import type { ConnectRecord, Header, SinkRecord, SourceRecord, TimestampType } from '@millrace/connector-api';
import { expect } from 'vitest';
import { decodeSchema, decodeValue } from './connect-values.ts';
import { expectData, type DataSpec } from './expect-data.ts';

/** A record as the vectors write it. */
export interface RecordSpec {
  readonly kind: 'source' | 'sink';
  readonly topic: string;
  readonly partition: number | null;
  readonly offset?: number;
  readonly timestampType?: TimestampType;
  readonly timestamp: number | string | null;
  readonly key: DataSpec;
  readonly value: DataSpec;
  readonly headers: readonly (DataSpec & { readonly key: string })[];
}

export function decodeRecord(spec: RecordSpec): SourceRecord | SinkRecord {
  return spec.kind === 'source'
    ? { ...commonParts(spec), sourcePartition: { p: 'a' }, sourceOffset: { o: 1 } }
    : sinkRecord(spec);
}

function sinkRecord(spec: RecordSpec): SinkRecord {
  const partition = spec.partition ?? 0;
  const offset = spec.offset ?? 0;
  return {
    ...commonParts(spec),
    partition,
    kafkaOffset: offset,
    timestampType: spec.timestampType ?? 'NoTimestampType',
    originalTopic: spec.topic,
    originalPartition: partition,
    originalKafkaOffset: offset,
  };
}

function commonParts(spec: RecordSpec): ConnectRecord {
  const keySchema = decodeSchema(spec.key.schema);
  const valueSchema = decodeSchema(spec.value.schema);
  return {
    topic: spec.topic,
    partition: spec.partition,
    keySchema,
    key: decodeValue(spec.key.value, keySchema),
    valueSchema,
    value: decodeValue(spec.value.value, valueSchema),
    timestamp: spec.timestamp === null ? null : Number(spec.timestamp),
    headers: spec.headers.map(decodeHeader),
  };
}

function decodeHeader({ key, ...data }: RecordSpec['headers'][number]): Header {
  const schema = decodeSchema(data.schema);
  return { key, schema, value: decodeValue(data.value, schema) };
}

/** Maps without a schema are told in the order of a Java HashMap, which shows where they are printed. */
function expectOrder(actual: unknown, expected: DataSpec): void {
  if (expected.schema !== null || !(actual instanceof Map)) return;
  const { map } = expected.value as { readonly map: readonly (readonly [unknown, unknown])[] };
  expect([...actual.keys()]).toEqual(map.map(([key]) => decodeValue(key, null)));
}

/** Holds a record against what the vectors expect. */
export function expectRecord(actual: ConnectRecord | null, expected: RecordSpec | null): void {
  if (actual === null || expected === null) {
    expect(actual).toBe(expected);
    return;
  }
  const { kafkaOffset } = actual as Partial<SinkRecord>;
  expect({ topic: actual.topic, partition: actual.partition, timestamp: actual.timestamp, kafkaOffset }).toEqual({
    topic: expected.topic,
    partition: expected.partition,
    timestamp: expected.timestamp === null ? null : Number(expected.timestamp),
    kafkaOffset: expected.kind === 'sink' ? (expected.offset ?? 0) : undefined,
  });
  expectData({ schema: actual.keySchema, value: actual.key }, expected.key);
  expectData({ schema: actual.valueSchema, value: actual.value }, expected.value);
  expectOrder(actual.key, expected.key);
  expectOrder(actual.value, expected.value);
  expect(actual.headers.map(({ key }) => key)).toEqual(expected.headers.map(({ key }) => key));
  for (const [i, header] of actual.headers.entries()) expectData(header, expected.headers[i]!);
}
