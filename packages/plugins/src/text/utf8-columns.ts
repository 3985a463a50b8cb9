import { isUtf8 } from 'node:buffer';
import type { PackedBytes } from '@millrace/connector-api';

/** In each byte of four: the bit that no byte of ASCII has. */
const HIGH_BITS = 0x80808080;

/** Whether a column is well-formed UTF-8, value by value, with no null among it. */
export function isUtf8Column(column: PackedBytes): boolean {
  if (column.lengths.some((length) => length < 0)) return false;
  return isAsciiColumn(column) || column.toArray().every((value) => isUtf8(value!));
}

/** Four bytes at a time: values are too short for a call of native code to pay. */
function isAsciiColumn({ bytes, starts, lengths }: PackedBytes): boolean {
  const { buffer, byteOffset } = bytes;
  const all = new Uint8Array(buffer);
  const words = new Int32Array(buffer, 0, buffer.byteLength >> 2);
  let some = 0;
  for (let index = 0; index < lengths.length; index++) {
    let at = byteOffset + starts[index]!;
    const end = at + lengths[index]!;
    while (at < end && (at & 3) !== 0) some |= all[at++]!;
    for (; at + 4 <= end; at += 4) some |= words[at >> 2]!;
    while (at < end) some |= all[at++]!;
  }
  return (some & HIGH_BITS) === 0;
}
