import { doubleToString, Float64 } from '@millrace/connector-api';
import { parse, stringify } from 'lossless-json';

/** A text that is not JSON, or not such JSON as is read here; the message says what is wrong, and where. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
}

/** A number of a JSON text as it was written: `1.0`, `1e3` and `9007199254740993` stay what they are. */
export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What {@link readJson} gives. Objects may have any key, `__proto__` too, as an own property. */
export type Json = string | boolean | null | JsonNumber | readonly Json[] | { readonly [key: string]: Json };

const MAX_DEPTH = 1000;
const MAX_NUMBER_LENGTH = 1000;

/**
 * Reads a JSON text. Of equal keys the last counts. More than 1,000 levels or digits are refused, as Jackson does.
 * @throws {JsonError} with what is wrong, and where.
 */
export function readJson(text: string): Json {
  requireDepth(text);
  if (tellsSource) {
    try {
      return JSON.parse(text, readValue) as Json;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  try {
    return parse(text, undefined, { parseNumber: readNumber, onDuplicateKey: ({ newValue }) => newValue }) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) throw malformed(text, error.message);
    throw error;
  }
}

/** The number, whole ones exact: as `bigint` where a `number` would not be. A whole double (`1.0`) is a {@link Float64}. */
export function exactNumber({ text }: JsonNumber): number | bigint | Float64 {
  if (/^-?\d+$/.test(text)) {
    const whole = BigInt(text);
    const number = Number(whole);
    return Number.isSafeInteger(number) ? number : whole;
  }
  const double = Number(text);
  if (!Number.isFinite(double)) throw new JsonError(`The number ${text} does not fit 64 bits`);
  return Float64.of(double);
}

/** The value with its numbers as {@link exactNumber} gives them. */
export function exactValue(json: Json): unknown {
  if (json instanceof JsonNumber) return exactNumber(json);
  if (json === null || typeof json !== 'object') return json;
  if (isArray(json)) return json.map(exactValue);
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, exactValue(value)]));
}

/** Writes a value that may hold `bigint` and {@link Float64}; doubles as Java shows them. */
export function writeExactJson(value: unknown): string {
  return (
    stringify(value, undefined, undefined, [{ test: isDouble, stringify: (item) => doubleToString(Number(item)) }]) ?? 'null'
  );
}

function isDouble(value: unknown): boolean {
  return value instanceof Float64 || (typeof value === 'number' && !Number.isInteger(value) && Number.isFinite(value));
}

/** What a JSON value is, for messages: `an array`, `a number`, … */
export function describeJson(json: Json): string {
  if (json === null) return 'null';
  if (json instanceof JsonNumber) return `the number ${json.text.slice(0, 40)}`;
  if (isArray(json)) return 'an array';
  if (typeof json === 'object') return 'an object';
  return typeof json === 'boolean' ? String(json) : `the text ${JSON.stringify(json.slice(0, 40))}`;
}

/** Whether it is a JSON object. */
export function isJsonObject(json: Json): json is { readonly [key: string]: Json } {
  return json !== null && typeof json === 'object' && !isArray(json) && !(json instanceof JsonNumber);
}

/** `Array.isArray` for JSON values. */
export function isArray(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

type Reviver = (key: string, value: unknown, context?: { readonly source: string }) => unknown;

const readValue: Reviver = (_key, value, context) => (typeof value === 'number' ? readNumber(context!.source) : value);

/** Whether this engine's own parser says how a number was written; it is many times faster, but says less of what is wrong. */
const tellsSource = (() => {
  let told: string | undefined;
  const listen: Reviver = (_key, value, context) => {
    told = context?.source;
    return value;
  };
  JSON.parse('1.0', listen);
  return told === '1.0';
})();

function readNumber(text: string): JsonNumber {
  if (text.length > MAX_NUMBER_LENGTH) {
    throw new JsonError(`The request body has a number of ${text.length} characters; at most ${MAX_NUMBER_LENGTH} are read`);
  }
  return new JsonNumber(text);
}

function requireDepth(text: string): void {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (++depth > MAX_DEPTH) throw new JsonError(`The request body nests deeper than ${MAX_DEPTH} levels`);
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

function malformed(text: string, why: string): JsonError {
  const found = /^(.*?)\s*at position (\d+)$/s.exec(why);
  if (found === null) return new JsonError(`Malformed JSON: ${why}`);
  const before = text.slice(0, Number(found[2])).split('\n');
  return new JsonError(`Malformed JSON at line ${before.length}, column ${before.at(-1)!.length + 1}: ${found[1]}`);
}
