import type { PackedBytes } from '@millrace/connector-api';
import type { ProducerBatch, RecordHeader } from './records.ts';
import { at, attribute, sealBatch, writeInt64 } from './record-batch.ts';

/** The records of a {@link ProducerBatch}, without where they go. */
export type RecordColumns = Pick<ProducerBatch, 'keys' | 'values' | 'packedValues' | 'timestamps' | 'headers'>;

export interface EncodeOptions {
  /** Which records, in this order; null: all. */
  readonly indexes: Uint32Array | null;
  /** Timestamp of the records that have none. */
  readonly nowMs: number;
  readonly timestampType: 'CreateTime' | 'LogAppendTime';
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

/** The bytes that a record without headers takes beyond its key and value, at most. */
const recordOverhead = 31;
const noProducerEpoch = -1;

/**
 * Writes records as one RecordBatch, uncompressed, without producer id, with base offset 0. One pass and one buffer: nothing is
 * allocated per record.
 */
export function encodeRecordBatch(columns: RecordColumns, options: EncodeOptions): Buffer {
  const { indexes, nowMs, allocate = newMemory } = options;
  const { packedValues } = columns;
  const given = options.timestampType === 'LogAppendTime' ? null : columns.timestamps;
  if (packedValues !== undefined && columns.keys === null && columns.headers === null) {
    const values = indexes === null ? packedValues : packedValues.pick(indexes);
    const times = indexes === null || given === null ? given : Array.from(indexes, (i) => given[i] ?? null);
    return encodePlainBatch(values, times, options);
  }
  const count = indexes === null ? columns.values.length : indexes.length;
  const baseTimestamp = count === 0 ? nowMs : (given?.[indexes === null ? 0 : indexes[0]!] ?? nowMs);
  const batch = allocate(sizeBound(columns, indexes, count));
  let maxTimestamp = baseTimestamp;
  let position: number = at.records;
  for (let n = 0; n < count; n++) {
    const i = indexes === null ? n : indexes[n]!;
    const timestamp = given?.[i] ?? nowMs;
    if (timestamp > maxTimestamp) maxTimestamp = timestamp;
    position = writeRecord(batch, position, columns, i, timestamp - baseTimestamp, n);
  }
  const whole = batch.subarray(0, position);
  const attributes = attributesOf(options.timestampType);
  writeHeader(whole, { baseOffset: 0, lastOffsetDelta: count - 1, attributes, baseTimestamp, maxTimestamp, count });
  return whole;
}

function attributesOf(timestampType: EncodeOptions['timestampType']): number {
  return timestampType === 'LogAppendTime' ? attribute.logAppendTime : 0;
}

/** The batch of values that have neither keys nor headers. */
function encodePlainBatch(
  values: PackedBytes,
  given: RecordColumns['timestamps'],
  { nowMs, timestampType, allocate = newMemory }: EncodeOptions,
): Buffer {
  const { bytes, lengths } = values;
  const count = lengths.length;
  const baseTimestamp = given?.[0] ?? nowMs;
  let maxTimestamp = baseTimestamp;
  const span = denseSpan(values);
  // They are copied to the end of the buffer in one go, and from there each to its place: that costs less than a view of each.
  const room = at.records + count * recordOverhead;
  const batch = allocate(room + span.size);
  if (span.isDense) batch.set(bytes.subarray(span.from, span.from + span.size), room);
  const moved = room - span.from;
  let position: number = at.records;
  for (let i = 0; i < count; i++) {
    const length = lengths[i]!;
    const timestamp = given === null ? nowMs : (given[i] ?? nowMs);
    if (timestamp > maxTimestamp) maxTimestamp = timestamp;
    position = writePlainStart(batch, position, timestamp - baseTimestamp, i, length);
    if (length > 0) {
      const start = values.starts[i]!;
      if (span.isDense) batch.copyWithin(position, start + moved, start + moved + length);
      else batch.set(bytes.subarray(start, start + length), position);
      position += length;
    }
    batch[position++] = 0;
  }
  const whole = batch.subarray(0, position);
  const attributes = attributesOf(timestampType);
  writeHeader(whole, { baseOffset: 0, lastOffsetDelta: count - 1, attributes, baseTimestamp, maxTimestamp, count });
  return whole;
}

/** The stretch of memory that holds the values, if they lie there in their order without much between them; else their size. */
function denseSpan({ starts, lengths }: PackedBytes): {
  readonly isDense: boolean;
  readonly from: number;
  readonly size: number;
} {
  let from = -1;
  let end = 0;
  let size = 0;
  let inOrder = true;
  for (let i = 0; i < lengths.length; i++) {
    if (lengths[i]! < 0) continue;
    if (from < 0) from = end = starts[i]!;
    if (starts[i]! < end) inOrder = false;
    end = starts[i]! + lengths[i]!;
    size += lengths[i]!;
  }
  if (from < 0) return { isDense: false, from: 0, size };
  const isDense = inOrder && end - from <= size * 2;
  return isDense ? { isDense, from, size: end - from } : { isDense, from: 0, size };
}

/** What stands before the value of a record that has no key. */
function writePlainStart(batch: Buffer, start: number, timestampDelta: number, offsetDelta: number, length: number): number {
  const valueSize = length < 0 ? 1 : varintSize(length) + length;
  const size = 3 + varintSize(timestampDelta) + varintSize(offsetDelta) + valueSize;
  let position = writeVarint(batch, start, size);
  batch[position++] = 0;
  position = writeVarint(batch, position, timestampDelta);
  position = writeVarint(batch, position, offsetDelta);
  batch[position++] = 1;
  return writeVarint(batch, position, length);
}

/** Writes a batch again with the records that are left of it. */
export function encodeCompactedBatch(columns: RecordColumns, frame: BatchFrame): Buffer {
  const count = columns.values.length;
  const timestamps = columns.timestamps as readonly number[];
  const batch = Buffer.allocUnsafe(sizeBound(columns, null, count));
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

interface HeaderFields {
  readonly baseOffset: number;
  readonly lastOffsetDelta: number;
  readonly attributes: number;
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  readonly count: number;
}

function writeHeader(batch: Buffer, fields: HeaderFields): void {
  writeInt64(batch, fields.baseOffset, at.baseOffset);
  batch.writeInt32BE(0, at.leaderEpoch);
  batch.writeInt16BE(fields.attributes, at.attributes);
  batch.writeInt32BE(fields.lastOffsetDelta, at.lastOffsetDelta);
  writeInt64(batch, fields.baseTimestamp, at.baseTimestamp);
  writeInt64(batch, fields.maxTimestamp, at.maxTimestamp);
  batch.fill(0xff, at.producerId, at.producerEpoch);
  batch.writeInt16BE(noProducerEpoch, at.producerEpoch);
  batch.writeInt32BE(-1, at.baseSequence);
  batch.writeInt32BE(fields.count, at.count);
  sealBatch(batch);
}

function sizeBound(columns: RecordColumns, indexes: Uint32Array | null, count: number): number {
  const { keys, values, headers } = columns;
  let size = at.records + count * recordOverhead;
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

/** Beyond this, a zigzag number is no longer exact as a JavaScript number. */
const largestFast = 2 ** 52;

/** Zigzag: small numbers of either sign are short. */
function varintSize(value: number): number {
  if (value >= largestFast || value <= -largestFast) return 8;
  let rest = value >= 0 ? value * 2 : -value * 2 - 1;
  if (rest < 0x80) return 1;
  if (rest < 0x4000) return 2;
  if (rest < 0x20_0000) return 3;
  let size = 4;
  for (rest = Math.floor(rest / 0x1000_0000); rest > 0; rest = Math.floor(rest / 0x80)) size++;
  return size;
}

function writeVarint(batch: Buffer, start: number, value: number): number {
  if (value >= largestFast || value <= -largestFast) return writeLongVarint(batch, start, value);
  let rest = value >= 0 ? value * 2 : -value * 2 - 1;
  let position = start;
  while (rest >= 0x8000_0000) {
    batch[position++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  while (rest >= 0x80) {
    batch[position++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  batch[position] = rest;
  return position + 1;
}

/** 2^52 to 2^55: always eight bytes. */
function writeLongVarint(batch: Buffer, start: number, value: number): number {
  let rest = value >= 0 ? BigInt(value) * 2n : -BigInt(value) * 2n - 1n;
  let position = start;
  for (; rest >= 0x80n; rest >>= 7n) batch[position++] = Number(rest & 0x7fn) | 0x80;
  batch[position] = Number(rest);
  return position + 1;
}
