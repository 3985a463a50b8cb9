import { doubleToString, Float64 } from '@millrace/connector-api';
import { parse } from 'lossless-json';

/** A JSON value that keeps what JavaScript's own parser loses: 64-bit integers, and the difference between `1` and `1.0`. */
export type Json = null | boolean | number | bigint | Float64 | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * Parses JSON. Integers beyond 2^53 are `bigint`, whole doubles (`1.0`, `1e3`) are {@link Float64}; of members with the same
 * name the last one counts. A member may have any name, `__proto__` too. Throws SyntaxError.
 */
export function parseJson(text: string): Json {
  try {
    return parse(text, null, { parseNumber, onDuplicateKey: ({ newValue }) => newValue }) as Json;
  } catch (error) {
    // The parser calls itself for each level of nesting.
    if (error instanceof RangeError) throw new SyntaxError('The JSON text is nested too deeply', { cause: error });
    throw error;
  }
}

/** Writes JSON as Kafka Connect's JsonConverter does, without blanks; doubles as Java shows them, `1.0E10`. */
export function stringifyJson(value: Json): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return stringText(value);
    case 'number':
      return Number.isInteger(value) ? integerText(value) : floatText(value);
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      if (value instanceof Float64) return floatText(value.valueOf());
      if (isArray(value)) return `[${value.map(stringifyJson).join(',')}]`;
      return objectText(Object.entries(value));
  }
}

/** The same text for values that say the same, whatever the order of their members. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object' || value instanceof Float64) return stringifyJson(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${stringText(key)}:${canonicalJson(member)}`).join(',')}}`;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isArray(value) && !(value instanceof Float64);
}

function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function parseNumber(text: string): number | bigint | Float64 {
  if (/[.eE]/.test(text)) return Float64.of(Number(text));
  const number = Number(text);
  // JSON's -0 is the integer 0.
  return Number.isSafeInteger(number) ? number + 0 : BigInt(text);
}

function objectText(entries: readonly (readonly [string, Json])[]): string {
  return `{${entries.map(([key, member]) => `${stringText(key)}:${stringifyJson(member)}`).join(',')}}`;
}

function integerText(value: number): string {
  return Number.isSafeInteger(value) ? String(value + 0) : String(BigInt(value));
}

function floatText(value: number): string {
  return Number.isFinite(value) ? doubleToString(value) : `"${value}"`;
}

/** Control characters that have no short form stand as `\u001F` in Java's JSON, in capitals. */
function stringText(text: string): string {
  const quoted = JSON.stringify(text);
  return quoted.includes('\\u00') ? quoted.replaceAll(/\\(?:u00(..)|.)/g, capitals) : quoted;
}

function capitals(escape: string, digits: string | undefined): string {
  return digits === undefined ? escape : `\\u00${digits.toUpperCase()}`;
}
