import { PackedBytes } from '@millrace/connector-api';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeJavaUtf8 } from './java-utf8.ts';
import { LineEncoder } from './line-encoder.ts';

describe('a line encoder', () => {
  it('gives the bytes of all lines, again and again', () => {
    const encoder = new LineEncoder();
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\ud800', '\udc00', 'x'.repeat(70_000), '€'.repeat(400_000)),
    );
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 5 }), (lines) => {
        encoder.begin();
        for (const line of lines) encoder.add(line);
        expect(encoder.bytes().equals(Buffer.concat(lines.map((line) => encodeJavaUtf8(`${line}\n`))))).toBe(true);
      }),
    );
  });

  it('gives the same for texts that are UTF-8 already, wherever they lie', () => {
    const someText = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(fc.array(someText, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 8 }), someText, (texts, picks, first) => {
        const packed = PackedBytes.of(texts.map((text) => Buffer.from(text)));
        const picked = texts.length === 0 ? [] : picks.map((pick) => pick % texts.length);
        const encoder = new LineEncoder();
        encoder.begin();
        encoder.add(first);
        encoder.addAll(packed);
        encoder.addAll(packed.pick(picked));
        const wanted = [first, ...texts, ...picked.map((pick) => texts[pick])].map((text) => `${text}\n`).join('');
        expect(encoder.bytes().toString()).toBe(wanted);
      }),
    );
  });

  it('takes texts that lie over each other', () => {
    const overlapping = new PackedBytes(Buffer.from('abcdef'), Int32Array.of(0, 4, 2), Int32Array.of(6, 1, 0));
    const encoder = new LineEncoder();
    encoder.begin();
    encoder.addAll(overlapping);
    expect(encoder.bytes().toString()).toBe('abcdef\ne\n\n');
  });
});
