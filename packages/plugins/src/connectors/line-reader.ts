import type { PackedBytes } from '@millrace/connector-api';
import { endOfLines, packLines, splitLines, type Lines, type PackedLines } from './line-splitter.ts';

const INITIAL_BYTES = 16 * 1024;
const CHUNK_BYTES = 100 * 1024;
const MAX_SPARE = 30;

/** A line and the position of the byte after its end, in bytes of the whole input. */
export type LineConsumer<T> = (line: string, position: number) => T;

/** Lines as UTF-8, in memory that is not written to before it is released, and for each the position after its end. */
export interface TakenLines {
  readonly text: PackedBytes;
  position(line: number): number;
  /** Nobody looks at the text any more. */
  release(): void;
}

/** Memory that lines are read into, and how many still look at it. */
interface Chunk {
  readonly bytes: Buffer;
  users: number;
}

/**
 * Makes lines of the bytes of an input that arrive piece by piece. A line that is not complete waits for the rest of it; the
 * buffer grows to hold it. Use: while {@link hasLines} is false, read into {@link space} and say how much with {@link filled}.
 */
export class LineReader {
  #chunk: Chunk = newChunk(INITIAL_BYTES);
  /** Chunks that are used no more. */
  readonly #spare: Chunk[] = [];
  #end = 0;
  /** Position in the input of the buffer's first byte. */
  #base: number;
  /** Whether the last read left no room: there is much to read. */
  #wasFull = false;
  /** Index of the first byte that belongs to no line yet. */
  #rest = 0;
  /** The lines before that, in the form that they were asked for. */
  #lines: Lines | null = null;
  #packed: PackedLines | null = null;
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
    const count = this.#lines?.text.length ?? this.#packed?.text.length;
    return this.#rest > 0 && (count === undefined || this.#next < count);
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
    if (this.#hasLineEnd(scanned)) this.#rest = endOfLines(this.#buffer, 0, this.#end);
  }

  /** Up to `max` of the lines that are there, each handed to `consume`. */
  take<T>(max: number, consume: LineConsumer<T>): T[] {
    this.#lines ??= splitLines(this.#buffer, 0, this.#end);
    const { text, ends } = this.#lines;
    const until = Math.min(this.#next + max, text.length);
    const taken: T[] = [];
    for (let i = this.#next; i < until; i++) taken.push(consume(text[i]!, this.#base + ends[i]!));
    this.#next = until;
    return taken;
  }

  /** The same without a string for each. The next bytes go into other memory then. */
  takePacked(max: number): TakenLines {
    this.#packed ??= packLines(this.#buffer, this.#rest);
    const [base, from, rest, chunk] = [this.#base, this.#next, this.#rest, this.#chunk];
    const { text, starts } = this.#packed;
    this.#next = Math.min(from + max, text.length);
    chunk.users++;
    let isReleased = false;
    return {
      text: text.slice(from, this.#next),
      position: (line) => base + (starts[from + line + 1] ?? rest),
      release: () => {
        if (!isReleased) this.#release(chunk);
        isReleased = true;
      },
    };
  }

  #release(chunk: Chunk): void {
    chunk.users--;
    if (chunk.users === 0 && chunk !== this.#chunk && this.#spare.length < MAX_SPARE) this.#spare.push(chunk);
  }

  get #buffer(): Buffer {
    return this.#chunk.bytes;
  }

  /** Looks at new bytes only, so that a very long line costs no more than its length. */
  #hasLineEnd(from: number): boolean {
    const fresh = this.#buffer.subarray(from > 0 ? from - 1 : 0, this.#end);
    return fresh.includes(10) || fresh.includes(13);
  }

  #dropConsumed(): void {
    const rest = this.#rest;
    if (rest > 0) {
      const kept = this.#chunk.users > 0 ? this.#otherChunk() : this.#chunk;
      this.#buffer.copy(kept.bytes, 0, rest, this.#end);
      this.#chunk = kept;
      this.#base += rest;
      this.#end -= rest;
    }
    this.#rest = 0;
    this.#lines = null;
    this.#packed = null;
    this.#next = 0;
  }

  #grow(bytes: number): void {
    if (this.#buffer.length >= bytes) return;
    const larger = newChunk(Math.max(bytes, CHUNK_BYTES));
    this.#buffer.copy(larger.bytes, 0, 0, this.#end);
    this.#chunk = larger;
  }

  /** One of the same size. */
  #otherChunk(): Chunk {
    const spare = this.#spare.pop();
    return spare?.bytes.length === this.#buffer.length ? spare : newChunk(this.#buffer.length);
  }
}

function newChunk(bytes: number): Chunk {
  return { bytes: Buffer.allocUnsafeSlow(bytes), users: 0 };
}
