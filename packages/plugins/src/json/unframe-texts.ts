import { PackedBytes } from '@millrace/connector-api';
import { isUtf8Column } from '../text/utf8-columns.ts';

/** 1 for what does not stand in a JSON string as it is, 2 for bytes that are not ASCII. */
const KINDS = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === 0x22 || byte === 0x5c ? 1 : byte >= 0x80 ? 2 : 0,
);

/**
 * The texts of documents that are nothing but a string between `before` and `after` (quotes included), without copying them. null
 * where a document is something else, or has anything escaped in it.
 */
export function unframeTexts({ bytes, starts, lengths }: PackedBytes, before: Uint8Array, after: Uint8Array): PackedBytes | null {
  const count = lengths.length;
  const textStarts = new Int32Array(count);
  const textLengths = new Int32Array(count);
  let kinds = 0;
  for (let index = 0; index < count; index++) {
    const start = starts[index]! + before.length;
    const end = starts[index]! + lengths[index]! - after.length;
    if (end < start || !matches(bytes, start - before.length, before) || !matches(bytes, end, after)) return null;
    for (let at = start; at < end; at++) kinds |= KINDS[bytes[at]!]!;
    if ((kinds & 1) !== 0) return null;
    textStarts[index] = start;
    textLengths[index] = end - start;
  }
  const texts = new PackedBytes(bytes, textStarts, textLengths);
  return kinds === 0 || isUtf8Column(texts) ? texts : null;
}

function matches(bytes: Uint8Array, start: number, wanted: Uint8Array): boolean {
  for (let at = 0; at < wanted.length; at++) if (bytes[start + at] !== wanted[at]) return false;
  return true;
}
