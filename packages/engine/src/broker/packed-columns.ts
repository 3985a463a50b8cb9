import { PackedBytes } from '@millrace/connector-api';
import type { ProducerBatch } from './records.ts';

/** How many records a batch has. */
export function countOf(batch: ProducerBatch): number {
  return batch.packedValues === undefined ? batch.values.length : batch.packedValues.length;
}

/** Columns behind each other: in the memory that they are in, if that is one piece; else in new memory. */
export function joinPacked(columns: readonly PackedBytes[]): PackedBytes {
  const { buffer } = columns[0]!.bytes;
  if (columns.some(({ bytes }) => bytes.buffer !== buffer)) return concatPacked(columns);
  const base = Math.min(...columns.map(({ bytes }) => bytes.byteOffset));
  const end = Math.max(...columns.map(({ bytes }) => bytes.byteOffset + bytes.length));
  const count = columns.reduce((sum, column) => sum + column.length, 0);
  const starts = new Int32Array(count);
  const lengths = new Int32Array(count);
  let row = 0;
  for (const column of columns) {
    const shift = column.bytes.byteOffset - base;
    lengths.set(column.lengths, row);
    for (let index = 0; index < column.length; index++) starts[row++] = column.starts[index]! + shift;
  }
  return new PackedBytes(Buffer.from(buffer, base, end - base), starts, lengths);
}

/** Columns behind each other, in new memory. */
export function concatPacked(columns: readonly PackedBytes[]): PackedBytes {
  const count = columns.reduce((sum, column) => sum + column.length, 0);
  const spans = columns.map(spanOf);
  const bytes = Buffer.allocUnsafeSlow(spans.reduce((sum, { from, to }) => sum + to - from, 0));
  const starts = new Int32Array(count);
  const lengths = new Int32Array(count);
  let row = 0;
  let position = 0;
  for (const [at, column] of columns.entries()) {
    const { from, to } = spans[at]!;
    bytes.set(column.bytes.subarray(from, to), position);
    lengths.set(column.lengths, row);
    for (let index = 0; index < column.length; index++) starts[row++] = column.starts[index]! - from + position;
    position += to - from;
  }
  return new PackedBytes(bytes, starts, lengths);
}

/** A column of so many nulls. */
export function packedNulls(count: number): PackedBytes {
  return new PackedBytes(new Uint8Array(0), new Int32Array(count), new Int32Array(count).fill(-1));
}

/** The stretch of memory that holds all values. */
function spanOf({ starts, lengths }: PackedBytes): { readonly from: number; readonly to: number } {
  let from = Infinity;
  let to = 0;
  for (let index = 0; index < lengths.length; index++) {
    if (lengths[index]! < 0) continue;
    if (starts[index]! < from) from = starts[index]!;
    if (starts[index]! + lengths[index]! > to) to = starts[index]! + lengths[index]!;
  }
  return from > to ? { from: 0, to: 0 } : { from, to };
}

/** A batch of packed values, which are made single when somebody asks for them so. */
export function withPackedValues(
  batch: Omit<ProducerBatch, 'values' | 'packedValues'>,
  packedValues: PackedBytes,
): ProducerBatch {
  let values: ProducerBatch['values'] | null = null;
  return {
    ...batch,
    packedValues,
    get values() {
      return (values ??= packedValues.toArray());
    },
  };
}
