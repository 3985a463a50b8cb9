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
    const most = this.#end + text.length * BYTES_A_UNIT + 1;
    if (most > this.#buffer.length) this.#grow(most);
    this.#end += text.isWellFormed() ? this.#buffer.write(text, this.#end) : encodeJavaUtf8(text).copy(this.#buffer, this.#end);
    this.#buffer[this.#end++] = LF;
  }

  /** What was added since the beginning. */
  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#end);
  }

  #grow(bytes: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.#end);
    this.#buffer = larger;
  }
}
