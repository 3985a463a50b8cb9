import { ConnectError } from '@millrace/connector-api';
import type { Converter, HeaderConverter, SourceRecord } from '@millrace/connector-api';
import type { ProducerBatch, RecordHeader } from '../broker/records.ts';
import type { ErrorHandling, Passage } from './passage.ts';
import { isGone, runStep } from './passage.ts';

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

/** Records as bytes, in columns that run along the polled records; entries of dropped records mean nothing. */
export interface SourceColumns {
  /** null: no record has headers. */
  headers: (readonly RecordHeader[])[] | null;
  keys: (Uint8Array | null)[];
  values: (Uint8Array | null)[];
}

/** What goes to one topic. */
export interface TopicRows {
  readonly batch: ProducerBatch;
  /** Which polled record each row is; null: the n-th row is the n-th record. */
  readonly rows: readonly number[] | null;
}

const NO_HEADERS: readonly RecordHeader[] = [];

/** Turns a batch into bytes: headers, then keys, then values, each column at once. Answers what to send, by topic. */
export async function convertToBytes(
  converters: TaskConverters,
  records: readonly SourceRecord[],
  passage: Passage,
  errors: ErrorHandling<SourceRecord>,
): Promise<TopicRows[]> {
  const columns: SourceColumns = { headers: null, keys: [], values: [] };
  const topic = sharedTopic(records, passage);
  const headers = convertHeaders(converters.header, records, passage, errors, columns);
  if (headers !== undefined) await headers;
  const keys = convertColumn('KEY_CONVERTER', converters.key, records, topic, passage, errors, columns);
  if (keys !== undefined) await keys;
  const values = convertColumn('VALUE_CONVERTER', converters.value, records, topic, passage, errors, columns);
  if (values !== undefined) await values;
  return byTopic(records, passage, columns, topic);
}

/** The topic of all records, if it is the same; null if they differ. */
function sharedTopic(records: readonly SourceRecord[], passage: Passage): string | null {
  let topic: string | null = null;
  for (let index = 0; index < passage.length; index += 1) {
    if (isGone(passage, index)) continue;
    const own = (records[index] as SourceRecord).topic;
    if (own === topic) continue;
    if (typeof own !== 'string' || own === '') throw new ConnectError('Topic cannot be null.');
    if (topic !== null) return null;
    topic = own;
  }
  return topic;
}

function convertHeaders(
  { converter, converterClass }: NamedConverter<HeaderConverter>,
  records: readonly SourceRecord[],
  passage: Passage,
  errors: ErrorHandling<SourceRecord>,
  columns: SourceColumns,
): Promise<void> | undefined {
  if (!records.some((record) => record.headers !== undefined && record.headers !== null && record.headers.length > 0))
    return undefined;
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
  stage: 'KEY_CONVERTER' | 'VALUE_CONVERTER',
  { converter, converterClass }: NamedConverter<Converter>,
  records: readonly SourceRecord[],
  topic: string | null,
  passage: Passage,
  errors: ErrorHandling<SourceRecord>,
  columns: SourceColumns,
): Promise<void> | undefined {
  const isKey = stage === 'KEY_CONVERTER';
  const out = isKey ? columns.keys : columns.values;
  const plain = topic !== null && columns.headers === null && passage.gone === null;
  if (plain && convertWhole(converter, isKey, records, topic, passage, out)) return undefined;
  out.length = records.length;
  const step = {
    stage,
    executingClass: converterClass,
    one(index: number) {
      const record = records[index] as SourceRecord;
      const schema = (isKey ? record.keySchema : record.valueSchema) ?? null;
      out[index] = converter.fromConnectData(record.topic, schema, (isKey ? record.key : record.value) ?? null, record.headers);
    },
  };
  return runStep(passage, step, errors);
}

