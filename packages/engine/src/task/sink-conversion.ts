import type { Converter, Header, SchemaAndValue, SinkRecord } from '@millrace/connector-api';
import type { ConsumedBatch, RecordHeader } from '../broker/records.ts';
import type { ConsumedOrigin } from './error-reporter.ts';
import type { ErrorHandling, Passage } from './passage.ts';
import { isGone, runStep } from './passage.ts';
import type { NamedConverter, TaskConverters } from './source-conversion.ts';
import { wrongCount } from './source-conversion.ts';

/** The batch that a record came in, kept on the record (and its copies) so that an error report can give its bytes. */
export const consumedFrom: unique symbol = Symbol('consumedFrom');

const NO_HEADERS: readonly Header[] = Object.freeze([]);

/**
 * Turns consumed bytes into records: headers (which the other converters may read), then keys, then values, each column at once.
 * The n-th record is the n-th of the batch; entries of dropped ones are undefined.
 */
export async function convertFromBytes(
  converters: TaskConverters,
  batch: ConsumedBatch,
  passage: Passage,
  errors: ErrorHandling<ConsumedOrigin>,
): Promise<SinkRecord[]> {
  const keys: SchemaAndValue[] = [];
  const values: SchemaAndValue[] = [];
  const headers: (readonly Header[])[] | null = batch.headers === null ? null : [];
  if (headers !== null) await convertHeaders(converters, batch, passage, errors, headers);
  const keysDone = convertColumn('KEY_CONVERTER', converters.key, batch, batch.keys, headers, passage, errors, keys);
  if (keysDone !== undefined) await keysDone;
  const valuesDone = convertColumn('VALUE_CONVERTER', converters.value, batch, batch.values, headers, passage, errors, values);
  if (valuesDone !== undefined) await valuesDone;
  return makeRecords(batch, passage, keys, values, headers);
}

function convertColumn(
  stage: 'KEY_CONVERTER' | 'VALUE_CONVERTER',
  { converter, converterClass }: NamedConverter<Converter>,
  batch: ConsumedBatch,
  bytes: readonly (Uint8Array | null)[],
  headers: readonly (readonly Header[])[] | null,
  passage: Passage,
  errors: ErrorHandling<ConsumedOrigin>,
  out: SchemaAndValue[],
): Promise<void> | undefined {
  const { topic } = batch;
  if (headers === null && converter.toConnectBatch !== undefined && passage.gone === null && passage.length === bytes.length) {
    const whole = convertWhole(converter, topic, bytes);
    if (whole !== null) {
      for (let index = 0; index < whole.length; index += 1) out[index] = whole[index] as SchemaAndValue;
      return undefined;
    }
  }
  const step = {
    stage,
    executingClass: converterClass,
    one(index: number) {
      out[index] = converter.toConnectData(topic, bytes[index] ?? null, headers === null ? NO_HEADERS : headers[index]);
    },
  };
  return runStep(passage, step, errors);
}

/** null: a record failed and has to be found one by one. */
function convertWhole(converter: Converter, topic: string, bytes: readonly (Uint8Array | null)[]): SchemaAndValue[] | null {
  let whole: SchemaAndValue[] | undefined;
  try {
    whole = converter.toConnectBatch?.(topic, bytes);
  } catch {
    return null;
  }
  if (whole !== undefined && whole.length !== bytes.length) throw wrongCount('toConnectBatch', bytes.length, whole.length);
  return whole ?? null;
}

function convertHeaders(
  { header: { converter, converterClass } }: TaskConverters,
  batch: ConsumedBatch,
  passage: Passage,
  errors: ErrorHandling<ConsumedOrigin>,
  out: (readonly Header[])[],
): Promise<void> | undefined {
  const step = {
    stage: 'HEADER_CONVERTER' as const,
    executingClass: converterClass,
    one(index: number) {
      const raw = batch.headers?.[index];
      out[index] = raw === undefined || raw.length === 0 ? NO_HEADERS : raw.map(toHeader);
    },
  };
  const toHeader = ({ key, value }: RecordHeader): Header => {
    const converted = converter.toConnectHeader(batch.topic, key, value);
    return { key, schema: converted.schema, value: converted.value };
  };
  return runStep(passage, step, errors);
}

function makeRecords(
  batch: ConsumedBatch,
  passage: Passage,
  keys: readonly SchemaAndValue[],
  values: readonly SchemaAndValue[],
  headers: readonly (readonly Header[])[] | null,
): SinkRecord[] {
  const { topic, partition, timestampType } = batch;
  const records: SinkRecord[] = Array.from({ length: passage.length });
  for (let index = 0; index < passage.length; index += 1) {
    if (isGone(passage, index)) continue;
    const key = keys[index] as SchemaAndValue;
    const value = values[index] as SchemaAndValue;
    const offset = batch.offsets[index] as number;
    const timestamp = batch.timestamps[index] as number;
    const record: SinkRecord & { [consumedFrom]: ConsumedBatch } = {
      topic,
      partition,
      keySchema: key.schema,
      key: key.value,
      valueSchema: value.schema,
      value: value.value,
      timestamp: timestamp < 0 ? null : timestamp,
      headers: headers === null ? NO_HEADERS : (headers[index] as readonly Header[]),
      kafkaOffset: offset,
      timestampType,
      originalTopic: topic,
      originalPartition: partition,
      originalKafkaOffset: offset,
      [consumedFrom]: batch,
    };
    records[index] = record;
  }
  return records;
}

/** Where a record came from, if it still carries that and its place in the batch is to be found. */
export function originOf(record: SinkRecord): ConsumedOrigin | null {
  const batch = (record as { [consumedFrom]?: ConsumedBatch })[consumedFrom];
  if (batch === undefined) return null;
  const index = findOffset(batch.offsets, record.originalKafkaOffset);
  return index < 0 ? null : { batch, index };
}

function findOffset(offsets: readonly number[], wanted: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const offset = offsets[middle] as number;
    if (offset === wanted) return middle;
    if (offset < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
