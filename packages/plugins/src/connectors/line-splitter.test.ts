import { describe, expect, it } from 'vitest';
import { splitLines, type Lines } from './line-splitter.ts';

function split(bytes: string | Buffer): Lines {
  const buffer = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  return splitLines(buffer, 0, buffer.length);
}

describe('splitLines', () => {
  it('takes LF, CR LF and a lone CR for line ends', () => {
    expect(split('a\nb\r\nc\rd\n')).toEqual({ text: ['a', 'b', 'c', 'd'], ends: [2, 5, 7, 9], rest: 9 });
  });

  it('makes empty lines of line ends in a row', () => {
    expect(split('\n\r\n\r\r\n\n').text).toEqual(['', '', '', '', '']);
  });

  it('keeps a line without an end for later', () => {
    expect(split('a\nbc')).toEqual({ text: ['a'], ends: [2], rest: 2 });
    expect(split('abc')).toEqual({ text: [], ends: [], rest: 0 });
  });

  it('waits for what follows a CR at the very end', () => {
    expect(split('a\nb\r')).toEqual({ text: ['a'], ends: [2], rest: 2 });
    expect(split('\r')).toEqual({ text: [], ends: [], rest: 0 });
    expect(split('a\r\r')).toEqual({ text: ['a'], ends: [2], rest: 2 });
  });

  it('counts bytes where the text is not ASCII', () => {
    expect(split('é\n😀\r\nü\r!')).toEqual({ text: ['é', '😀', 'ü'], ends: [3, 9, 12], rest: 12 });
  });

  it('replaces what is not UTF-8 and goes on counting bytes', () => {
    const bytes = Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from('\nok\n'), Buffer.of(0xed, 0xa0, 0x80), Buffer.from('\n')]);
    expect(split(bytes)).toEqual({ text: ['\ufffd\ufffd', 'ok', '\ufffd'], ends: [3, 6, 10], rest: 10 });
  });

  it('keeps a byte order mark', () => {
    expect(split('\ufeffa\n').text).toEqual(['\ufeffa']);
  });

  it('looks at the given stretch only', () => {
    expect(splitLines(Buffer.from('a\nb\nc\n'), 2, 4)).toEqual({ text: ['b'], ends: [4], rest: 4 });
  });
});
