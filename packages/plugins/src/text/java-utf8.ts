declare global {
  // Every Node that this runs on has them; the language level that the packages are compiled for does not know them yet.
  interface String {
    isWellFormed(): boolean;
    toWellFormed(): string;
  }
}

const REPLACEMENT = '\ufffd';

/**
 * Text of UTF-8 bytes as Java's decoder gives it: U+FFFD for what is malformed. Java and the web's decoder differ in one thing:
 * a surrogate written as three bytes is one malformed sequence for Java.
 */
export function decodeJavaUtf8(bytes: Uint8Array, start = 0, end = bytes.length): string {
  const buffer = asBuffer(bytes);
  const text = buffer.toString('utf8', start, end);
  if (!text.includes(REPLACEMENT)) return text;
  const part = buffer.subarray(start, end);
  return hasEncodedSurrogate(part) ? decodeSlowly(part) : text;
}

/** UTF-8 bytes of a text as Java's encoder gives them: a `?` for each surrogate that has no partner. */
export function encodeJavaUtf8(text: string): Buffer {
  return Buffer.from(text.isWellFormed() ? text : replaceLoneSurrogates(text, '?'), 'utf8');
}

/** The text with each surrogate that has no partner replaced. */
export function replaceLoneSurrogates(text: string, by: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, by);
}

/** The same bytes, as a Buffer. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function hasEncodedSurrogate(bytes: Uint8Array): boolean {
  for (let i = bytes.indexOf(0xed); i >= 0; i = bytes.indexOf(0xed, i + 1)) {
    if ((bytes[i + 1] ?? 0) >= 0xa0) return true;
  }
  return false;
}

/** Byte by byte: each malformed sequence of the length that Java gives it. */
function decodeSlowly(bytes: Buffer): string {
  let text = '';
  let from = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    text += bytes.toString('utf8', from, at) + REPLACEMENT;
    at -= length;
    from = at;
  }
  return text + bytes.toString('utf8', from, at);
}

/** Length of the sequence at `at`; negative if it is malformed. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const b1 = bytes[at]!;
  if (b1 < 0x80) return 1;
  if (b1 >= 0xc2 && b1 <= 0xdf) return isContinuation(bytes[at + 1]) ? 2 : -1;
  if (b1 >= 0xe0 && b1 <= 0xef) return threeByteLength(bytes, at, b1);
  if (b1 >= 0xf0 && b1 <= 0xf4) return fourByteLength(bytes, at, b1);
  return -1;
}

function threeByteLength(bytes: Uint8Array, at: number, b1: number): number {
  const b2 = bytes[at + 1];
  if (!isContinuation(b2) || (b1 === 0xe0 && b2! < 0xa0)) return -1;
  if (!isContinuation(bytes[at + 2])) return -2;
  return b1 === 0xed && b2! >= 0xa0 ? -3 : 3;
}

function fourByteLength(bytes: Uint8Array, at: number, b1: number): number {
  const b2 = bytes[at + 1];
  if (!isContinuation(b2) || (b1 === 0xf0 && b2! < 0x90) || (b1 === 0xf4 && b2! > 0x8f)) return -1;
  if (!isContinuation(bytes[at + 2])) return -2;
  return isContinuation(bytes[at + 3]) ? 4 : -3;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
