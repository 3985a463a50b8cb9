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
});
