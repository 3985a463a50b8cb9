import { PackedBytes } from '@millrace/connector-api';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatPacked, countOf, joinPacked, packedNulls, withPackedValues } from './packed-columns.ts';
import { RecordBatchReader } from './record-batch-decoder.ts';
import { encodeRecordBatch } from './record-batch-encoder.ts';

const someBytes = fc.option(fc.uint8Array({ maxLength: 200 }).map((value) => Buffer.from(value)));
const someValues = fc.array(someBytes, { maxLength: 40 });
const someTime = fc.option(fc.integer({ min: 0, max: 2 ** 31 - 1 }));

describe('packed columns', () => {
  it('stand behind each other as their values would, whatever lies between these', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(someValues, fc.nat(5)), { minLength: 1, maxLength: 4 }), (columns) => {
        const packed = columns.map(([values, from]) => pickFrom(values, from));
        expect(concatPacked(packed).toArray()).toEqual(packed.flatMap((column) => column.toArray()));
      }),
    );
    expect(packedNulls(2).toArray()).toEqual([null, null]);
  });

  it('stay where they are when they are joined and lie in one piece of memory', () => {
    fc.assert(
      fc.property(fc.array(someValues, { minLength: 1, maxLength: 4 }), fc.boolean(), (lists, isOnePiece) => {
        const single = lists.map((values) => PackedBytes.of(values));
        const memory = Buffer.concat(single.map(({ bytes }) => bytes));
        let end = 0;
        const columns = single.map(({ bytes, starts, lengths }) => {
          const from = end;
          end += bytes.length;
          return new PackedBytes(isOnePiece ? memory.subarray(from, end) : bytes, starts, lengths);
        });
        const joined = joinPacked(columns.toReversed());
        expect(joined.toArray().map((value) => value && Buffer.from(value))).toEqual(
          lists.toReversed().flatMap((values) => values.map((value) => value && Buffer.from(value))),
        );
        if (isOnePiece) expect(joined.bytes.buffer).toBe(memory.buffer);
      }),
    );
  });

  it('are written to the very bytes that their values are written to, in several pieces too', () => {
    const somePiece = fc.record({
      values: someValues,
      from: fc.nat(3),
      picks: fc.option(fc.array(fc.nat(), { maxLength: 5 })),
      times: fc.option(fc.array(someTime, { minLength: 40, maxLength: 40 })),
    });
    fc.assert(
      fc.property(fc.array(somePiece, { minLength: 1, maxLength: 4 }), fc.boolean(), (pieces, isLog) => {
        const options = { nowMs: 5, timestampType: isLog ? ('LogAppendTime' as const) : ('CreateTime' as const) };
        const packed = pieces.map(({ values, from, picks, times }) => {
          const packedValues = pickFrom(values, from);
          const count = packedValues.length;
          const indexes = picks === null || count === 0 ? null : Uint32Array.from(picks, (pick) => pick % count);
          const timestamps = times === null ? null : times.slice(0, count);
          return { batch: { keys: null, headers: null, timestamps, values: packedValues.toArray(), packedValues }, indexes };
        });
        const single = packed.map(({ batch: { keys, headers, timestamps, values }, indexes }) => ({
          batch: { keys, headers, timestamps, values },
          indexes,
        }));
        const encoded = encodeRecordBatch(packed, options);
        expect(encoded).toEqual(encodeRecordBatch(single, options));
        const wanted = single.flatMap(({ batch: { values }, indexes }) =>
          indexes === null ? values : Array.from(indexes, (i) => values[i]!),
        );
        expect(new RecordBatchReader(encoded).read(1000).values).toEqual(wanted);
      }),
    );
  });

  it('make their values when somebody asks for them, once', () => {
    const packedValues = PackedBytes.of([Buffer.from('a'), null]);
    const batch = withPackedValues({ topic: 't', partition: null, keys: null, timestamps: null, headers: null }, packedValues);
    expect(countOf(batch)).toBe(2);
    expect(batch.values).toEqual([new Uint8Array([97]), null]);
    expect(batch.values).toBe(batch.values);
  });
});

/** The values from one on; the memory holds the ones before as well. */
function pickFrom(values: readonly (Uint8Array | null)[], from: number): PackedBytes {
  const { bytes, starts, lengths } = PackedBytes.of(values);
  return new PackedBytes(Buffer.from(bytes), starts.subarray(from), lengths.subarray(from));
}
