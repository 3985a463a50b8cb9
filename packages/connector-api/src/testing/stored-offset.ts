import { isPlainObject } from '../java-class.ts';
import { HarnessError } from './harness-options.ts';

/** A source partition, or an offset, as it comes back from where a worker keeps it: JSON text in between. */
export type StoredOffset = Readonly<Record<string, unknown>>;

/**
 * Text that is equal for equal partitions or offsets, whatever the order of their members. Throws HarnessError for what a worker could
 * not store: it has to be a plain object of texts, numbers, booleans and nulls.
 */
export function offsetText(what: string, given: unknown): string {
  if (!isPlainObject(given)) throw new HarnessError(`${what} has to be a plain object, not ${describe(given)}`);
  const members = Object.entries(given).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, value]) => `${JSON.stringify(key)}:${primitiveText(`${what}, member ${key},`, value)}`).join(',')}}`;
}

/** What a connector reads back: a whole number beyond 2^53 is a bigint, any other number a number. */
export function storedOffset(given: Readonly<Record<string, unknown>>): StoredOffset {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, typeof value === 'bigint' ? readInteger(value) : value]),
  );
}

function readInteger(value: bigint): bigint | number {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

function primitiveText(what: string, value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  throw new HarnessError(`${what} has to be a text, a finite number, a boolean or null, not ${describe(value)}`);
}

function describe(value: unknown): string {
  if (value === null || typeof value !== 'object') return typeof value === 'number' ? String(value) : typeof value;
  return Array.isArray(value) ? 'an array' : `an object of ${value.constructor?.name ?? 'no class'}`;
}
