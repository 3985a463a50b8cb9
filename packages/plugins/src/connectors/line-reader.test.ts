import { describe, expect, it } from 'vitest';
import { LineReader } from './line-reader.ts';

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
});
