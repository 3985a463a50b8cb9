/**
 * A column of byte strings in one piece of memory: what a batch's keys or values are while nothing is allocated for each of them.
 * The n-th is `bytes[starts[n], starts[n] + lengths[n])`; a length below zero stands for null. There may be anything between them.
 */
export class PackedBytes {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly lengths: Int32Array;

  constructor(bytes: Uint8Array, starts: Int32Array, lengths: Int32Array) {
    this.bytes = bytes;
    this.starts = starts;
    this.lengths = lengths;
  }

  /** The same byte strings, copied one behind the other. */
  static of(values: readonly (Uint8Array | null)[]): PackedBytes {
    const starts = new Int32Array(values.length);
    const lengths = new Int32Array(values.length);
    let size = 0;
    for (let index = 0; index < values.length; index++) {
      starts[index] = size;
      lengths[index] = values[index]?.length ?? -1;
      size += Math.max(0, lengths[index]!);
    }
    const bytes = new Uint8Array(size);
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      if (value !== null && value !== undefined) bytes.set(value, starts[index]);
    }
    return new PackedBytes(bytes, starts, lengths);
  }

  /** How many byte strings there are. */
  get length(): number {
    return this.lengths.length;
  }

  /** The bytes of all of them together. */
  get size(): number {
    let size = 0;
    for (let index = 0; index < this.lengths.length; index++) size += Math.max(0, this.lengths[index]!);
    return size;
  }

  /** The n-th: a view, which stays as long as the column is not written to. */
  at(index: number): Uint8Array | null {
    const length = this.lengths[index];
    if (length === undefined || length < 0) return null;
    const start = this.starts[index]!;
    return this.bytes.subarray(start, start + length);
  }

  /** All of them, a view each. */
  toArray(): (Uint8Array | null)[] {
    const values = Array<Uint8Array | null>(this.length);
    for (let index = 0; index < values.length; index++) values[index] = this.at(index);
    return values;
  }

  /** Those from `from` up to before `to`. */
  slice(from: number, to: number): PackedBytes {
    return new PackedBytes(this.bytes, this.starts.subarray(from, to), this.lengths.subarray(from, to));
  }

  /** Some of them, in the order that is asked for. */
  pick(indexes: ArrayLike<number>): PackedBytes {
    const starts = new Int32Array(indexes.length);
    const lengths = new Int32Array(indexes.length);
    for (let n = 0; n < indexes.length; n++) {
      starts[n] = this.starts[indexes[n]!]!;
      lengths[n] = this.lengths[indexes[n]!]!;
    }
    return new PackedBytes(this.bytes, starts, lengths);
  }
}
