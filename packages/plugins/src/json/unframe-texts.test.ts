import { PackedBytes } from '@millrace/connector-api';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpackTexts } from '../text/pack-texts.ts';
import { unframeTexts } from './unframe-texts.ts';

const [before, after] = [Buffer.from('{"a":"'), Buffer.from('"}')];

function unframed(documents: readonly (string | Uint8Array)[]): (string | null)[] | null {
  const column = PackedBytes.of(documents.map((each) => Buffer.from(each as string)));
  const texts = unframeTexts(column, before, after);
  return texts === null ? null : unpackTexts(texts);
}

describe('texts of JSON documents', () => {
  it('are what stands in the strings, where nothing is escaped', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 6 }), (texts) => {
        const plain = texts.map((text) => text.toWellFormed().replaceAll(/["\\\p{Cc}]/gu, ''));
        expect(unframed(plain.map((text) => `{"a":${JSON.stringify(text)}}`))).toEqual(plain);
      }),
    );
  });

  it.each([
    ['an escaped quote', '{"a":"x\\"y"}'],
    ['an escaped letter', '{"a":"\\u0041"}'],
    ['a raw control character', '{"a":"\u0001"}'],
    ['another document', '{"b":"x"}'],
    ['more behind it', '{"a":"x"} '],
    ['another string behind it', '{"a":"x","b":"y"}'],
    ['less than its frame', '{"a":"}'],
    ['nothing', ''],
    ['bytes that are no text', Buffer.from([...Buffer.from('{"a":"'), 0xff, ...Buffer.from('"}')])],
  ])('are not told where there is %s', (_, document) => {
    expect(unframed(['{"a":"x"}', document])).toBe(null);
  });

  it('are not told of nulls', () => {
    expect(unframeTexts(PackedBytes.of([null]), before, after)).toBe(null);
  });
});
