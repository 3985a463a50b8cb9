import { describe, expect, test } from 'vitest';
import { parseExactJson, writeExactJson } from './exact-json.ts';

describe('JSON to the last digit', () => {
  test.each([
    ['9007199254740993', 9007199254740993n],
    ['-9223372036854775808', -9223372036854775808n],
    ['{"offset":{"position":9223372036854775807,"n":1}}', { offset: { position: 9223372036854775807n, n: 1 } }],
    ['[9007199254740991,9007199254740992]', [9007199254740991, 9007199254740992n]],
    ['["9007199254740993","a\\"9007199254740993"]', ['9007199254740993', 'a"9007199254740993']],
    ['{"9007199254740993":"\\\\","b":9007199254740993}', { '9007199254740993': '\\', b: 9007199254740993n }],
    ['[1.50000000000000000000,1e20,12345678901234567890e-1,-0.12500000000000000]', [1.5, 1e20, 1234567890123456800, -0.125]],
    [
      '{"__proto__":9007199254740993}',
      JSON.parse('{"__proto__":"x"}', (_, value: unknown) => (value === 'x' ? 9007199254740993n : value)),
    ],
    ['"plain"', 'plain'],
    ['null', null],
  ])('reads %s', (text, value) => {
    expect(parseExactJson(text)).toEqual(value);
  });

  test.each([
    '{"a":9007199254740993',
    '[9007199254740993,]',
    '00009007199254740993',
    '{9007199254740993:1}',
    '',
    '9007199254740993 1',
  ])('refuses %s', (text) => {
    expect(() => parseExactJson(text)).toThrow(SyntaxError);
  });

  test('reads a long text of many integers and quotes quickly', () => {
    const offsets = Array.from({ length: 20_000 }, (_, n) => ({
      partition: { p: `"${n}\\` },
      offset: { n: 9007199254740993n + BigInt(n) },
    }));
    const text = writeExactJson({ offsets });
    expect(parseExactJson(text)).toEqual({ offsets });
  });

  test.each([
    [
      { position: 9007199254740993n, small: 1n, text: '1n', list: [-5n] },
      '{"position":9007199254740993,"small":1,"text":"1n","list":[-5]}',
    ],
    [{ a: 1, b: undefined, c: null }, '{"a":1,"c":null}'],
    ['9007199254740993', '"9007199254740993"'],
  ])('writes %o', (value, text) => {
    expect(writeExactJson(value)).toBe(text);
  });
});
