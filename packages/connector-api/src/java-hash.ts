import { Float64 } from './data.ts';
import type { SchemaType } from './schema.ts';

const bits = new DataView(new ArrayBuffer(8));

/** `String.hashCode`: 31-based over UTF-16 units, in 32 signed bits. */
export function stringHashCode(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash;
}

/** `Arrays.hashCode(byte[])`. */
export function bytesHashCode(bytes: Uint8Array): number {
  let hash = 1;
  for (const byte of bytes) hash = (Math.imul(31, hash) + ((byte << 24) >> 24)) | 0;
  return hash;
}

/**
 * `hashCode` of a Connect value. `type` tells what a `number` stands for: an INT64 of -1 hashes otherwise than an INT32.
 * Without it a whole number is a Long and any other a Double. Bytes and objects whose Java hash is an address give 0.
 */
export function hashCode(value: unknown, type?: SchemaType): number {
  switch (typeof value) {
    case 'string':
      return stringHashCode(value);
    case 'boolean':
      return value ? 1231 : 1237;
    case 'bigint':
      return longHashCode(value);
    case 'number':
      return numberHashCode(value, type);
    case 'object':
      return value === null ? 0 : objectHashCode(value, type);
    default:
      return 0;
  }
}

function numberHashCode(value: number, type?: SchemaType): number {
  if (type === 'INT8' || type === 'INT16' || type === 'INT32') return value | 0;
  if (type === 'FLOAT32') return floatHashCode(value);
  if (type !== 'FLOAT64' && Number.isSafeInteger(value)) return longHashCode(BigInt(value));
  return doubleHashCode(value);
}

function longHashCode(value: bigint): number {
  return Number(BigInt.asIntN(32, value ^ (BigInt.asUintN(64, value) >> 32n)));
}

function doubleHashCode(value: number): number {
  bits.setFloat64(0, value);
  return Number.isNaN(value) ? 0x7ff80000 : bits.getInt32(0) ^ bits.getInt32(4);
}

function floatHashCode(value: number): number {
  bits.setFloat32(0, value);
  return Number.isNaN(value) ? 0x7fc00000 : bits.getInt32(0);
}

function objectHashCode(value: object, type?: SchemaType): number {
  if (value instanceof Float64) {
    return type === 'FLOAT32' ? floatHashCode(value.valueOf()) : doubleHashCode(value.valueOf());
  }
  if (value instanceof Date) return longHashCode(BigInt(value.getTime()));
  if (Array.isArray(value)) return value.reduce<number>((hash, item) => (Math.imul(31, hash) + hashCode(item)) | 0, 1);
  if (value instanceof Map) {
    let hash = 0;
    for (const [key, item] of value) hash = (hash + (hashCode(key) ^ hashCode(item))) | 0;
    return hash;
  }
  const own = value as { hashCode?: () => unknown };
  const hash = typeof own.hashCode === 'function' ? own.hashCode() : 0;
  return typeof hash === 'number' ? hash : 0;
}
