import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Float64 } from './data.ts';
import { doubleToString, floatToString, javaToString } from './java-text.ts';
import { parseDouble } from './java-number.ts';
import { SchemaBuilder } from './schema-builder.ts';
import { schemas } from './schemas.ts';

describe('doubleToString', () => {
  it.each([
    [4.9e-324, '4.9E-324'],
    [2e-323, '2.0E-323'],
    [1e23, '1.0E23'],
    [0.001, '0.001'],
    [0.0009999, '9.999E-4'],
    [9999999, '9999999.0'],
    [1e7, '1.0E7'],
    [-123456.789, '-123456.789'],
    [-0, '-0.0'],
    [Number.NaN, 'NaN'],
    [-Infinity, '-Infinity'],
  ])('prints %s as %s', (value, text) => {
    expect(doubleToString(value)).toBe(text);
  });

  it('prints what is read back as the same double', () => {
    fc.assert(fc.property(fc.double(), (value) => Object.is(parseDouble(doubleToString(value)), value)));
  });
});

describe('floatToString', () => {
  it.each([
    [0.1, '0.1'],
    [1.4e-45, '1.4E-45'],
    [3.4028235e38, '3.4028235E38'],
    [16777216, '1.6777216E7'],
    [33333.332, '33333.332'],
  ])('prints %s as %s', (value, text) => {
    expect(floatToString(value)).toBe(text);
  });

  it('prints what is read back as the same float', () => {
    fc.assert(fc.property(fc.float(), (value) => Object.is(Math.fround(Number(floatToString(value))), value)));
  });
});

describe('javaToString', () => {
  it('keeps whole doubles apart from integers', () => {
    expect(javaToString([1, Float64.of(1), 1n, 1.5])).toBe('[1, 1.0, 1, 1.5]');
    expect(javaToString(1, schemas.FLOAT64)).toBe('1.0');
    expect(javaToString([0.1], SchemaBuilder.array(schemas.FLOAT32).build())).toBe('[0.1]');
    expect(javaToString(1e300)).toBe('1.0E300');
  });

  it('prints maps and plain objects alike', () => {
    expect(javaToString(new Map<unknown, unknown>([['a', { b: [null, undefined] }]]))).toBe('{a={b=[null, null]}}');
  });

  it('prints the same bytes alike', () => {
    expect(javaToString(Uint8Array.of(1, 255))).toMatch(/^\[B@[0-9a-f]+$/);
    expect(javaToString(Uint8Array.of(1, 255))).toBe(javaToString(Buffer.from([1, 255])));
  });

  it.each([
    ['2022-01-08T00:00:00Z', 'Sat Jan 08 00:00:00 UTC 2022'],
    ['1582-10-15T00:00:00Z', 'Fri Oct 15 00:00:00 UTC 1582'],
    ['1582-10-14T23:59:59.999Z', 'Thu Oct 04 23:59:59 UTC 1582'],
    ['0000-12-29T23:59:59.999Z', 'Fri Dec 31 23:59:59 UTC 1'],
    ['+275760-09-13T00:00:00Z', 'Sat Sep 13 00:00:00 UTC 275760'],
  ])('prints the date %s as %s', (iso, text) => {
    expect(javaToString(new Date(iso))).toBe(text);
  });

  it('does not print a Date that holds no time', () => {
    expect(() => javaToString(new Date(Number.NaN))).toThrow(RangeError);
  });
});
