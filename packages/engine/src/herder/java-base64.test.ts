import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJavaBase64 } from './java-base64.ts';

describe('base64 as Java reads it', () => {
  it.each([
    ['A', 'Input byte[] should at least have 2 bytes for base64 bytes'],
    ['AAAAA', 'Last unit does not have enough valid bits'],
    ['AA=', 'Input byte array has wrong 4-byte ending unit'],
    ['AAAA=', 'Input byte array has wrong 4-byte ending unit'],
    ['AA==A', 'Input byte array has incorrect ending byte at 4'],
    ['AA A', 'Illegal base64 character 20'],
    ['AA_A', 'Illegal base64 character 5f'],
    ['AAé=', 'Illegal base64 character -17'],
    ['AA🙂', 'Illegal base64 character 3f'],
  ])('refuses %j', (text, message) => {
    expect(() => decodeJavaBase64(text)).toThrow(new RangeError(message));
  });

  it('reads what was written, with and without padding', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        expect(Buffer.from(decodeJavaBase64(text))).toEqual(Buffer.from(bytes));
        expect(Buffer.from(decodeJavaBase64(text.replace(/=+$/, '')))).toEqual(Buffer.from(bytes));
      }),
    );
  });
});
