import { Float64 } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { exactValue, JsonNumber, readJson, writeExactJson } from './json-text.ts';

describe('reading JSON', () => {
  it('keeps numbers as they were written', () => {
    expect(readJson('[1.0, 1e3, 9007199254740993]')).toEqual(
      ['1.0', '1e3', '9007199254740993'].map((text) => new JsonNumber(text)),
    );
  });

  it('takes the last of equal keys', () => {
    expect(readJson('{"a":"1","b":"2","a":"3"}')).toEqual({ a: '3', b: '2' });
  });

  it('keeps __proto__ as an ordinary key', () => {
    const json = readJson('{"__proto__":{"x":"1"},"constructor":"2"}') as object;
    expect(Object.entries(json)).toEqual([
      ['__proto__', { x: '1' }],
      ['constructor', '2'],
    ]);
    expect(Object.getPrototypeOf(json)).toBe(Object.prototype);
  });

  it.each([
    ['{"a":', 'Malformed JSON at line 1, column 6: '],
    ['{\n"a" 1}', 'Malformed JSON at line 2, column 5: '],
    ['', 'Malformed JSON at line 1, column 1: '],
    ['{} x', 'Malformed JSON at line 1, column 4: '],
    ['[01]', 'Malformed JSON at line 1, column 3: '],
    ['"\\u12g4"', 'Malformed JSON at line 1, column 2: '],
    ['nul', 'Malformed JSON at line 1, column 1: '],
  ])('says what is wrong with %j, and where', (text, message) => {
    expect(() => readJson(text)).toThrow(message);
  });

  it('refuses to nest too deeply, without overflowing', () => {
    expect(() => readJson('['.repeat(100_000))).toThrow('nests deeper than 1000 levels');
    expect(readJson(`${'['.repeat(1000)}${']'.repeat(1000)}`)).toBeInstanceOf(Array);
    expect(readJson(JSON.stringify('['.repeat(5000)))).toHaveLength(5000);
  });

  it('refuses numbers without end', () => {
    expect(() => readJson('9'.repeat(1001))).toThrow('a number of 1001 characters');
  });
});

describe('exact values', () => {
  const round = (text: string) => writeExactJson(exactValue(readJson(text)));

  it.each([
    '{"a":9223372036854775807}',
    '{"a":-9223372036854775808}',
    '[1,1.0,0.5,-0.0]',
    '{"__proto__":{"n":9007199254740993}}',
    'null',
  ])('go out as %s came in', (text) => expect(round(text)).toBe(text));

  it('are numbers where these are exact, else bigint; whole doubles stay doubles', () => {
    expect(exactValue(readJson('[1, 9007199254740991, 9007199254740992, -0, 2.5]'))).toEqual([
      1,
      9007199254740991,
      9007199254740992n,
      0,
      2.5,
    ]);
    expect((exactValue(readJson('[1.0]')) as unknown[])[0]).toBeInstanceOf(Float64);
  });

  it('cannot be infinite', () => {
    expect(() => exactValue(readJson('1e999'))).toThrow('does not fit 64 bits');
  });
});
