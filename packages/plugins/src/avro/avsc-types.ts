import { SerializationError } from '@millrace/connector-api';
import avsc, { type Type } from 'avsc';

/*
 * Three types that replace avsc's own. A long is a bigint, exact over all of its 64 bits. An array refuses a length that the bytes
 * cannot hold, so that a damaged record does not take the task's memory or time. A union's value says which branch it is of, where
 * avsc would guess by the value or by a name.
 */

/** How avsc reads and writes: a buffer and where it is in it. Past the end zeros are read, and avsc says afterwards that it was short. */
interface Tap {
  readonly buf: Buffer;
  pos: number;
  readLong(): number;
  writeLong(value: number): void;
  skipLong(): void;
}

interface TapType {
  _read(tap: Tap): unknown;
  _write(tap: Tap, value: unknown): void;
}

/** A value of a union of more than a type and null. */
export class AvroBranch {
  /** The branch's place in the union. */
  readonly index: number;
  readonly value: unknown;

  constructor(index: number, value: unknown) {
    this.index = index;
    this.value = value;
  }
}

/** What a double holds exactly even when it is doubled, as the zigzag form does. */
const EXACT_NUMBER = 2 ** 52;
const EXACT = BigInt(EXACT_NUMBER);

/** Elements that take no bytes (nulls, records without fields) can be more than there are bytes. */
const MAX_EMPTY_ELEMENTS = 65_536;

export class BigLongType extends avsc.types.LongType {
  _read(tap: Tap): bigint {
    const start = tap.pos;
    const value = tap.readLong();
    return value > -EXACT_NUMBER && value < EXACT_NUMBER ? BigInt(value) : readBigLong(tap.buf, start, tap.pos);
  }

  _write(tap: Tap, value: unknown): void {
    const long = value as bigint;
    if (long > -EXACT && long < EXACT) return tap.writeLong(Number(long));
    let rest = BigInt.asUintN(64, (long << 1n) ^ (long >> 63n));
    for (; rest >= 0x80n; rest >>= 7n) tap.buf[tap.pos++] = Number(rest & 0x7fn) | 0x80;
    tap.buf[tap.pos++] = Number(rest);
  }
}

function readBigLong(buffer: Buffer, start: number, end: number): bigint {
  if (end - start > 10) throw new SerializationError('A long takes more than 10 bytes');
  let zigzag = 0n;
  for (let at = end - 1; at >= start; at--) zigzag = (zigzag << 7n) | BigInt((buffer[at] ?? 0) & 0x7f);
  return BigInt.asIntN(64, (zigzag >> 1n) ^ -(zigzag & 1n));
}

export class BoundedArrayType extends avsc.types.ArrayType {
  _read(tap: Tap): unknown[] {
    const items = tapType(this.itemsType);
    const values: unknown[] = [];
    for (let count = readCount(tap); count !== 0; count = readCount(tap)) {
      for (let i = 0; i < count; i++) values.push(items._read(tap));
    }
    return values;
  }
}

/** Elements of the next block; 0 at the end. */
function readCount(tap: Tap): number {
  const count = tap.readLong();
  if (count < 0) tap.skipLong();
  const elements = Math.abs(count);
  const bytesLeft = tap.buf.length - tap.pos;
  if (elements <= bytesLeft + MAX_EMPTY_ELEMENTS) return elements;
  throw new SerializationError(
    `An array or map says to have ${elements} elements where ${Math.max(0, bytesLeft)} bytes are left`,
  );
}

export class IndexedUnionType extends avsc.types.WrappedUnionType {
  _read(tap: Tap): AvroBranch {
    const index = tap.readLong();
    const branch = this.types[index];
    if (branch === undefined) throw noBranch(index, this.types.length);
    return new AvroBranch(index, tapType(branch)._read(tap));
  }

  _write(tap: Tap, value: unknown): void {
    const { index, value: content } = value as AvroBranch;
    tap.writeLong(index);
    tapType(this.types[index]!)._write(tap, content);
  }
}

/** A union of null and one type: its value is null, or that type's. */
export class NullableType extends avsc.types.WrappedUnionType {
  _read(tap: Tap): unknown {
    const index = tap.readLong();
    const branch = this.types[index];
    if (branch === undefined) throw noBranch(index, 2);
    return tapType(branch)._read(tap);
  }

  _write(tap: Tap, value: unknown): void {
    const nullFirst = this.types[0]!.typeName === 'null';
    if (value === null) return tap.writeLong(nullFirst ? 0 : 1);
    tap.writeLong(nullFirst ? 1 : 0);
    tapType(this.types[nullFirst ? 1 : 0]!)._write(tap, value);
  }
}

function noBranch(index: number, branches: number): SerializationError {
  return new SerializationError(`A union of ${branches} types has no type ${index}`);
}

function tapType(type: Type): TapType {
  return type as unknown as TapType;
}
