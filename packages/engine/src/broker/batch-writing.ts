import { at, sealBatch, writeInt64 } from './record-batch.ts';

/** The bytes that a record without headers takes beyond its key and value, at most. */
export const recordOverhead = 31;
const noProducerId = -1n;
const noProducerEpoch = -1;
const noSequence = -1;

/** Who writes a batch, so that a broker can tell repetitions. */
export interface BatchProducer {
  readonly id: bigint;
  readonly epoch: number;
  /** Of the first record. */
  readonly sequence: number;
}

export interface HeaderFields {
  readonly baseOffset: number;
  readonly lastOffsetDelta: number;
  readonly attributes: number;
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  readonly count: number;
  readonly producer?: BatchProducer | null;
}

/** Completes a batch whose records are written. */
export function writeHeader(batch: Buffer, fields: HeaderFields): void {
  const { producer = null } = fields;
  writeInt64(batch, fields.baseOffset, at.baseOffset);
  batch.writeInt32BE(0, at.leaderEpoch);
  batch.writeInt16BE(fields.attributes, at.attributes);
  batch.writeInt32BE(fields.lastOffsetDelta, at.lastOffsetDelta);
  writeInt64(batch, fields.baseTimestamp, at.baseTimestamp);
  writeInt64(batch, fields.maxTimestamp, at.maxTimestamp);
  batch.writeBigInt64BE(producer?.id ?? noProducerId, at.producerId);
  batch.writeInt16BE(producer?.epoch ?? noProducerEpoch, at.producerEpoch);
  batch.writeInt32BE(producer?.sequence ?? noSequence, at.baseSequence);
  batch.writeInt32BE(fields.count, at.count);
  sealBatch(batch);
}

/** Beyond this, a zigzag number is no longer exact as a JavaScript number. */
const largestFast = 2 ** 52;

/** Zigzag: small numbers of either sign are short. */
export function varintSize(value: number): number {
  if (value >= largestFast || value <= -largestFast) return 8;
  let rest = value >= 0 ? value * 2 : -value * 2 - 1;
  if (rest < 0x80) return 1;
  if (rest < 0x4000) return 2;
  if (rest < 0x20_0000) return 3;
  let size = 4;
  for (rest = Math.floor(rest / 0x1000_0000); rest > 0; rest = Math.floor(rest / 0x80)) size++;
  return size;
}

export function writeVarint(batch: Buffer, start: number, value: number): number {
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
