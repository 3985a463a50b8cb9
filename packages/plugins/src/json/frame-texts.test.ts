import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newMemory, packTexts, unpackTexts } from '../text/pack-texts.ts';
import { frameTexts } from './frame-texts.ts';
import { jsonString } from './json-string.ts';

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('é', '€', '😀', '"', '\\', '\n', '\0', ''),
);

describe('framed texts', () => {
  it('are JSON strings between what stands before and after', () => {
    fc.assert(
      fc.property(
        fc.array(anyText, { maxLength: 10 }),
        fc.constantFrom('', '{"payload":', `{${'x'.repeat(40)}`),
        (texts, before) => {
          expect(unpackTexts(frameTexts(packTexts(texts), { before, after: '}' }, newMemory))).toEqual(
            texts.map((text) => `${before}${jsonString(text)}}`),
          );
        },
      ),
    );
  });
});
