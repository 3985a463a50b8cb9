import type { RecordHeader } from './records.ts';
import { at, CorruptBatchError, isBatchIntact, readBatchHeader } from './record-batch.ts';
import type { BatchHeader } from './record-batch.ts';

/** Records as columns, ready to be handed on. Keys and values are views of the batch. */
export interface DecodedRecords {
  readonly offsets: number[];
  readonly timestamps: number[];
  readonly keys: (Uint8Array | null)[];
  readonly values: (Uint8Array | null)[];
  /** null: no record has headers. */
  headers: RecordHeader[][] | null;
}

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
    return this.#read >= this.header.count;
  }

  /** The next records, at most `limit`, leaving out those before `fromOffset`. */
  read(limit: number, fromOffset = 0): DecodedRecords {
    const out: DecodedRecords = { offsets: [], timestamps: [], keys: [], values: [], headers: null };
    const { count } = this.header;
    cursor = this.#position;
    while (this.#read < count && out.offsets.length < limit) {
      readRecord(this.#records, this.header, fromOffset, out);
      this.#read++;
    }
    this.#position = cursor;
    return out;
  }
}

/** Where the reading goes on. Shared by the functions below, which never wait. */
let cursor = 0;

function readRecord(bytes: Buffer, header: BatchHeader, fromOffset: number, out: DecodedRecords): void {
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
  const key = readBytes(bytes, end);
  const value = readBytes(bytes, end);
  const headerCount = readVarint(bytes);
  if (headerCount !== 0) (out.headers ??= out.offsets.map(() => [])).push(readHeaders(bytes, headerCount, end));
  else if (out.headers !== null) out.headers.push([]);
  if (cursor !== end) throw new CorruptBatchError(`The record at offset ${offset} does not end where its size says`);
  out.offsets.push(offset);
  out.timestamps.push(header.timestampType === 'LogAppendTime' ? header.maxTimestamp : header.baseTimestamp + timestampDelta);
  out.keys.push(key);
  out.values.push(value);
}

function readBytes(bytes: Buffer, end: number): Uint8Array | null {
  const length = readVarint(bytes);
  if (length < 0) return null;
  const start = cursor;
  cursor += length;
  if (cursor > end) throw new CorruptBatchError(`A field of ${length} bytes runs over the end of its record`);
  return bytes.subarray(start, cursor);
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
