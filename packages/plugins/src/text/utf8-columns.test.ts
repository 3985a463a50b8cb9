import { isUtf8 } from 'node:buffer';
import { PackedBytes } from '@millrace/connector-api';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUtf8Column } from './utf8-columns.ts';

const someBytes = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
  fc.string().map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 6 }),
);

describe('a column of bytes', () => {
  it('is of UTF-8 if each value is, whatever lies between them', () => {
    fc.assert(
      fc.property(fc.array(someBytes, { maxLength: 8 }), fc.integer({ min: 0, max: 5 }), fc.nat(7), (values, gap, offset) => {
        const size = values.reduce((sum, { length }) => sum + length + gap, 0);
        const memory = new Uint8Array(offset + size).fill(0xff).subarray(offset);
        const starts = new Int32Array(values.length);
        let position = 0;
        for (const [index, value] of values.entries()) {
          starts[index] = position;
          memory.set(value, position);
          position += value.length + gap;
        }
        const column = new PackedBytes(
          memory,
          starts,
          Int32Array.from(values, ({ length }) => length),
        );
        expect(isUtf8Column(column)).toBe(values.every((value) => isUtf8(value)));
      }),
    );
  });

  it('is not of UTF-8 with a null in it', () => {
    expect(isUtf8Column(PackedBytes.of([Buffer.from('a'), null]))).toBe(false);
    expect(isUtf8Column(PackedBytes.of([]))).toBe(true);
  });
});
