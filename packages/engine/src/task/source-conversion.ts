import { ConnectError, PackedBytes } from '@millrace/connector-api';
import type { Allocate, Converter, HeaderConverter, Schema, SourceRecord } from '@millrace/connector-api';
import { withPackedValues } from '../broker/packed-columns.ts';
import type { ProducerBatch, RecordHeader } from '../broker/records.ts';
import type { ErrorHandling, Passage } from './passage.ts';
import { isGone, runStep } from './passage.ts';
import { surveyRecords } from './source-survey.ts';
import type { SourceSurvey } from './source-survey.ts';

/** A converter and the class name that error reports give for it. */
export interface NamedConverter<C> {
  readonly converterClass: string;
  readonly converter: C;
}

/** The converters of a task. */
export interface TaskConverters {
  readonly key: NamedConverter<Converter>;
  readonly value: NamedConverter<Converter>;
  readonly header: NamedConverter<HeaderConverter>;
}

/** Byte strings that run along the polled records; entries of dropped records mean nothing. null: none for any record. */
type Column = (Uint8Array | null)[] | PackedBytes | null;

/** Records as bytes. */
interface SourceColumns {
  /** null: no record has headers. */
  headers: (readonly RecordHeader[])[] | null;
  keys: Column;
  values: Column;
  readonly allocate: Allocate | undefined;
}

/** What goes to one topic. */
export interface TopicRows {
  readonly batch: ProducerBatch;
  /** Which polled record each row is; null: the n-th row is the n-th record. */
  readonly rows: readonly number[] | null;
}

const NO_HEADERS: readonly RecordHeader[] = [];

/**
 * Turns a batch into bytes: headers, then keys, then values, each column at once. Answers what to send, by topic. `allocate` gives
 * memory for it.
 */
export async function convertToBytes(
  converters: TaskConverters,
  records: readonly SourceRecord[],
  passage: Passage,
  errors: ErrorHandling<SourceRecord>,
  allocate?: Allocate,
): Promise<TopicRows[]> {
  const columns: SourceColumns = { headers: null, keys: null, values: null, allocate };
  const survey = surveyRecords(records, passage);
  if (survey.hasHeaders) {
    const headers = convertHeaders(converters.header, records, passage, errors, columns);
    if (headers !== undefined) await headers;
  }
  const keys = convertColumn('key', converters.key, records, survey, passage, errors, columns);
  if (keys !== undefined) await keys;
  const values = convertColumn('value', converters.value, records, survey, passage, errors, columns);
  if (values !== undefined) await values;
  return byTopic(records, passage, columns, survey);
}

function convertHeaders(
  { converter, converterClass }: NamedConverter<HeaderConverter>,
  records: readonly SourceRecord[],
  passage: Passage,
  errors: ErrorHandling<SourceRecord>,
  columns: SourceColumns,
): Promise<void> | undefined {
  const out: (readonly RecordHeader[])[] = Array.from(records, () => NO_HEADERS);
  columns.headers = out;
  const step = {
    stage: 'HEADER_CONVERTER' as const,
    executingClass: converterClass,
    one(index: number) {
      const { topic, headers } = records[index] as SourceRecord;
      if (headers === undefined || headers === null || headers.length === 0) return;
      out[index] = headers.map(({ key, schema, value }) => ({
        key,
        value: converter.fromConnectHeader(topic, key, schema, value),
      }));
    },
  };
  return runStep(passage, step, errors);
}

function convertColumn(
  what: 'key' | 'value',
  { converter, converterClass }: NamedConverter<Converter>,
  records: readonly SourceRecord[],
  survey: SourceSurvey,
  passage: Passage,
  errors: ErrorHandling<SourceRecord>,
  columns: SourceColumns,
): Promise<void> | undefined {
  const isKey = what === 'key';
  const into = isKey ? 'keys' : 'values';
  if (survey.topic !== null && !survey.hasHeaders && passage.gone === null) {
    const hasAny = isKey ? survey.hasKeys : survey.hasValues;
    const whole = hasAny
      ? convertWhole(converter, isKey, records, survey.topic, passage.length, columns.allocate)
      : convertNothing(converter, survey.topic, passage.length);
    if (whole !== undefined) {
      columns[into] = whole;
      return undefined;
    }
  }
  const out = Array<Uint8Array | null>(records.length).fill(null);
  columns[into] = out;
  const step = {
    stage: isKey ? ('KEY_CONVERTER' as const) : ('VALUE_CONVERTER' as const),
    executingClass: converterClass,
    one(index: number) {
      const record = records[index] as SourceRecord;
      const schema = (isKey ? record.keySchema : record.valueSchema) ?? null;
      out[index] = converter.fromConnectData(record.topic, schema, (isKey ? record.key : record.value) ?? null, record.headers);
    },
  };
  return runStep(passage, step, errors);
}

/** A column by the whole-batch form. Undefined: there is none, or a record failed and has to be found one by one. */
function convertWhole(
  converter: Converter,
  isKey: boolean,
  records: readonly SourceRecord[],
  topic: string,
  count: number,
  allocate: Allocate | undefined,
): Column | undefined {
  let bytes: readonly (Uint8Array | null)[] | PackedBytes;
  try {
    if (converter.fromConnectBatch === undefined) return undefined;
    const [schemas, values] = isKey ? keysOf(records, count) : valuesOf(records, count);
    bytes = converter.fromConnectBatch(topic, schemas, values, allocate);
  } catch {
    return undefined;
  }
  if (bytes.length !== count) throw wrongCount('fromConnectBatch', count, bytes.length);
  return bytes as Column;
}

