import { type BatchProducer, recordOverhead, varintSize, writeHeader, writeVarint } from './batch-writing.ts';
import { encodePlainBatch } from './plain-batch-encoder.ts';
import type { PlainRecords } from './plain-batch-encoder.ts';
import type { ProducerBatch, RecordHeader } from './records.ts';
import { at, attribute } from './record-batch.ts';

/** The records of a {@link ProducerBatch}, without where they go. */
export type RecordColumns = Pick<ProducerBatch, 'keys' | 'values' | 'packedValues' | 'timestamps' | 'headers'>;

export interface EncodeOptions {
  /** Timestamp of the records that have none. */
  readonly nowMs: number;
  readonly timestampType: 'CreateTime' | 'LogAppendTime';
  /** Who writes; null or absent: nobody that a broker could tell from others. */
  readonly producer?: BatchProducer | null;
  readonly isTransactional?: boolean;
  /** Where the memory comes from: at least so many bytes. */
  readonly allocate?: (size: number) => Buffer;
}

/** Offsets, timestamps and a horizon of a batch that keeps its place when some of its records go. */
export interface BatchFrame {
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** Offsets of the records, in the order of the records. */
  readonly offsets: readonly number[];
  /** When the deletions in it may go; null: there are none. */
  readonly deleteHorizon: number | null;
  readonly timestampType: 'CreateTime' | 'LogAppendTime';
}

const newMemory = (size: number): Buffer => Buffer.allocUnsafe(size);

/** Some records of a batch; `indexes`: which, in this order; null: all. */
export interface RecordSelection {
  readonly batch: RecordColumns;
  readonly indexes: Uint32Array | null;
}

/**
 * Writes records as one RecordBatch, uncompressed, with base offset 0. One pass and one buffer: nothing is allocated per record.
 */
export function encodeRecordBatch(selections: readonly RecordSelection[], options: EncodeOptions): Buffer {
  const { nowMs, timestampType, producer = null, allocate = newMemory } = options;
  const attributes =
    (timestampType === 'LogAppendTime' ? attribute.logAppendTime : 0) |
    (options.isTransactional === true ? attribute.transactional : 0);
  const isNow = timestampType === 'LogAppendTime';
  if (selections.every(isPlain)) {
    const parts = selections.map((selection) => plainRecords(selection, isNow));
    return encodePlainBatch(parts, { nowMs, attributes, producer, allocate });
  }
  const baseTimestamp = (isNow ? null : firstTimestamp(selections[0])) ?? nowMs;
  let size: number = at.records;
  let count = 0;
  for (const selection of selections) {
    size += sizeBound(selection);
    count += countOf(selection);
  }
  const batch = allocate(size);
  let maxTimestamp = baseTimestamp;
  let position: number = at.records;
  let offset = 0;
  for (const { batch: columns, indexes } of selections) {
    const length = indexes === null ? columns.values.length : indexes.length;
    for (let n = 0; n < length; n++) {
      const i = indexes === null ? n : indexes[n]!;
      const timestamp = (isNow ? null : columns.timestamps?.[i]) ?? nowMs;
      if (timestamp > maxTimestamp) maxTimestamp = timestamp;
      position = writeRecord(batch, position, columns, i, timestamp - baseTimestamp, offset++);
    }
  }
  const whole = batch.subarray(0, position);
  writeHeader(whole, { baseOffset: 0, lastOffsetDelta: count - 1, attributes, baseTimestamp, maxTimestamp, count, producer });
  return whole;
}

function isPlain({ batch }: RecordSelection): boolean {
  return batch.packedValues !== undefined && batch.keys === null && batch.headers === null;
}

function plainRecords({ batch: { packedValues, timestamps }, indexes }: RecordSelection, isNow: boolean): PlainRecords {
  const given = isNow ? null : timestamps;
  if (indexes === null) return { values: packedValues!, timestamps: given };
  return {
    values: packedValues!.pick(indexes),
    timestamps: given === null ? null : Array.from(indexes, (i) => given[i] ?? null),
  };
}

function firstTimestamp(selection: RecordSelection | undefined): number | null {
  const first = selection?.indexes === null ? 0 : selection?.indexes[0];
  return first === undefined ? null : (selection?.batch.timestamps?.[first] ?? null);
}

