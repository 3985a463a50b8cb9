import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJavaUtf8, encodeJavaUtf8 } from './java-utf8.ts';
import { newMemory, packTexts, unpackTexts } from './pack-texts.ts';

const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('\ud800', '\udc00x', 'é', '😀'));

describe('packed texts', () => {
  it('are the bytes of each text by itself, surrogates without a partner included', () => {
    fc.assert(
      fc.property(fc.array(fc.option(anyText), { maxLength: 20 }), (texts) => {
        const packed = packTexts(texts);
        expect(packed.toArray()).toEqual(texts.map((text) => (text === null ? null : encodeJavaUtf8(text))));
      }),
    );
  });

  it('have what stands before and after each of them', () => {
    fc.assert(
      fc.property(fc.array(fc.option(anyText), { maxLength: 20 }), (texts) => {
        const framed = texts.map((text) =>
          text === null ? null : Buffer.concat([encodeJavaUtf8(`é(`), encodeJavaUtf8(text), encodeJavaUtf8(')')]),
        );
        expect(packTexts(texts, newMemory, { before: 'é(', after: ')' }).toArray()).toEqual(framed);
      }),
    );
  });

  it('are read as each would be by itself, malformed bytes included', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.uint8Array({ maxLength: 12 })), { maxLength: 10 }), (values) => {
        const packed = packTexts(values.map((bytes) => (bytes === null ? null : Buffer.from(bytes).toString('latin1'))));
        expect(unpackTexts(packed)).toEqual(packed.toArray().map((bytes) => (bytes === null ? null : decodeJavaUtf8(bytes))));
      }),
    );
    expect(unpackTexts(packTexts(['a', null, '']))).toEqual(['a', null, '']);
  });
});