/** A column of nulls: the converter is asked once. Undefined: it throws, and the records have to be taken one by one. */
function convertNothing(converter: Converter, topic: string, count: number): Column | undefined {
  try {
    const bytes = converter.fromConnectData(topic, null, null);
    return bytes === null ? null : Array<Uint8Array>(count).fill(bytes);
  } catch {
    return undefined;
  }
}

function keysOf(records: readonly SourceRecord[], count: number): [(Schema | null)[], unknown[]] {
  const schemas = Array<Schema | null>(count);
  const values = Array<unknown>(count);
  for (let index = 0; index < count; index += 1) {
    const record = records[index] as SourceRecord;
    schemas[index] = record.keySchema ?? null;
    values[index] = record.key ?? null;
  }
  return [schemas, values];
}

function valuesOf(records: readonly SourceRecord[], count: number): [(Schema | null)[], unknown[]] {
  const schemas = Array<Schema | null>(count);
  const values = Array<unknown>(count);
  for (let index = 0; index < count; index += 1) {
    const record = records[index] as SourceRecord;
    schemas[index] = record.valueSchema ?? null;
    values[index] = record.value ?? null;
  }
  return [schemas, values];
}

function byTopic(records: readonly SourceRecord[], passage: Passage, columns: SourceColumns, survey: SourceSurvey): TopicRows[] {
  if (passage.length === 0) return [];
  const { topic } = survey;
  if (topic !== null && passage.gone === null) {
    return [{ rows: null, batch: batchOf(topic, records, passage.length, null, columns, survey) }];
  }
  const rowsByTopic = new Map<string, number[]>();
  for (let index = 0; index < passage.length; index += 1) {
    if (isGone(passage, index)) continue;
    const own = (records[index] as SourceRecord).topic;
    const rows = rowsByTopic.get(own);
    if (rows === undefined) rowsByTopic.set(own, [index]);
    else rows.push(index);
  }
  return Array.from(rowsByTopic, ([name, rows]) => ({
    rows,
    batch: batchOf(name, records, rows.length, rows, columns, survey),
  }));
}

function batchOf(
  topic: string,
  records: readonly SourceRecord[],
  count: number,
  rows: readonly number[] | null,
  { keys, values, headers }: SourceColumns,
  survey: SourceSurvey,
): ProducerBatch {
  const rest = {
    topic,
    partition: survey.hasPartitions ? unlessNulls(each(records, count, rows, ({ partition }) => partition ?? null)) : null,
    keys: unlessNulls(singles(keys, count, rows)),
    timestamps: timestampsOf(records, count, rows, survey),
    headers: headers === null ? null : pick(headers, count, rows),
  };
  if (!(values instanceof PackedBytes)) return { ...rest, values: singles(values, count, rows) ?? Array<null>(count).fill(null) };
  return withPackedValues(rest, rows === null && values.length === count ? values : values.pick(rows ?? firstRows(count)));
}

function timestampsOf(
  records: readonly SourceRecord[],
  count: number,
  rows: readonly number[] | null,
  survey: SourceSurvey,
): (number | null)[] | null {
  if (!survey.hasOneTimestamp) return unlessNulls(each(records, count, rows, ({ timestamp }) => checkTimestamp(timestamp)));
  const timestamp = checkTimestamp(survey.timestamp);
  return timestamp === null ? null : Array<number>(count).fill(timestamp);
}

/** A column of single byte strings; null: of nulls only. */
function singles(column: Column, count: number, rows: readonly number[] | null): (Uint8Array | null)[] | null {
  if (column === null) return null;
  return pick(column instanceof PackedBytes ? column.toArray() : column, count, rows);
}

/** null for a column that is there but of nulls only. */
function unlessNulls<T>(column: (T | null)[] | null): (T | null)[] | null {
  return column !== null && column.some((entry) => entry !== null) ? column : null;
}

function each<T>(
  records: readonly SourceRecord[],
  count: number,
  rows: readonly number[] | null,
  of: (record: SourceRecord) => T,
): T[] {
  const column = Array<T>(count);
  for (let row = 0; row < count; row += 1) column[row] = of(records[rows === null ? row : (rows[row] as number)] as SourceRecord);
  return column;
}

function pick<T>(column: T[], count: number, rows: readonly number[] | null): T[] {
  if (rows === null) return column.length === count ? column : column.slice(0, count);
  const picked = Array<T>(count);
  for (let row = 0; row < count; row += 1) picked[row] = column[rows[row] as number] as T;
  return picked;
}

function firstRows(count: number): number[] {
  return Array.from({ length: count }, (_, row) => row);
}

/** A timestamp that Kafka can store: -1 stands for none, as in Java. */
export function checkTimestamp(timestamp: number | null | undefined): number | null {
  if (timestamp === null || timestamp === undefined || timestamp === -1) return null;
  if (!(timestamp >= 0)) throw new ConnectError(`Invalid record timestamp ${timestamp}`);
  return timestamp;
}

/** A converter's whole-batch form that breaks its promise. */
export function wrongCount(method: string, given: number, got: number): ConnectError {
  return new ConnectError(`${method} gave ${got} results for ${given} values; it has to give one for each`);
}