/** The whole-batch form. False: there is none, or a record failed and has to be found one by one. */
function convertWhole(
  converter: Converter,
  isKey: boolean,
  records: readonly SourceRecord[],
  topic: string,
  passage: Passage,
  out: (Uint8Array | null)[],
): boolean {
  if (converter.fromConnectBatch === undefined) return false;
  const count = passage.length;
  const schemas: SourceRecord['valueSchema'][] = Array.from({ length: count });
  const values: unknown[] = Array.from({ length: count });
  for (let index = 0; index < count; index += 1) {
    const record = records[index] as SourceRecord;
    schemas[index] = (isKey ? record.keySchema : record.valueSchema) ?? null;
    values[index] = (isKey ? record.key : record.value) ?? null;
  }
  let bytes: (Uint8Array | null)[];
  try {
    bytes = converter.fromConnectBatch(topic, schemas, values);
  } catch {
    return false;
  }
  if (bytes.length !== count) throw wrongCount('fromConnectBatch', count, bytes.length);
  for (let index = 0; index < count; index += 1) out[index] = bytes[index] as Uint8Array | null;
  return true;
}

function byTopic(records: readonly SourceRecord[], passage: Passage, columns: SourceColumns, topic: string | null): TopicRows[] {
  if (passage.length === 0) return [];
  if (topic !== null && passage.gone === null)
    return [{ rows: null, batch: rowsOf(topic, records, passage.length, null, columns) }];
  const rowsByTopic = new Map<string, number[]>();
  for (let index = 0; index < passage.length; index += 1) {
    if (isGone(passage, index)) continue;
    const own = (records[index] as SourceRecord).topic;
    const rows = rowsByTopic.get(own);
    if (rows === undefined) rowsByTopic.set(own, [index]);
    else rows.push(index);
  }
  return Array.from(rowsByTopic, ([name, rows]) => ({ rows, batch: rowsOf(name, records, rows.length, rows, columns) }));
}

function rowsOf(
  topic: string,
  records: readonly SourceRecord[],
  count: number,
  rows: readonly number[] | null,
  columns: SourceColumns,
): ProducerBatch {
  const partitions: (number | null)[] = Array.from({ length: count });
  const timestamps: (number | null)[] = Array.from({ length: count });
  let hasPartition = false;
  let hasTimestamp = false;
  let hasKey = false;
  for (let row = 0; row < count; row += 1) {
    const index = rows === null ? row : (rows[row] as number);
    const record = records[index] as SourceRecord;
    const partition = record.partition ?? null;
    const timestamp = checkTimestamp(record.timestamp);
    partitions[row] = partition;
    timestamps[row] = timestamp;
    if (partition !== null) hasPartition = true;
    if (timestamp !== null) hasTimestamp = true;
    if (columns.keys[index] !== null) hasKey = true;
  }
  return {
    topic,
    partition: hasPartition ? partitions : null,
    keys: hasKey ? pick(columns.keys, count, rows) : null,
    values: pick(columns.values, count, rows),
    timestamps: hasTimestamp ? timestamps : null,
    headers: columns.headers === null ? null : pick(columns.headers, count, rows),
  };
}

function pick<T>(column: T[], count: number, rows: readonly number[] | null): T[] {
  if (rows === null) return column.length === count ? column : column.slice(0, count);
  const picked: T[] = Array.from({ length: count });
  for (let row = 0; row < count; row += 1) picked[row] = column[rows[row] as number] as T;
  return picked;
}

/** A timestamp that Kafka can store: -1 stands for none, as in Java. */
function checkTimestamp(timestamp: number | null | undefined): number | null {
  if (timestamp === null || timestamp === undefined || timestamp === -1) return null;
  if (!(timestamp >= 0)) throw new ConnectError(`Invalid record timestamp ${timestamp}`);
  return timestamp;
}

/** A converter's whole-batch form that breaks its promise. */
export function wrongCount(method: string, given: number, got: number): ConnectError {
  return new ConnectError(`${method} gave ${got} results for ${given} values; it has to give one for each`);
}
