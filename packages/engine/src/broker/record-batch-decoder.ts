import { PackedBytes } from '@millrace/connector-api';
import { DecodedRecords } from './decoded-records.ts';
import type { RecordHeader } from './records.ts';
import { at, CorruptBatchError, isBatchIntact, readBatchHeader } from './record-batch.ts';
import type { BatchHeader } from './record-batch.ts';

/**
 * Reads the records of one batch, as many at a time as are asked for. Throws CorruptBatchError when the checksum is wrong, or
 * when records run over the end.
 */
export class RecordBatchReader {
  readonly header: BatchHeader;
  readonly #records: Buffer;
  #position: number = 0;
  #read = 0;

  /** `batch` starts with a batch; uncompressed, or `records` are the uncompressed records. */
  constructor(batch: Buffer, records?: Buffer) {
    this.header = readBatchHeader(batch);
    if (!isBatchIntact(batch, this.header)) {
      throw new CorruptBatchError(`The checksum of the batch at offset ${this.header.baseOffset} is wrong`);
    }
    if (records === undefined && this.header.compression !== 'none') {
      throw new CorruptBatchError(`The batch is compressed with ${this.header.compression}, which cannot be read here`);
    }
    this.#records = records ?? batch.subarray(at.records, this.header.size);
  }

  get isDone(): boolean {
    return this.left <= 0;
  }

  /** How many records are not read yet. */
  get left(): number {
    return this.header.count - this.#read;
  }

  /** The next records, at most `limit`, leaving out those before `fromOffset`. */
  read(limit: number, fromOffset = 0): DecodedRecords {
    const { count } = this.header;
    const most = Math.floor(this.#records.length / smallestRecord);
    const out = new Columns(this.#records, Math.min(limit, count - this.#read, most));
    cursor = this.#position;
    while (this.#read < count && out.count < limit) {
      readRecord(this.#records, this.header, fromOffset, out);
      this.#read++;
    }
    this.#position = cursor;
    return out.finish();
  }
}

/** Bytes of a record with nothing in it. */
const smallestRecord = 7;

/** Columns that are being filled. */
class Columns {
  readonly #bytes: Buffer;
  count = 0;
  readonly offsets: number[] = [];
  readonly timestamps: number[] = [];
  headers: RecordHeader[][] | null = null;
  /** null while no record has a key. */
  keys: Places | null = null;
  readonly valueStarts: Int32Array;
  readonly valueLengths: Int32Array;

  constructor(bytes: Buffer, limit: number) {
    this.#bytes = bytes;
    this.valueStarts = new Int32Array(limit);
    this.valueLengths = new Int32Array(limit);
  }

  finish(): DecodedRecords {
    const { offsets, timestamps, headers, count } = this;
    const packed = (starts: Int32Array, lengths: Int32Array): PackedBytes =>
      new PackedBytes(this.#bytes, starts.subarray(0, count), lengths.subarray(0, count));
    const keys = this.keys === null ? null : packed(this.keys.starts, this.keys.lengths);
    return new DecodedRecords({ offsets, timestamps, headers, keys, values: packed(this.valueStarts, this.valueLengths) });
  }
}

interface Places {
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
}

/** As many as there are values, nulls so far. */
function newKeys({ length }: Int32Array): Places {
  return { starts: new Int32Array(length), lengths: new Int32Array(length).fill(-1) };
}

/** Where the reading goes on. Shared by the functions below, which never wait. */
let cursor = 0;

function readRecord(bytes: Buffer, header: BatchHeader, fromOffset: number, out: Columns): void {
  const size = readVarint(bytes);
  const end = cursor + size;
  if (size < 0 || end > bytes.length) throw new CorruptBatchError(`A record of ${size} bytes runs over the end of its batch`);
  cursor++;
  const timestampDelta = readVarint(bytes);
  const offset = header.baseOffset + readVarint(bytes);
  if (offset < fromOffset) {
    cursor = end;
    return;
  }
  const row = out.count;
  const keyLength = readLength(bytes, end);
  if (keyLength >= 0) {
    out.keys ??= newKeys(out.valueStarts);
    out.keys.starts[row] = cursor - keyLength;
    out.keys.lengths[row] = keyLength;
  }
  const valueLength = readLength(bytes, end);
  out.valueStarts[row] = cursor - Math.max(0, valueLength);
  out.valueLengths[row] = valueLength;
  const headerCount = readVarint(bytes);
  if (headerCount !== 0) (out.headers ??= out.offsets.map(() => [])).push(readHeaders(bytes, headerCount, end));
  else if (out.headers !== null) out.headers.push([]);
  if (cursor !== end) throw new CorruptBatchError(`The record at offset ${offset} does not end where its size says`);
  out.offsets.push(offset);
  out.timestamps.push(header.timestampType === 'LogAppendTime' ? header.maxTimestamp : header.baseTimestamp + timestampDelta);
  out.count = row + 1;
}

/** The length of a byte string, below zero for null. The cursor moves over the string. */
function readLength(bytes: Buffer, end: number): number {
  const length = readVarint(bytes);
  if (length < 0) return -1;
  cursor += length;
  if (cursor > end) throw new CorruptBatchError(`A field of ${length} bytes runs over the end of its record`);
  return length;
}

function readBytes(bytes: Buffer, end: number): Uint8Array | null {
  const length = readLength(bytes, end);
  return length < 0 ? null : bytes.subarray(cursor - length, cursor);
}

function readHeaders(bytes: Buffer, count: number, end: number): RecordHeader[] {
  if (count < 0 || count > end - cursor) throw new CorruptBatchError(`A record says that it has ${count} headers`);
  const headers: RecordHeader[] = [];
  for (let i = 0; i < count; i++) {
    const key = readBytes(bytes, end);
    if (key === null) throw new CorruptBatchError('A header has no key');
    headers.push({ key: (key as Buffer).toString(), value: readBytes(bytes, end) });
  }
  return headers;
}

const largestSmallShift = 28;

function readVarint(bytes: Buffer): number {
  let byte = bytes[cursor++]!;
  if (byte < 0x80) return (byte >>> 1) ^ -(byte & 1);
  let raw = byte & 0x7f;
  for (let shift = 7; shift < largestSmallShift; shift += 7) {
    byte = bytes[cursor++]!;
    raw |= (byte & 0x7f) << shift;
    if (byte < 0x80) return (raw >>> 1) ^ -(raw & 1);
  }
  return readLongVarint(bytes, raw);
}

/** The rest of a varint of five to ten bytes; 64 bits wrap around as in Java. */
function readLongVarint(bytes: Buffer, low: number): number {
  let raw = BigInt(low);
  for (let shift = BigInt(largestSmallShift); shift < 70n; shift += 7n) {
    const byte = bytes[cursor++];
    if (byte === undefined) break;
    raw |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return Number(BigInt.asIntN(64, (raw >> 1n) ^ -(raw & 1n)));
  }
  throw new CorruptBatchError('A variable-length number does not end');
}