function countOf({ batch, indexes }: RecordSelection): number {
  return indexes === null ? batch.values.length : indexes.length;
}

/** Writes a batch again with the records that are left of it. */
export function encodeCompactedBatch(columns: RecordColumns, frame: BatchFrame): Buffer {
  const count = columns.values.length;
  const timestamps = columns.timestamps as readonly number[];
  const batch = Buffer.allocUnsafe(at.records + sizeBound({ batch: columns, indexes: null }));
  const baseTimestamp = frame.deleteHorizon ?? timestamps[0] ?? 0;
  let maxTimestamp = timestamps[0] ?? baseTimestamp;
  let position: number = at.records;
  for (let i = 0; i < count; i++) {
    const timestamp = timestamps[i]!;
    if (timestamp > maxTimestamp) maxTimestamp = timestamp;
    position = writeRecord(batch, position, columns, i, timestamp - baseTimestamp, frame.offsets[i]! - frame.baseOffset);
  }
  const whole = batch.subarray(0, position);
  const attributes =
    (frame.timestampType === 'LogAppendTime' ? attribute.logAppendTime : 0) |
    (frame.deleteHorizon === null ? 0 : attribute.deleteHorizon);
  const lastOffsetDelta = frame.lastOffset - frame.baseOffset;
  writeHeader(whole, { baseOffset: frame.baseOffset, lastOffsetDelta, attributes, baseTimestamp, maxTimestamp, count });
  return whole;
}

/** What the records take at most. */
function sizeBound({ batch: { keys, values, headers }, indexes }: RecordSelection): number {
  const count = indexes === null ? values.length : indexes.length;
  let size = count * recordOverhead;
  for (let n = 0; n < count; n++) {
    const i = indexes === null ? n : indexes[n]!;
    size += values[i]?.length ?? 0;
    if (keys !== null) size += keys[i]?.length ?? 0;
    if (headers !== null) size += headersSize(headers[i]!);
  }
  return size;
}

function headersSize(headers: readonly RecordHeader[]): number {
  let size = varintSize(headers.length);
  for (const { key, value } of headers) {
    const keySize = Buffer.byteLength(key);
    size += varintSize(keySize) + keySize + (value === null ? 1 : varintSize(value.length) + value.length);
  }
  return size;
}

function writeRecord(
  batch: Buffer,
  start: number,
  columns: RecordColumns,
  index: number,
  timestampDelta: number,
  offsetDelta: number,
): number {
  const key = columns.keys === null ? null : (columns.keys[index] ?? null);
  const value = columns.values[index] ?? null;
  const headers = columns.headers === null ? null : columns.headers[index]!;
  const size =
    1 +
    varintSize(timestampDelta) +
    varintSize(offsetDelta) +
    bytesSize(key) +
    bytesSize(value) +
    (headers === null ? 1 : headersSize(headers));
  let position = writeVarint(batch, start, size);
  batch[position++] = 0;
  position = writeVarint(batch, position, timestampDelta);
  position = writeVarint(batch, position, offsetDelta);
  position = writeBytes(batch, position, key);
  position = writeBytes(batch, position, value);
  if (headers === null || headers.length === 0) {
    batch[position++] = 0;
    return position;
  }
  return writeHeaders(batch, position, headers);
}

function bytesSize(bytes: Uint8Array | null): number {
  return bytes === null ? 1 : varintSize(bytes.length) + bytes.length;
}

function writeBytes(batch: Buffer, position: number, bytes: Uint8Array | null): number {
  if (bytes === null) {
    batch[position] = 1;
    return position + 1;
  }
  const start = writeVarint(batch, position, bytes.length);
  batch.set(bytes, start);
  return start + bytes.length;
}

function writeHeaders(batch: Buffer, start: number, headers: readonly RecordHeader[]): number {
  let position = writeVarint(batch, start, headers.length);
  for (const { key, value } of headers) {
    position = writeVarint(batch, position, Buffer.byteLength(key));
    position += batch.write(key, position);
    position = writeBytes(batch, position, value);
  }
  return position;
}
