import { DataError, Float64 } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { parseSourceJson, partitionKey, sourceJson } from './source-json.ts';

describe('source partitions and offsets as JSON', () => {
  it('keeps 64-bit integers, whole doubles and every kind of key', () => {
    const offset = Object.fromEntries([
      ['position', 9007199254740993n],
      ['ratio', new Float64(1)],
      ['__proto__', true],
      ['none', null],
    ]);
    const text = sourceJson(offset);
    expect(text).toBe('{"position":9007199254740993,"ratio":1.0,"__proto__":true,"none":null}');
    expect(Object.entries(parseSourceJson(text) ?? {})).toEqual(Object.entries(offset));
  });

  it('knows a partition whatever the order of its members', () => {
    expect(partitionKey({ a: 1, b: 2 })).toBe(partitionKey({ b: 2, a: 1 }));
    expect(partitionKey({ a: 1 })).not.toBe(partitionKey({ a: '1' }));
    expect(sourceJson({ b: 2, a: 1 })).toBe('{"b":2,"a":1}');
  });

  it('writes bytes as base64 and what is missing as null', () => {
    expect(sourceJson({ id: new Uint8Array([1, 2]), gone: undefined })).toBe('{"id":"AQI=","gone":null}');
  });

  it.each([
    [{ list: [1] }, 'Offsets may only contain primitive types as values, but field list contains ARRAY'],
    [{ map: { a: 1 } }, 'Offsets may only contain primitive types as values, but field map contains MAP'],
    [{ when: new Date(0) }, 'Offsets may only contain primitive types as values, but field when contains Date'],
  ])('refuses %j', (offset, message) => {
    expect(() => sourceJson(offset)).toThrow(new DataError(message));
  });
});
