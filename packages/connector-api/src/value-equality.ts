import { Float64 } from './data.ts';

interface Comparable {
  equals(other: unknown): boolean;
}

/**
 * Whether two Connect values are the same, as Java's `equals` has it: bytes, lists and maps by content (maps without regard to
 * order), structs and decimals by their own `equals` (1.0 and 1.00 differ), NaN equals itself, 0.0 is not -0.0.
 */
export function valuesEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && listsEqual(a, b);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && bytesEqual(a, b);
  if (a instanceof Map) return b instanceof Map && mapsEqual(a, b);
  if (a instanceof Date) return b instanceof Date && Object.is(a.getTime(), b.getTime());
  if (a instanceof Float64) return b instanceof Float64 && Object.is(a.valueOf(), b.valueOf());
  return isComparable(a) && a.equals(b);
}

function isComparable(value: object): value is Comparable {
  return typeof (value as Partial<Comparable>).equals === 'function';
}

export function listsEqual(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, i) => valuesEqual(item, b[i]));
}

function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function mapsEqual(a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const match = typeof key === 'object' ? [...b].find(([other]) => valuesEqual(key, other)) : undefined;
    const there = match !== undefined || b.has(key);
    if (!there || !valuesEqual(value, match === undefined ? b.get(key) : match[1])) return false;
  }
  return true;
}
