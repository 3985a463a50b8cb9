import { PackedBytes, type Allocate } from '@millrace/connector-api';
import { packTexts, unpackTexts, type Frame } from '../text/pack-texts.ts';
import { jsonString } from './json-string.ts';

/** 1 for the bytes of UTF-8 that a JSON string escapes, or that begin a character which it escapes. */
const SPECIAL_BYTES = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === 0x22 || byte === 0x5c || byte >= 0xf0 ? 1 : 0,
);

/** Each text as a JSON string, between what stands before it and after it. Texts without anything to escape stay bytes. */
export function frameTexts(texts: PackedBytes, frame: Frame, allocate: Allocate): PackedBytes {
  const [before, after] = [Buffer.from(`${frame.before}"`), Buffer.from(`"${frame.after}`)];
  return frameBytes(texts, before, after, allocate) ?? frameStrings(texts, frame, allocate);
}

function frameStrings(texts: PackedBytes, frame: Frame, allocate: Allocate): PackedBytes {
  const strings = unpackTexts(texts).map((text) => jsonString(text!));
  return packTexts(strings, allocate, frame);
}

/** null: something has to be escaped. */
function frameBytes(texts: PackedBytes, before: Buffer, after: Buffer, allocate: Allocate): PackedBytes | null {
  const { bytes, starts, lengths } = texts;
  const count = lengths.length;
  const framed = allocate(texts.size + count * (before.length + after.length));
  const framedStarts = new Int32Array(count);
  const framedLengths = new Int32Array(count);
  let position = 0;
  for (let i = 0; i < count; i++) {
    const start = position;
    position = put(framed, position, before);
    let special = 0;
    for (let at = starts[i]!, end = at + lengths[i]!; at < end; at++) {
      const byte = bytes[at]!;
      special |= SPECIAL_BYTES[byte]!;
      framed[position++] = byte;
    }
    if (special !== 0) return null;
    position = put(framed, position, after);
    framedStarts[i] = start;
    framedLengths[i] = position - start;
  }
  return new PackedBytes(framed, framedStarts, framedLengths);
}

/** Short ones by the byte: that costs less than a call. */
function put(into: Buffer, position: number, bytes: Buffer): number {
  if (bytes.length > 24) return position + bytes.copy(into, position);
  for (let at = 0; at < bytes.length; at++) into[position + at] = bytes[at]!;
  return position + bytes.length;
}
