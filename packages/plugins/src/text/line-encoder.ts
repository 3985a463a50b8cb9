import type { PackedBytes } from '@millrace/connector-api';
import { encodeJavaUtf8 } from './java-utf8.ts';

const INITIAL_BYTES = 64 * 1024;
/** Memory beyond this is let go of after use. */
const KEPT_BYTES = 1024 * 1024;
const LF = 10;
/** UTF-8 takes no more for a unit of UTF-16. */
const BYTES_A_UNIT = 3;

/** Encodes lines into memory that it uses again: what it gave last is good until the next call. */
export class LineEncoder {
  #buffer = Buffer.allocUnsafeSlow(INITIAL_BYTES);
  #end = 0;

  /** Forgets what was encoded. */
  begin(): void {
    this.#end = 0;
    if (this.#buffer.length > KEPT_BYTES) this.#buffer = Buffer.allocUnsafeSlow(INITIAL_BYTES);
  }

  /** A text and a newline, as Java encodes them. */
  add(text: string): void {
    this.#reserve(this.#end + text.length * BYTES_A_UNIT + 1);
    this.#end += text.isWellFormed() ? this.#buffer.write(text, this.#end) : encodeJavaUtf8(text).copy(this.#buffer, this.#end);
    this.#buffer[this.#end++] = LF;
  }

  /** The same for texts that are there as UTF-8. */
  addAll({ bytes, starts, lengths }: PackedBytes): void {
    const { from, to, size } = spanOf(starts, lengths);
    const lines = this.#end + size + lengths.length;
    // They are copied behind the lines in one go, and from there each to its place: that costs less than a call for each.
    const isDense = to - from <= 2 * size;
    this.#reserve(lines + (isDense ? to - from : 0));
    const buffer = this.#buffer;
    if (isDense) buffer.set(bytes.subarray(from, to), lines);
    for (let index = 0; index < lengths.length; index++) {
      const start = starts[index]!;
      const end = start + lengths[index]!;
      if (isDense) buffer.copyWithin(this.#end, lines + start - from, lines + end - from);
      else buffer.set(bytes.subarray(start, end), this.#end);
      this.#end += end - start;
      buffer[this.#end++] = LF;
    }
  }

  /** What was added since the beginning. */
  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#end);
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.#end);
    this.#buffer = larger;
  }
}

/** The stretch of memory that holds all values, and how many bytes they have together. */
function spanOf(starts: Int32Array, lengths: Int32Array): { readonly from: number; readonly to: number; readonly size: number } {
  let from = starts[0] ?? 0;
  let to = from;
  let size = 0;
  for (let index = 0; index < lengths.length; index++) {
    from = Math.min(from, starts[index]!);
    to = Math.max(to, starts[index]! + lengths[index]!);
    size += lengths[index]!;
  }
  return { from, to, size };
}
