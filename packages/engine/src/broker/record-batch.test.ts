import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CorruptBatchError, readBatchHeader, setBaseOffset, at } from './record-batch.ts';
import { RecordBatchReader } from './record-batch-decoder.ts';
import { encodeCompactedBatch, encodeRecordBatch } from './record-batch-encoder.ts';
import type { RecordColumns } from './record-batch-encoder.ts';
import type { RecordHeader } from './records.ts';

interface GoldenRecord {
  readonly offset: number;
  readonly timestamp: string;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: readonly (readonly [string, string | null])[];
}

interface GoldenBatch {
  readonly id: string;
  readonly base_offset: number;
  readonly last_offset: number;
  readonly size: number;
  readonly partition_leader_epoch: number;
  readonly crc: number;
  readonly compression: string;
  readonly timestamp_type: 'CreateTime' | 'LogAppendTime';
  readonly transactional: boolean;
  readonly control: boolean;
  readonly max_timestamp: string;
  readonly producer_id: string;
  readonly producer_epoch: number;
  readonly base_sequence: number;
  readonly count: number;
  readonly records: readonly GoldenRecord[];
  readonly bytes: string;
}

const golden: GoldenBatch[] = readFileSync(new URL('../../test/fixtures/record-batches.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as GoldenBatch);

const bytes = (base64: string | null): Buffer | null => (base64 === null ? null : Buffer.from(base64, 'base64'));

describe('batches written by Kafka', () => {
  it.each(golden)('reads the header of $id', (batch) => {
    const header = readBatchHeader(Buffer.from(batch.bytes, 'base64'));
    expect(header).toMatchObject({
      baseOffset: batch.base_offset,
      lastOffset: batch.last_offset,
      size: batch.size,
      leaderEpoch: batch.partition_leader_epoch,
      crc: batch.crc,
      compression: batch.compression,
      timestampType: batch.timestamp_type,
      transactional: batch.transactional,
      control: batch.control,
      maxTimestamp: Number(batch.max_timestamp),
      producerId: BigInt(batch.producer_id),
      producerEpoch: batch.producer_epoch,
      baseSequence: batch.base_sequence,
      count: batch.count,
    });
  });

  it.each(golden.filter((batch) => batch.compression === 'none'))('reads the records of $id', (batch) => {
    const reader = new RecordBatchReader(Buffer.from(batch.bytes, 'base64'));
    const records = reader.read(1000);
    expect(reader.isDone).toBe(true);
    expect(records.offsets).toEqual(batch.records.map((record) => record.offset));
    expect(records.timestamps).toEqual(batch.records.map((record) => Number(record.timestamp)));
    // Control records show their meaning in the fixture, not their bytes.
    if (batch.control) return;
    expect(records.keys).toEqual(batch.records.map((record) => bytes(record.key)));
    expect(records.values).toEqual(batch.records.map((record) => bytes(record.value)));
    const headers = records.headers ?? batch.records.map((): RecordHeader[] => []);
    expect(headers).toEqual(batch.records.map((record) => record.headers.map(([key, value]) => ({ key, value: bytes(value) }))));
  });

  it.each(golden.filter(isPlain))('writes the same bytes as $id', (batch) => {
    const columns: RecordColumns = {
      keys: batch.records.map((record) => bytes(record.key)),
      values: batch.records.map((record) => bytes(record.value)),
      timestamps: batch.records.map((record) => Number(record.timestamp)),
      headers: batch.records.map((record) => record.headers.map(([key, value]) => ({ key, value: bytes(value) }))),
    };
    const encoded = encodeRecordBatch([{ batch: columns, indexes: null }], { nowMs: 0, timestampType: batch.timestamp_type });
    setBaseOffset(encoded, batch.base_offset);
    encoded.writeInt32BE(batch.partition_leader_epoch, at.leaderEpoch);
    expect(encoded.toString('base64')).toBe(batch.bytes);
  });
});

function isPlain(batch: GoldenBatch): boolean {
  return batch.compression === 'none' && batch.producer_id === '-1' && batch.timestamp_type === 'CreateTime';
}

const someBytes = fc.option(fc.uint8Array({ maxLength: 200 }).map((value) => Buffer.from(value)));
const someRecord = fc.record({
  key: someBytes,
  value: someBytes,
  timestamp: fc.maxSafeInteger(),
  headers: fc.array(fc.record({ key: fc.string({ unit: 'grapheme' }), value: someBytes }), { maxLength: 3 }),
});

describe('a batch of any records', () => {
  it('comes back as it was written, however many are read at a time', () => {
    fc.assert(
      fc.property(fc.array(someRecord, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 7 }), (records, limit) => {
        // The distance between two timestamps has to be exact as well.
        const timestamps = records.map((record) => Math.trunc(record.timestamp / 2) + 0);
        const columns: RecordColumns = {
          keys: records.map((record) => record.key),
          values: records.map((record) => record.value),
          timestamps,
          headers: records.map((record) => record.headers),
        };
        const batch = encodeRecordBatch([{ batch: columns, indexes: null }], { nowMs: 5, timestampType: 'CreateTime' });
        setBaseOffset(batch, 2 ** 40);
        const reader = new RecordBatchReader(batch);
        expect(reader.header.maxTimestamp).toBe(Math.max(...timestamps));
        let read = 0;
        while (!reader.isDone) {
          const part = reader.read(limit);
          const to = read + part.offsets.length;
          expect(part.offsets).toEqual(records.slice(read, to).map((_, i) => 2 ** 40 + read + i));
          expect(part.timestamps).toEqual(timestamps.slice(read, to));
          expect(part.keys).toEqual(records.slice(read, to).map((record) => record.key));
          expect(part.values).toEqual(records.slice(read, to).map((record) => record.value));
          expect(part.headers ?? part.offsets.map(() => [])).toEqual(records.slice(read, to).map((record) => record.headers));
          read = to;
        }
        expect(read).toBe(records.length);
      }),
    );
  });

  it('is found out when a bit of it changed', () => {
    const batch = encodeRecordBatch([{ batch: text('a', 'b'), indexes: null }], { nowMs: 5, timestampType: 'CreateTime' });
    for (let i = at.attributes; i < batch.length; i++) {
      const damaged = Buffer.from(batch);
      damaged[i]! ^= 1;
      expect(() => new RecordBatchReader(damaged), `byte ${i}`).toThrow(CorruptBatchError);
    }
    expect(() => new RecordBatchReader(batch.subarray(0, 70))).toThrow('The batch says that it has');
    expect(() => new RecordBatchReader(Buffer.alloc(200))).toThrow('format version 0');
    expect(() => new RecordBatchReader(Buffer.alloc(3))).toThrow(CorruptBatchError);
  });

  it('says what it cannot read', () => {
    const zipped = golden.find((batch) => batch.compression === 'gzip')!;
    expect(() => new RecordBatchReader(Buffer.from(zipped.bytes, 'base64'))).toThrow('compressed with gzip');
  });
});

describe('a part of a batch', () => {
  it('is written when indexes choose its records', () => {
    const selections = [
      { batch: text('a', 'b', 'c'), indexes: Uint32Array.of(2, 0) },
      { batch: text('d'), indexes: null },
    ];
    const records = new RecordBatchReader(encodeRecordBatch(selections, { nowMs: 77, timestampType: 'CreateTime' })).read(10);
    expect(records.values.map(String)).toEqual(['c', 'a', 'd']);
    expect(records.offsets).toEqual([0, 1, 2]);
    expect(records.timestamps).toEqual([77, 77, 77]);
  });

  it('starts at an offset inside it', () => {
    const batch = encodeRecordBatch([{ batch: text('a', 'b', 'c', 'd'), indexes: null }], {
      nowMs: 1,
      timestampType: 'CreateTime',
    });
    expect(new RecordBatchReader(batch).read(10, 2).values.map(String)).toEqual(['c', 'd']);
  });

  it('carries the time of the broker when the topic says so', () => {
    const columns = { ...text('a'), timestamps: [3] };
    const batch = encodeRecordBatch([{ batch: columns, indexes: null }], { nowMs: 99, timestampType: 'LogAppendTime' });
    const reader = new RecordBatchReader(batch);
    expect(reader.header.timestampType).toBe('LogAppendTime');
    expect(reader.read(1).timestamps).toEqual([99]);
  });
});

describe('a compacted batch', () => {
  it('keeps offsets, place and times, and says when its deletions may go', () => {
    const columns = { ...text('b', 'd'), timestamps: [40, 20] };
    const batch = encodeCompactedBatch(columns, {
      baseOffset: 10,
      lastOffset: 14,
      offsets: [11, 13],
      deleteHorizon: 5000,
      timestampType: 'CreateTime',
    });
    const reader = new RecordBatchReader(batch);
    expect(reader.header).toMatchObject({ baseOffset: 10, lastOffset: 14, count: 2, deleteHorizon: 5000, maxTimestamp: 40 });
    expect(reader.read(5)).toMatchObject({ offsets: [11, 13], timestamps: [40, 20] });
  });
});

function text(...values: string[]): RecordColumns {
  return { keys: null, values: values.map((value) => Buffer.from(value)), timestamps: null, headers: null };
}
