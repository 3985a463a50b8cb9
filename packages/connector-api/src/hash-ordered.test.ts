import { describe, expect, it } from 'vitest';
import { copiedCapacity, hashOrdered, requestedCapacity } from './hash-ordered.ts';
import { hashCode, stringHashCode } from './java-hash.ts';
import type { SchemaType } from './schema.ts';

function ordered(keys: readonly unknown[], type?: SchemaType): unknown[] {
  return [...hashOrdered(new Map(keys.map((key) => [key, null])), type).keys()];
}

describe('hashOrdered', () => {
  it.each([
    ['one two three four five six', 'six four one two three five'],
    ['id name price ok n', 'price name id ok n'],
    ['line text', 'line text'],
    ['timestamp value key', 'value key timestamp'],
  ])('puts %s in the order of a HashMap', (keys, expected) => {
    expect(ordered(keys.split(' '))).toEqual(expected.split(' '));
  });

  it('grows its table as a HashMap does when a bucket gets crowded', () => {
    const multiplesOf16 = Array.from({ length: 9 }, (_, i) => 16 * (9 - i));
    expect(ordered(multiplesOf16, 'INT32')).toEqual([128, 96, 64, 32, 144, 112, 80, 48, 16]);
  });

  it('begins with the table that a copy of a map begins with', () => {
    expect([0, 1, 2, 3, 5, 6, 12].map(copiedCapacity)).toEqual([16, 2, 4, 8, 8, 16, 32]);
    expect([0, 1, 3, 4, 9].map(requestedCapacity)).toEqual([1, 1, 4, 4, 16]);
    const keys = new Map([5, 2, 9].map((key) => [key, null]));
    expect([...hashOrdered(keys, 'INT32', 4).keys()]).toEqual([5, 9, 2]);
    expect([...hashOrdered(keys, 'INT32', 8).keys()]).toEqual([9, 2, 5]);
  });

  it('hashes negative numbers by what they stand for', () => {
    expect(ordered([5, 6, -7], 'INT32')).toEqual([5, 6, -7]);
    expect(ordered([5, 7, -7], 'INT64')).toEqual([5, -7, 7]);
    expect(ordered([true, null])).toEqual([null, true]);
  });
});

describe('hashCode', () => {
  it('is that of Java', () => {
    expect(stringHashCode('hello')).toBe(99162322);
    expect(stringHashCode('polygenelubricants')).toBe(-2147483648);
    expect(hashCode(1.5)).toBe(1073217536);
    expect(hashCode(1.5, 'FLOAT32')).toBe(1069547520);
    expect(hashCode(9007199254740993n)).toBe(2097153);
    expect(hashCode(['a', 1n])).toBe(3969);
    expect(hashCode(-5n)).toBe(4);
    expect(hashCode(-5, 'INT32')).toBe(-5);
    expect(hashCode(new Map([['a', 'b']]))).toBe(3);
  });
});
