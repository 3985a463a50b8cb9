import * as fc from 'fast-check';
import { Float64 } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { canonicalJson, parseJson, stringifyJson } from './json.ts';
import type { Json } from './json.ts';

describe('exact JSON', () => {
  it.each([
    '{"position":9007199254740993}',
    '{"a":-9223372036854775808,"b":18446744073709551616}',
    '[1,1.0,-0.0,0.5,1.0E10,1.0E-5]',
    '{"__proto__":1,"constructor":{"toString":null}}',
    '"tab\\t quote\\" back\\\\u001f \\u001F"',
    '[]',
    '{}',
    'true',
  ])('writes %s as it was read', (text) => {
    expect(stringifyJson(parseJson(text))).toBe(text);
  });

  it('tells integers from doubles', () => {
    expect(parseJson('[9007199254740991,9007199254740992,1.5,2.0,1e2,-0]')).toEqual([
      9007199254740991,
      9007199254740992n,
      1.5,
      new Float64(2),
      new Float64(100),
      0,
    ]);
  });

  it('makes members of any name ordinary ones', () => {
    const value = parseJson('{"__proto__":{"polluted":true}}') as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('takes the last of members with the same name', () => {
    expect(parseJson('{"a":1,"a":2}')).toEqual({ a: 2 });
  });

  it.each(['', '{', '{"a":}', '[1,]', '01', 'nul', '{"a":1}x', '['.repeat(100_000)])('refuses %.20j', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  it('gives back any JSON value', () => {
    const leaf = fc.oneof(fc.constant(null), fc.boolean(), fc.string({ unit: 'binary' }), fc.maxSafeInteger(), fc.bigInt());
    const { value: anyJson } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('value')), fc.dictionary(fc.string(), tie('value'))),
    }));
    fc.assert(
      fc.property(anyJson, (value) => {
        const text = stringifyJson(value as Json);
        expect(stringifyJson(parseJson(text))).toBe(text);
        expect(canonicalJson(parseJson(text))).toBe(canonicalJson(value as Json));
      }),
    );
  });

  it('has one canonical text for members in any order', () => {
    expect(canonicalJson(parseJson('{"b":[{"d":1,"c":2}],"a":1}'))).toBe(canonicalJson(parseJson('{"a":1,"b":[{"c":2,"d":1}]}')));
    expect(canonicalJson(parseJson('[1]'))).not.toBe(canonicalJson(parseJson('[1.0]')));
  });
});
