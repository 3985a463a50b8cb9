import { isAscii, isUtf8 } from 'node:buffer';
import { PackedBytes } from '@millrace/connector-api';
import { decodeJavaUtf8 } from '../text/java-utf8.ts';
import { packTexts, unpackTexts } from '../text/pack-texts.ts';

const LF = 10;
const CR = 13;

/** Lines cut out of a stretch of bytes. */
export interface Lines {
  /** The lines without their ends. */
  readonly text: string[];
  /** For each line the index of the byte after its end. */
  readonly ends: number[];
  /** Index of the first byte that belongs to no line yet: what follows is a line that is not complete. */
  readonly rest: number;
}

/** The index of the first byte that belongs to no line of `buffer[start, end)` yet, `start` if there is no line. */
export function endOfLines(buffer: Buffer, start: number, end: number): number {
  return lastLineEnd(buffer, start, end);
}

/** Lines as UTF-8. */
export interface PackedLines {
  /** They stand in the buffer itself, unless something in them had to be replaced. */
  readonly text: PackedBytes;
  /** For each line the index of its first byte in the buffer. */
  readonly starts: Int32Array;
}

/** Where lines begin and how long they are, before it is known how many there are. */
let scratch = new Int32Array(8192);

/** The lines of the first `rest` bytes, which end with a line's end: those of {@link splitLines}, without a string for each. */
export function packLines(buffer: Buffer, rest: number): PackedLines {
  const hasCr = includesByte(buffer, CR, 0, rest);
  const nextOf = (byte: number, from: number): number => {
    const at = buffer.indexOf(byte, from);
    return at < 0 ? rest : at;
  };
  let lf = nextOf(LF, 0);
  let cr = hasCr ? nextOf(CR, 0) : rest;
  let count = 0;
  for (let from = 0; from < rest; count++) {
    const at = lf < cr ? lf : cr;
    if (count * 2 === scratch.length) scratch = grown(scratch);
    scratch[count * 2] = from;
    scratch[count * 2 + 1] = at - from;
    from = at === cr && lf === cr + 1 ? at + 2 : at + 1;
    if (lf < from) lf = nextOf(LF, from);
    if (cr < from) cr = nextOf(CR, from);
  }
  const starts = new Int32Array(count);
  const lengths = new Int32Array(count);
  for (let line = 0; line < count; line++) {
    starts[line] = scratch[line * 2]!;
    lengths[line] = scratch[line * 2 + 1]!;
  }
  const bytes = buffer.subarray(0, rest);
  const packed = new PackedBytes(buffer, starts, lengths);
  return { text: isAscii(bytes) || isUtf8(bytes) ? packed : packTexts(unpackTexts(packed)), starts };
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/**
 * Cuts `buffer[start, end)` into lines. A line ends with LF, CR LF or CR. A CR at the very end is not an end yet, because the
 * byte after it may be an LF. Text that is not UTF-8 gets replacement characters; `ends` count bytes all the same.
 */
export function splitLines(buffer: Buffer, start: number, end: number): Lines {
  const hasCr = includesByte(buffer, CR, start, end);
  const rest = hasCr ? lastLineEnd(buffer, start, end) : lastIndexOfByte(buffer, LF, start, end) + 1 || start;
  if (rest === start) return { text: [], ends: [], rest };
  if (!isAscii(buffer.subarray(start, rest))) return splitBytes(buffer, start, rest, hasCr);
  const text = buffer.toString('latin1', start, rest);
  return hasCr ? splitTextWithCr(text, start, rest) : splitText(text, start, rest);
}

function splitText(text: string, offset: number, rest: number): Lines {
  const lines: string[] = [];
  const ends: number[] = [];
  let from = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
    lines.push(text.slice(from, at));
    from = at + 1;
    ends.push(offset + from);
  }
  return { text: lines, ends, rest };
}

function splitTextWithCr(text: string, offset: number, rest: number): Lines {
  const lines: string[] = [];
  const ends: number[] = [];
  const { length } = text;
  let from = 0;
  let lf = orNever(text.indexOf('\n'));
  let cr = orNever(text.indexOf('\r'));
  while (from < length) {
    const at = lf < cr ? lf : cr;
    lines.push(text.slice(from, at));
    from = at === cr && lf === cr + 1 ? at + 2 : at + 1;
    ends.push(offset + from);
    if (lf < from) lf = orNever(text.indexOf('\n', from));
    if (cr < from) cr = orNever(text.indexOf('\r', from));
  }
  return { text: lines, ends, rest };
}

function splitBytes(buffer: Buffer, start: number, rest: number, hasCr: boolean): Lines {
  const text: string[] = [];
  const ends: number[] = [];
  const valid = isUtf8(buffer.subarray(start, rest));
  let from = start;
  while (from < rest) {
    let at = from;
    if (hasCr) while (buffer[at] !== LF && buffer[at] !== CR) at++;
    else at = buffer.indexOf(LF, from);
    text.push(valid ? buffer.toString('utf8', from, at) : decodeJavaUtf8(buffer, from, at));
    from = buffer[at] === CR && at + 1 < rest && buffer[at + 1] === LF ? at + 2 : at + 1;
    ends.push(from);
  }
  return { text, ends, rest };
}

/** Index of the byte after the last complete line, `start` if there is none. */
function lastLineEnd(buffer: Buffer, start: number, end: number): number {
  const lf = lastIndexOfByte(buffer, LF, start, end);
  const cr = lastIndexOfByte(buffer, CR, start, end - 1);
  return Math.max(lf, cr, start - 1) + 1;
}

function lastIndexOfByte(buffer: Buffer, byte: number, start: number, end: number): number {
  if (end <= start) return -1;
  const at = buffer.subarray(start, end).lastIndexOf(byte);
  return at < 0 ? -1 : start + at;
}

function includesByte(buffer: Buffer, byte: number, start: number, end: number): boolean {
  return buffer.subarray(start, end).includes(byte);
}

function orNever(index: number): number {
  return index < 0 ? Infinity : index;
}
