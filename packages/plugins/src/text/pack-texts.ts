import { PackedBytes, type Allocate } from '@millrace/connector-api';
import { asBuffer, decodeJavaUtf8, encodeJavaUtf8 } from './java-utf8.ts';

/** What stands before and after each text. */
export interface Frame {
  readonly before: string;
  readonly after: string;
}

const NO_FRAME: Frame = { before: '', after: '' };

/** Memory of one's own. */
export const newMemory: Allocate = (bytes) => Buffer.allocUnsafeSlow(bytes);

/**
 * A column of texts as UTF-8, null for null. Plain ASCII is written in one go, for then a text has as many bytes as characters;
 * surrogates without a partner become a `?` each, as Java has it.
 */
export function packTexts(
  texts: readonly (string | null)[],
  allocate: Allocate = newMemory,
  frame: Frame = NO_FRAME,
): PackedBytes {
  const packed = packJoined(texts, allocate) ?? packAnyTexts(texts, allocate);
  return frame === NO_FRAME ? packed : withFrame(packed, Buffer.from(frame.before), Buffer.from(frame.after), allocate);
}

function packJoined(texts: readonly (string | null)[], allocate: Allocate): PackedBytes | null {
  let joined = '';
  for (const text of texts) if (text !== null) joined += text;
  if (Buffer.byteLength(joined) !== joined.length) return null;
  const count = texts.length;
  const starts = new Int32Array(count);
  const lengths = new Int32Array(count);
  for (let index = 0, position = 0; index < count; index++) {
    const text = texts[index]!;
    starts[index] = position;
    if (text === null) lengths[index] = -1;
    else position += lengths[index] = text.length;
  }
  const bytes = allocate(joined.length);
  bytes.write(joined, 'latin1');
  return new PackedBytes(bytes, starts, lengths);
}

function withFrame(packed: PackedBytes, before: Buffer, after: Buffer, allocate: Allocate): PackedBytes {
  const { bytes, starts, lengths } = packed;
  const texts = asBuffer(bytes);
  const framed = allocate(packed.size + lengths.length * (before.length + after.length));
  let position = 0;
  for (let index = 0; index < lengths.length; index++) {
    const length = lengths[index]!;
    if (length < 0) continue;
    const start = starts[index]!;
    starts[index] = position;
    position += before.copy(framed, position);
    position += texts.copy(framed, position, start, start + length);
    position += after.copy(framed, position);
    lengths[index] = position - starts[index]!;
  }
  return new PackedBytes(framed, starts, lengths);
}

function packAnyTexts(texts: readonly (string | null)[], allocate: Allocate): PackedBytes {
  const count = texts.length;
  const starts = new Int32Array(count);
  const lengths = new Int32Array(count);
  let size = 0;
  for (const text of texts) if (text !== null) size += Buffer.byteLength(text);
  const bytes = allocate(size);
  for (let index = 0, position = 0; index < count; index++) {
    const text = texts[index]!;
    starts[index] = position;
    if (text === null) lengths[index] = -1;
    else position += lengths[index] = writeText(bytes, text, position);
  }
  return new PackedBytes(bytes, starts, lengths);
}

function writeText(bytes: Buffer, text: string, position: number): number {
  return text.isWellFormed() ? bytes.write(text, position) : encodeJavaUtf8(text).copy(bytes, position);
}

/** The texts of a column of UTF-8, null for null; what is malformed is replaced as Java does it. */
export function unpackTexts({ bytes, starts, lengths }: PackedBytes): (string | null)[] {
  const buffer = asBuffer(bytes);
  const texts = Array<string | null>(lengths.length);
  for (let index = 0; index < lengths.length; index++) {
    const [start, length] = [starts[index]!, lengths[index]!];
    texts[index] = length < 0 ? null : decodeJavaUtf8(buffer, start, start + length);
  }
  return texts;
}
