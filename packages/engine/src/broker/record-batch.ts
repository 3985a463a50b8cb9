import { crc32c } from '@node-rs/crc32';

/*
 * Kafka's RecordBatch, format version 2: the form in which the embedded log stores records and in which Kafka sends them.
 *
 * | at | bytes | field | | at | bytes | field |
 * | --- | --- | --- | --- | --- | --- | --- |
 * | 0 | 8 | base offset | | 35 | 8 | max timestamp |
 * | 8 | 4 | length of what follows | | 43 | 8 | producer id |
 * | 12 | 4 | partition leader epoch | | 51 | 2 | producer epoch |
 * | 16 | 1 | magic | | 53 | 4 | base sequence |
 * | 17 | 4 | CRC-32C of what follows | | 57 | 4 | record count |
 * | 21 | 2 | attributes | | 61 | | records |
 * | 23 | 4 | last offset delta | | | | |
 * | 27 | 8 | base timestamp | | | | |
 */

/** Where the fields of a batch stand. */
export const at = {
  baseOffset: 0,
  length: 8,
  leaderEpoch: 12,
  magic: 16,
  crc: 17,
  attributes: 21,
  lastOffsetDelta: 23,
  baseTimestamp: 27,
  maxTimestamp: 35,
  producerId: 43,
  producerEpoch: 51,
  baseSequence: 53,
  count: 57,
  records: 61,
} as const;

/** Bits of the attributes. The lowest three say the compression. */
export const attribute = {
  compression: 0x07,
  logAppendTime: 0x08,
  transactional: 0x10,
  control: 0x20,
  deleteHorizon: 0x40,
} as const;

/** Compression codecs by their number. */
export const compressions = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

/** The bytes before `length` is counted from. */
const lengthOverhead = 12;
const crcOverhead = at.attributes;
const magicV2 = 2;

export interface BatchHeader {
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** Bytes of the whole batch. */
  readonly size: number;
  readonly leaderEpoch: number;
  readonly crc: number;
  readonly attributes: number;
  readonly compression: (typeof compressions)[number];
  readonly timestampType: 'CreateTime' | 'LogAppendTime';
  readonly transactional: boolean;
  readonly control: boolean;
  /** In a compacted batch with deletions: when they may go, which then stands in the place of the base timestamp; else null. */
  readonly deleteHorizon: number | null;
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  /** How many records are in the batch. */
  readonly count: number;
}

/** Bytes that are no whole batch, or one that was damaged. */
export class CorruptBatchError extends Error {
  override readonly name = 'CorruptBatchError';
}

/** Reads the header of a batch that starts at the first byte. Throws CorruptBatchError for what cannot be one. */
export function readBatchHeader(batch: Buffer): BatchHeader {
  const size = batchSize(batch);
  const attributes = batch.readInt16BE(at.attributes);
  const compression = compressions[attributes & attribute.compression];
  if (compression === undefined) throw new CorruptBatchError(`Unknown compression in the attributes ${attributes}`);
  const baseOffset = readInt64(batch, at.baseOffset);
  const baseTimestamp = readInt64(batch, at.baseTimestamp);
  return {
    baseOffset,
    lastOffset: baseOffset + batch.readInt32BE(at.lastOffsetDelta),
    size,
    leaderEpoch: batch.readInt32BE(at.leaderEpoch),
    crc: batch.readUInt32BE(at.crc),
    attributes,
    compression,
    timestampType: attributes & attribute.logAppendTime ? 'LogAppendTime' : 'CreateTime',
    transactional: (attributes & attribute.transactional) !== 0,
    control: (attributes & attribute.control) !== 0,
    deleteHorizon: attributes & attribute.deleteHorizon ? baseTimestamp : null,
    baseTimestamp,
    maxTimestamp: readInt64(batch, at.maxTimestamp),
    producerId: batch.readBigInt64BE(at.producerId),
    producerEpoch: batch.readInt16BE(at.producerEpoch),
    baseSequence: batch.readInt32BE(at.baseSequence),
    count: batch.readInt32BE(at.count),
  };
}

function batchSize(batch: Buffer): number {
  if (batch.length < at.records)
    throw new CorruptBatchError(`A batch has at least ${at.records} bytes, this has ${batch.length}`);
  const magic = batch.readInt8(at.magic);
  if (magic !== magicV2) throw new CorruptBatchError(`The batch has format version ${magic}, only ${magicV2} can be read`);
  const size = batch.readInt32BE(at.length) + lengthOverhead;
  if (size < at.records || size > batch.length) {
    throw new CorruptBatchError(`The batch says that it has ${size} bytes, there are ${batch.length}`);
  }
  return size;
}

/** Whether the bytes are those that were written. */
export function isBatchIntact(batch: Buffer, header: BatchHeader): boolean {
  return crc32c(batch.subarray(crcOverhead, header.size)) === header.crc;
}

/** Fills in length and checksum of a batch that is otherwise complete. */
export function sealBatch(batch: Buffer): void {
  batch.writeInt32BE(batch.length - lengthOverhead, at.length);
  batch[at.magic] = magicV2;
  batch.writeUInt32BE(crc32c(batch.subarray(crcOverhead)), at.crc);
}

/** A batch's records move when its base offset is changed; the checksum does not cover it. */
export function setBaseOffset(batch: Buffer, baseOffset: number): void {
  writeInt64(batch, baseOffset, at.baseOffset);
}

/** A 64-bit integer as a number: exact within ±2^53. */
export function readInt64(bytes: Buffer, position: number): number {
  return bytes.readInt32BE(position) * 0x1_0000_0000 + bytes.readUInt32BE(position + 4);
}

export function writeInt64(bytes: Buffer, value: number, position: number): void {
  bytes.writeInt32BE(Math.floor(value / 0x1_0000_0000), position);
  bytes.writeUInt32BE(value - Math.floor(value / 0x1_0000_0000) * 0x1_0000_0000, position + 4);
}
