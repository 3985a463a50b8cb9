import { splitLines, type Lines } from './line-splitter.ts';

const INITIAL_BYTES = 16 * 1024;
const CHUNK_BYTES = 100 * 1024;
const NONE: Lines = { text: [], ends: [], rest: 0 };

/** A line and the position of the byte after its end, in bytes of the whole input. */
export type LineConsumer<T> = (line: string, position: number) => T;

/**
 * Makes lines of the bytes of an input that arrive piece by piece. A line that is not complete waits for the rest of it; the
 * buffer grows to hold it. Use: while {@link hasLines} is false, read into {@link space} and say how much with {@link filled}.
 */
export class LineReader {
  #buffer = Buffer.allocUnsafe(INITIAL_BYTES);
  #end = 0;
  /** Position in the input of the buffer's first byte. */
  #base: number;
  /** Whether the last read left no room: there is much to read. */
  #wasFull = false;
  #lines = NONE;
  #next = 0;

  /** `position`: where in the input the first byte stands that will be read. */
  constructor(position: number) {
    this.#base = position;
  }

  /** Position in the input of the next byte to read. */
  get readPosition(): number {
    return this.#base + this.#end;
  }

  get hasLines(): boolean {
    return this.#next < this.#lines.text.length;
  }

  /** Where to put the next bytes. Only when there are no lines left. */
  space(): Buffer {
    this.#dropConsumed();
    if (this.#end === this.#buffer.length) this.#grow(this.#end * 2);
    else if (this.#wasFull) this.#grow(CHUNK_BYTES);
    this.#wasFull = false;
    return this.#buffer.subarray(this.#end);
  }

  /** Says how many bytes were put into `space`. */
  filled(bytes: number): void {
    const scanned = this.#end;
    this.#end += bytes;
    this.#wasFull = this.#end === this.#buffer.length;
    if (!this.#hasLineEnd(scanned)) return;
    this.#lines = splitLines(this.#buffer, 0, this.#end);
    this.#next = 0;
  }

  /** Up to `max` of the lines that are there, each handed to `consume`. */
  take<T>(max: number, consume: LineConsumer<T>): T[] {
    const { text, ends } = this.#lines;
    const until = Math.min(this.#next + max, text.length);
    const taken: T[] = [];
    for (let i = this.#next; i < until; i++) taken.push(consume(text[i]!, this.#base + ends[i]!));
    this.#next = until;
    return taken;
  }

  /** Looks at new bytes only, so that a very long line costs no more than its length. */
  #hasLineEnd(from: number): boolean {
    const fresh = this.#buffer.subarray(from > 0 ? from - 1 : 0, this.#end);
    return fresh.includes(10) || fresh.includes(13);
  }

  #dropConsumed(): void {
    const { rest } = this.#lines;
    if (rest > 0) {
      this.#buffer.copyWithin(0, rest, this.#end);
      this.#base += rest;
      this.#end -= rest;
    }
    this.#lines = NONE;
    this.#next = 0;
  }

  #grow(bytes: number): void {
    if (this.#buffer.length >= bytes) return;
    const larger = Buffer.allocUnsafe(Math.max(bytes, CHUNK_BYTES));
    this.#buffer.copy(larger, 0, 0, this.#end);
    this.#buffer = larger;
  }
}
