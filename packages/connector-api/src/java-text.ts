import { Float64 } from './data.ts';
import { bytesHashCode } from './java-hash.ts';
import { isPlainObject } from './java-class.ts';
import { dateToString } from './java-date-text.ts';
import type { Schema } from './schema.ts';

/**
 * A value as Java's `String.valueOf` prints it: what a file sink writes and a string converter sends.
 *
 * Numbers follow the schema (a FLOAT64 of 1 is `1.0`); without one a whole `number` is an integer. Maps are printed in their
 * own order: bring one into the order of a Java HashMap with `hashOrdered` first where that matters. Dates are printed for UTC.
 * Java prints bytes as `[B@` and an address that differs in each run; here it is a hash of the content.
 */
export function javaToString(value: unknown, schema: Schema | null = null): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return numberToString(value, schema);
    case 'object':
      return value === null ? 'null' : objectToString(value, schema);
    case 'undefined':
      return 'null';
    default:
      return String(value);
  }
}

function numberToString(value: number, schema: Schema | null): string {
  if (schema?.type === 'FLOAT32') return floatToString(value);
  if (schema?.type === 'FLOAT64' || !Number.isSafeInteger(value)) return doubleToString(value);
  return String(value);
}

function objectToString(value: object, schema: Schema | null): string {
  if (Array.isArray(value)) return `[${value.map((item) => javaToString(item, schema?.valueSchema)).join(', ')}]`;
  if (value instanceof Map) return entriesToString(value, schema);
  if (value instanceof Uint8Array) return `[B@${(bytesHashCode(value) >>> 0).toString(16)}`;
  if (value instanceof Date) return dateToString(value);
  if (value instanceof Float64) {
    return schema?.type === 'FLOAT32' ? floatToString(value.valueOf()) : doubleToString(value.valueOf());
  }
  if (isPlainObject(value)) return entriesToString(Object.entries(value), null);
  // A Struct, a Decimal, a Password: these print themselves.
  return (value as { toString(): string }).toString();
}

function entriesToString(entries: Iterable<readonly [unknown, unknown]>, schema: Schema | null): string {
  const parts: string[] = [];
  for (const [key, item] of entries) {
    parts.push(`${javaToString(key, schema?.keySchema)}=${javaToString(item, schema?.valueSchema)}`);
  }
  return `{${parts.join(', ')}}`;
}

/** `Double.toString` as since JDK 19: the fewest digits that are still this double, `1.0E10` for large and small ones. */
export function doubleToString(value: number): string {
  const special = specialToString(value);
  if (special !== undefined) return special;
  const shortest = value.toExponential();
  // Java considers decimals of two digits at least: 4.9E-324, not 5E-324.
  return scientificToJava(/^-?\de/.test(shortest) ? value.toExponential(1) : shortest);
}

/** `Float.toString` as since JDK 19: the fewest digits that are still this float. The value is rounded to a float first. */
export function floatToString(value: number): string {
  const float = Math.fround(value);
  const special = specialToString(float);
  if (special !== undefined) return special;
  let digits = 1;
  let text = float.toExponential(digits);
  while (Math.fround(Number(text)) !== float) text = float.toExponential(++digits);
  return scientificToJava(text);
}

function specialToString(value: number): string | undefined {
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  return Number.isFinite(value) ? undefined : String(value);
}

/** From JavaScript's `d.ddde±n` to Java's layout: plain from 0.001 up to below ten million, else `d.dddE±n`. */
function scientificToJava(text: string): string {
  const [mantissa = '', exponentText] = text.split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '').replace(/(?<=.)0+$/, '');
  const exponent = Number(exponentText);
  if (exponent < -3 || exponent >= 7) return `${sign}${digits[0] ?? ''}.${digits.slice(1) || '0'}E${exponent}`;
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}
