import { readInt64 } from '../record-batch.ts';

const firstSize = 256;
/** Bytes of this length and more are not copied: they become a part of their own. */
const ownPartBytes = 16 * 1024;

/** Writes the fields of a request of Kafka's protocol, one after the other. */
export class WireWriter {
  readonly #parts: Buffer[] = [];
  #bytes = Buffer.allocUnsafe(firstSize);
  #size = 0;

  int8(value: number): this {
    this.#room(1);
    this.#size = this.#bytes.writeInt8(value, this.#size);
    return this;
  }

  bool(value: boolean): this {
    return this.int8(value ? 1 : 0);
  }

  int16(value: number): this {
    this.#room(2);
    this.#size = this.#bytes.writeInt16BE(value, this.#size);
    return this;
  }

  int32(value: number): this {
    this.#room(4);
    this.#size = this.#bytes.writeInt32BE(value, this.#size);
    return this;
  }

  int64(value: bigint | number): this {
    this.#room(8);
    this.#size = this.#bytes.writeBigInt64BE(BigInt(value), this.#size);
    return this;
  }

  string(value: string | null): this {
    if (value === null) return this.int16(-1);
    const length = Buffer.byteLength(value);
    this.int16(length).#room(length);
    this.#size += this.#bytes.write(value, this.#size);
    return this;
  }

  bytes(value: Uint8Array | null): this {
    return value === null ? this.int32(-1) : this.int32(value.length).raw(value);
  }

  /** What is long is not copied, and must not be written to before it is sent. */
  raw(value: Uint8Array): this {
    if (value.length >= ownPartBytes) {
      this.#parts.push(this.#bytes.subarray(0, this.#size), Buffer.from(value.buffer, value.byteOffset, value.length));
      this.#bytes = Buffer.allocUnsafe(firstSize);
      this.#size = 0;
      return this;
    }
    this.#room(value.length);
    this.#bytes.set(value, this.#size);
    this.#size += value.length;
    return this;
  }

  array<T>(items: readonly T[] | null, write: (item: T) => void): this {
    this.int32(items === null ? -1 : items.length);
    for (const item of items ?? []) write(item);
    return this;
  }

  unsigned(value: number): this {
    let rest = value;
    for (; rest >= 0x80; rest >>>= 7) this.raw(Uint8Array.of((rest & 0x7f) | 0x80));
    return this.raw(Uint8Array.of(rest));
  }

  compactString(value: string): this {
    const bytes = Buffer.from(value);
    return this.unsigned(bytes.length + 1).raw(bytes);
  }

  compactArray<T>(items: readonly T[] | null, write: (item: T) => void): this {
    this.unsigned(items === null ? 0 : items.length + 1);
    for (const item of items ?? []) write(item);
    return this;
  }

  noTags(): this {
    return this.unsigned(0);
  }

  finish(): Buffer {
    const parts = this.parts();
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }

  /** The same in pieces, to be sent one after the other. */
  parts(): Buffer[] {
    return [...this.#parts, this.#bytes.subarray(0, this.#size)];
  }

  #room(bytes: number): void {
    if (this.#size + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#size + bytes));
    this.#bytes.copy(larger, 0, 0, this.#size);
    this.#bytes = larger;
  }
}

/** Reads the fields of an answer. Running over the end throws a RangeError. */
export class WireReader {
  readonly #bytes: Buffer;
  #position = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#position;
  }

  int8(): number {
    return this.#bytes.readInt8(this.#move(1));
  }

  bool(): boolean {
    return this.int8() !== 0;
  }

  int16(): number {
    return this.#bytes.readInt16BE(this.#move(2));
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#move(4));
  }

  /** Exact within ±2^53. */
  int64(): number {
    return readInt64(this.#bytes, this.#move(8));
  }

  bigint(): bigint {
    return this.#bytes.readBigInt64BE(this.#move(8));
  }

  nullableString(): string | null {
    const length = this.int16();
    if (length < 0) return null;
    const start = this.#move(length);
    return this.#bytes.toString('utf8', start, this.#position);
  }

  string(): string {
    return this.nullableString() ?? '';
  }

  /** A view of what was received; empty for null. */
  bytes(): Buffer {
    return this.nullableBytes() ?? Buffer.alloc(0);
  }

  nullableBytes(): Buffer | null {
    const length = this.int32();
    if (length < 0) return null;
    const start = this.#move(length);
    return this.#bytes.subarray(start, this.#position);
  }

  array<T>(read: () => T): T[] {
    const items: T[] = [];
    for (let left = this.int32(); left > 0; left--) items.push(read());
    return items;
  }

  unsigned(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.int8() & 0xff;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  /** Empty for null. */
  compactString(): string {
    const length = Math.max(this.unsigned() - 1, 0);
    const start = this.#move(length);
    return this.#bytes.toString('utf8', start, this.#position);
  }

  compactArray<T>(read: () => T): T[] {
    const items: T[] = [];
    for (let left = this.unsigned() - 1; left > 0; left--) items.push(read());
    return items;
  }

  skipTags(): void {
    for (let left = this.unsigned(); left > 0; left--) {
      this.unsigned();
      this.#move(this.unsigned());
    }
  }

  #move(bytes: number): number {
    const start = this.#position;
    this.#position += bytes;
    if (this.#position > this.#bytes.length) throw new RangeError('An answer of Kafka is shorter than it should be');
    return start;
  }
}
