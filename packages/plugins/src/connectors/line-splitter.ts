import { isAscii, isUtf8 } from 'node:buffer';
import { decodeJavaUtf8 } from '../text/java-utf8.ts';

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
