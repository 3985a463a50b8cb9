import { PackedBytes } from '@millrace/connector-api';
import type { ConnectColumn, Converter, Header, Schema, SchemaAndValue, SinkRecord } from '@millrace/connector-api';
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
  const headers: (readonly Header[])[] | null = batch.headers === null ? null : [];
  if (headers !== null) await convertHeaders(converters, batch, passage, errors, headers);
  const columns: SinkColumns = { keys: NULLS, values: NULLS };
  const keysDone = convertColumn('key', converters.key, batch, headers, passage, errors, columns);
  if (keysDone !== undefined) await keysDone;
  const valuesDone = convertColumn('value', converters.value, batch, headers, passage, errors, columns);
  if (valuesDone !== undefined) await valuesDone;
  return makeRecords(batch, passage, columns, headers);
}

/** A column, or what all records have. */
type Column = ConnectColumn | { readonly same: SchemaAndValue };

interface SinkColumns {
  keys: Column;
  values: Column;
}

const NULLS: Column = { same: { schema: null, value: null } };

function convertColumn(
  what: 'key' | 'value',
  { converter, converterClass }: NamedConverter<Converter>,
  batch: ConsumedBatch,
  headers: readonly (readonly Header[])[] | null,
  passage: Passage,
  errors: ErrorHandling<ConsumedOrigin>,
  columns: SinkColumns,
): Promise<void> | undefined {
  const { topic } = batch;
  const isKey = what === 'key';
  const into = isKey ? 'keys' : 'values';
  if (headers === null && passage.gone === null && passage.length === batch.offsets.length) {
    const whole = convertWhole(converter, topic, isKey ? packedKeys(batch) : packedValues(batch), passage.length);
    if (whole !== null) {
      columns[into] = whole;
      return undefined;
    }
  }
  const bytes = isKey ? batch.keys : batch.values;
  const schemas = Array<SchemaAndValue['schema']>(passage.length).fill(null);
  const values = Array<unknown>(passage.length).fill(null);
  columns[into] = { schemas, values };
  const step = {
    stage: isKey ? ('KEY_CONVERTER' as const) : ('VALUE_CONVERTER' as const),
    executingClass: converterClass,
    one(index: number) {
      const converted = converter.toConnectData(topic, bytes[index] ?? null, headers === null ? NO_HEADERS : headers[index]);
      schemas[index] = converted.schema;
      values[index] = converted.value;
    },
  };
  return runStep(passage, step, errors);
}

/** `bytes`: null for a column of nulls. The answer null: there is no such form, or a record failed and has to be found one by one. */
function convertWhole(converter: Converter, topic: string, bytes: PackedBytes | null, count: number): Column | null {
  let whole: ConnectColumn;
  try {
    if (bytes === null) return { same: converter.toConnectData(topic, null, NO_HEADERS) };
    if (converter.toConnectBatch === undefined) return null;
    whole = converter.toConnectBatch(topic, bytes);
  } catch {
    return null;
  }
  const given = Array.isArray(whole.schemas) ? Math.min(whole.schemas.length, whole.values.length) : whole.values.length;
  if (given !== count) throw wrongCount('toConnectBatch', count, given);
  return whole;
}

function packedKeys(batch: ConsumedBatch): PackedBytes | null {
  return batch.packed === undefined ? packedOf(batch.keys) : batch.packed.keys;
}

function packedValues(batch: ConsumedBatch): PackedBytes | null {
  return batch.packed === undefined ? packedOf(batch.values) : batch.packed.values;
}

function packedOf(column: readonly (Uint8Array | null)[]): PackedBytes | null {
  return column.every((bytes) => bytes === null) ? null : PackedBytes.of(column);
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

/** Records of columns, for those rows that are still on their way. */
export function makeRecords(
  batch: ConsumedBatch,
  passage: Passage,
  columns: SinkColumns,
  headers: readonly (readonly Header[])[] | null,
): SinkRecord[] {
  const { topic, partition, timestampType, offsets, timestamps } = batch;
  const [keys, values] = [entriesOf(columns.keys), entriesOf(columns.values)];
  const records = Array<SinkRecord>(passage.length);
  for (let index = 0; index < passage.length; index += 1) {
    if (isGone(passage, index)) continue;
    const offset = offsets[index] as number;
    const timestamp = timestamps[index] as number;
    const record: SinkRecord & { [consumedFrom]: ConsumedBatch } = {
      topic,
      partition,
      keySchema: keys.schemas === null ? keys.schema : (keys.schemas[index] as Schema | null),
      key: keys.values === null ? keys.value : keys.values[index],
      valueSchema: values.schemas === null ? values.schema : (values.schemas[index] as Schema | null),
      value: values.values === null ? values.value : values.values[index],
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

/** Columns where there are any, and otherwise what all records have: in one form for all cases. */
function entriesOf(column: Column) {
  if ('same' in column) return { schema: column.same.schema, schemas: null, value: column.same.value, values: null };
  const { schemas, values } = column;
  return isList(schemas)
    ? { schema: null, schemas, value: null, values }
    : { schema: schemas, schemas: null, value: null, values };
}

function isList(schemas: ConnectColumn['schemas']): schemas is readonly (Schema | null)[] {
  return Array.isArray(schemas);
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
