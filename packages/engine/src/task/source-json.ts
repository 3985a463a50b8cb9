import { DataError, Float64 } from '@millrace/connector-api';
import type { SourceOffset, SourcePartition } from '@millrace/connector-api';
import { canonicalJson, isJsonObject, parseJson, stringifyJson } from '../model/json.ts';
import type { Json, JsonObject } from '../model/json.ts';

/*
 * Source partitions and offsets as JSON text, which is how they cross from a task to the store: integers keep all their 64 bits,
 * and a whole double stays a double (1.0).
 */

/** A partition or an offset as JSON. Throws DataError for a value that is not text, a number, a boolean, bytes or null. */
export function sourceJson(data: SourcePartition | SourceOffset | null): string {
  return data === null ? 'null' : stringifyJson(primitives(data));
}

/** Equal for partitions that say the same, whatever the order of their members. */
export function partitionKey(partition: SourcePartition | null): string {
  return partition === null ? 'null' : canonicalJson(primitives(partition));
}

/** Reads what {@link sourceJson} wrote. */
export function parseSourceJson(text: string): SourceOffset | null {
  const value = parseJson(text);
  return isJsonObject(value) ? value : null;
}

function primitives(data: SourcePartition | SourceOffset): JsonObject {
  if (typeof data !== 'object' || Array.isArray(data)) throw new DataError('Offsets must be specified as a Map');
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, primitive(key, value)]));
}

function primitive(key: string, value: unknown): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'undefined':
      return null;
    default:
      if (value === null || value instanceof Float64) return value;
      if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
      throw new DataError(`Offsets may only contain primitive types as values, but field ${key} contains ${typeName(value)}`);
  }
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'ARRAY';
  const proto: unknown = Object.getPrototypeOf(value);
  return value instanceof Map || proto === null || proto === Object.prototype
    ? 'MAP'
    : ((value as object).constructor?.name ?? typeof value);
}
