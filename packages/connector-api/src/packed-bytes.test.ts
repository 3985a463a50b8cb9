import { describe, expect, it } from 'vitest';
import { PackedBytes } from './packed-bytes.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('packed bytes', () => {
  it('gives the byte strings that went in, nulls and empty ones told apart', () => {
    const values = [bytes(1, 2), null, bytes(), bytes(3)];
    const packed = PackedBytes.of(values);
    expect(packed.length).toBe(4);
    expect(packed.toArray()).toEqual(values);
    expect(packed.at(4)).toBeNull();
  });

  it('picks some, in any order and more than once', () => {
    const packed = PackedBytes.of([bytes(1), null, bytes(2, 3)]);
    expect(packed.pick([2, 0, 1, 2]).toArray()).toEqual([bytes(2, 3), bytes(1), null, bytes(2, 3)]);
  });
});
