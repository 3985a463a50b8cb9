import { isUtf8 } from 'node:buffer';
import { SerializationError } from '@millrace/connector-api';
import { asBuffer } from '../text/java-utf8.ts';

/** A character that JSON accepts nowhere: it stands for bytes that are no text, so that only a parser that gets there fails. */
const NO_TEXT = '\u0001';

/**
 * The text of a JSON document. Documents are UTF-8, but as in Kafka's JSON deserializer UTF-16 and UTF-32 are recognized by
 * their zero bytes or a byte order mark, and overlong UTF-8 sequences in strings are taken for the characters they spell.
 */
export function jsonTextOf(bytes: Uint8Array): string {
  const buffer = asBuffer(bytes);
  // Two bytes of ASCII at the start: by far the most common case, and nothing but UTF-8 begins so.
  if (isAsciiText(buffer[0]) && isAsciiText(buffer[1])) return decodeUtf8(buffer, 0);
  return decodeDetected(buffer);
}

function isAsciiText(byte: number | undefined): boolean {
  return byte === undefined || (byte > 0 && byte < 0x80);
}

function decodeDetected(buffer: Buffer): string {
  if (buffer.length >= 4) {
    const quad = buffer.readUInt32BE(0);
    if (quad === 0x0000feff) return decodeUtf32(buffer, 4, true);
    if (quad === 0xfffe0000) return decodeUtf32(buffer, 4, false);
    if (quad === 0x0000fffe || quad === 0xfeff0000) throw new SerializationError('Unsupported UCS-4 endianness detected');
    if (quad >>> 16 === 0xfeff) return decodeUtf16(buffer, 2, true);
    if (quad >>> 16 === 0xfffe) return decodeUtf16(buffer, 2, false);
    if (quad >>> 8 === 0xefbbbf) return decodeUtf8(buffer, 3);
    if (quad >>> 8 === 0) return decodeUtf32(buffer, 0, true);
    if ((quad & 0x00ffffff) === 0) return decodeUtf32(buffer, 0, false);
    if ((quad & 0xff00ffff) === 0 || (quad & 0xffff00ff) === 0) {
      throw new SerializationError('Unsupported UCS-4 endianness detected');
    }
  }
  if (buffer.length >= 2) {
    if (buffer[0] === 0) return decodeUtf16(buffer, 0, true);
    if (buffer[1] === 0) return decodeUtf16(buffer, 0, false);
  }
  return decodeUtf8(buffer, 0);
}

function decodeUtf16(buffer: Buffer, start: number, bigEndian: boolean): string {
  const even = Buffer.from(buffer.subarray(start, start + (((buffer.length - start) >> 1) << 1)));
  const text = (bigEndian ? even.swap16() : even).toString('utf16le');
  return (buffer.length - start) % 2 === 0 ? text : text + NO_TEXT;
}

function decodeUtf32(buffer: Buffer, start: number, bigEndian: boolean): string {
  let text = '';
  let at = start;
  for (; at + 4 <= buffer.length; at += 4) {
    const code = bigEndian ? buffer.readUInt32BE(at) : buffer.readUInt32LE(at);
    text += code > 0x10ffff ? NO_TEXT : String.fromCodePoint(code);
  }
  return at === buffer.length ? text : text + NO_TEXT;
}

function decodeUtf8(buffer: Buffer, start: number): string {
  const part = start === 0 ? buffer : buffer.subarray(start);
  return isUtf8(part) ? part.toString('utf8') : decodeLeniently(part);
}

/** Decodes what is not quite UTF-8. Overlong ASCII becomes an escape, which only counts within a string, as the sequence does. */
function decodeLeniently(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at]!;
    const length = first < 0x80 ? 1 : sequenceLength(first);
    text += length === 1 ? String.fromCharCode(first) : decodeSequence(bytes.subarray(at, at + length), length);
    at += Math.max(1, length);
  }
  return text;
}

/** By the first byte alone; 0 if no sequence begins so. */
function sequenceLength(first: number): number {
  if ((first & 0xe0) === 0xc0) return 2;
  if ((first & 0xf0) === 0xe0) return 3;
  return (first & 0xf8) === 0xf0 ? 4 : 0;
}

function decodeSequence(sequence: Uint8Array, length: number): string {
  if (length === 0 || sequence.length < length) return NO_TEXT;
  let code = sequence[0]! & (0xff >> (length + 1));
  for (const byte of sequence.subarray(1)) {
    if ((byte & 0xc0) !== 0x80) return NO_TEXT;
    code = (code << 6) | (byte & 0x3f);
  }
  if (length === 4) {
    const above = code - 0x10000;
    return String.fromCharCode(0xd800 | (above >> 10), 0xdc00 | (above & 0x3ff));
  }
  if (code >= 0xd800 && code <= 0xdfff) return NO_TEXT;
  return code < 0x80 ? `\\u${code.toString(16).padStart(4, '0')}` : String.fromCharCode(code);
}
