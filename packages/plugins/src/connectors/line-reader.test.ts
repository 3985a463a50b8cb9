import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpackTexts } from '../text/pack-texts.ts';
import { LineReader, type TakenLines } from './line-reader.ts';

/** Hands bytes to a reader in pieces of a size and collects the lines with their positions. */
function readInPieces(bytes: Buffer, size: number, position = 0): { lines: [string, number][]; readPosition: number } {
  const reader = new LineReader(position);
  const lines: [string, number][] = [];
  for (let at = 0; at < bytes.length;) {
    const taken = bytes.copy(reader.space(), 0, at, at + size);
    reader.filled(taken);
    at += taken;
    while (reader.hasLines) lines.push(...reader.take(3, (line, end): [string, number] => [line, end]));
  }
  return { lines, readPosition: reader.readPosition };
}

/** Line ends, text of each length in UTF-8, and bytes that are no text. */
const somePiece = fc
  .oneof(fc.constantFrom('\n', '\r', '\r\n', 'a', 'bc', 'é', '€', '😀'), fc.uint8Array({ maxLength: 3 }))
  .map((piece) => Buffer.from(piece as string));

describe('LineReader', () => {
  const text = Buffer.from('eins\nzwei €\r\n\r\ndrei 😀\rvier\n\nfünf\r\n');
  const expected = [
    ['eins', 5],
    ['zwei €', 15],
    ['', 17],
    ['drei 😀', 27],
    ['vier', 32],
    ['', 33],
    ['fünf', 40],
  ];

  it.each([1, 2, 3, 4, 5, 7, 11, 100])('reads the same lines from pieces of %i bytes', (size) => {
    expect(readInPieces(text, size).lines).toEqual(expected);
  });

  it('counts from the position that it is given', () => {
    expect(readInPieces(Buffer.from('a\nb\n'), 3, 1000)).toEqual({
      lines: [
        ['a', 1002],
        ['b', 1004],
      ],
      readPosition: 1004,
    });
  });

  it('grows for a line that is longer than its buffer', () => {
    const long = 'x'.repeat(3_000_000);
    expect(readInPieces(Buffer.from(`a\n${long}\nb\n`), 65_536).lines).toEqual([
      ['a', 2],
      [long, 3_000_003],
      ['b', 3_000_005],
    ]);
  });

  it('gives no more lines at a time than it is asked for', () => {
    const reader = new LineReader(0);
    reader.filled(Buffer.from('1\n2\n3\n').copy(reader.space()));
    expect(reader.take(2, (line) => line)).toEqual(['1', '2']);
    expect(reader.hasLines).toBe(true);
    expect(reader.take(2, (line) => line)).toEqual(['3']);
    expect(reader.hasLines).toBe(false);
  });

  it('gives the same lines packed, in memory that the next bytes leave alone until it is released', () => {
    fc.assert(
      fc.property(fc.array(somePiece, { maxLength: 30 }), fc.integer({ min: 1, max: 9 }), fc.boolean(), (pieces, max, keeps) => {
        const bytes = Buffer.concat(pieces);
        const reader = new LineReader(7);
        const taken: { lines: TakenLines; expected: string[] }[] = [];
        const found: [string, number][] = [];
        for (let at = 0; at < bytes.length;) {
          const count = bytes.copy(reader.space(), 0, at, at + 11);
          reader.filled(count);
          at += count;
          while (reader.hasLines) {
            const lines = reader.takePacked(max);
            const texts = unpackTexts(lines.text) as string[];
            texts.forEach((text, line) => found.push([text, lines.position(line)]));
            if (keeps) taken.push({ lines, expected: texts });
            else lines.release();
          }
        }
        for (const { lines, expected } of taken) expect(unpackTexts(lines.text)).toEqual(expected);
        expect(found).toEqual(readInPieces(bytes, 13, 7).lines);
      }),
    );
  });

  it('reads into memory again that was released', () => {
    const reader = new LineReader(0);
    const line = Buffer.from(`${'x'.repeat(1000)}\n`);
    const memory = new Set<ArrayBufferLike>();
    const waiting: TakenLines[] = [];
    for (let n = 0; n < 200; n++) {
      const space = reader.space();
      memory.add(space.buffer);
      reader.filled(line.copy(space));
      waiting.push(reader.takePacked(10));
      if (waiting.length > 3) waiting.shift()!.release();
    }
    expect(memory.size).toBeLessThan(8);
  });
});
