import { PackedBytes } from '@millrace/connector-api';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatPacked, countOf, packedNulls, withPackedValues } from './packed-columns.ts';
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

  it('are written to the very bytes that their values are written to', () => {
    fc.assert(
      fc.property(
        someValues,
        fc.nat(3),
        fc.boolean(),
        fc.array(someTime, { minLength: 40, maxLength: 40 }),
        (all, from, isLog, times) => {
          const packedValues = pickFrom(all, from);
          const rest = { keys: null, headers: null };
          const options = {
            indexes: null,
            nowMs: 5,
            timestampType: isLog ? ('LogAppendTime' as const) : ('CreateTime' as const),
          };
          for (const timestamps of [null, times.slice(0, packedValues.length)]) {
            const columns = { ...rest, timestamps, values: packedValues.toArray() };
            const encoded = encodeRecordBatch({ ...columns, packedValues }, options);
            expect(encoded).toEqual(encodeRecordBatch(columns, options));
            expect(new RecordBatchReader(encoded).read(100).values).toEqual(columns.values);
          }
        },
      ),
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
