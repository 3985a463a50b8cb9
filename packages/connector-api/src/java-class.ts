import { Float64 } from './data.ts';
import type { Schema, SchemaType } from './schema.ts';

const INT32_MIN = -(2 ** 31);
const INT32_MAX = 2 ** 31 - 1;

const NUMBER_CLASSES: ReadonlyMap<SchemaType, string> = new Map([
  ['INT8', 'java.lang.Byte'],
  ['INT16', 'java.lang.Short'],
  ['INT32', 'java.lang.Integer'],
  ['FLOAT32', 'java.lang.Float'],
  ['FLOAT64', 'java.lang.Double'],
]);

/** A value that stands for a Java class of its own (`Struct`, `Decimal`, `Password`, …) says which. */
export interface JavaNamed {
  readonly javaClass: string;
}

/**
 * The name of the Java class that a value would have in Java Connect, for messages that must read the same. Numbers have
 * fewer classes here than there: a whole one is an Integer if it fits 32 bits and a Long beyond.
 */
export function javaClassOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'java.lang.String';
    case 'boolean':
      return 'java.lang.Boolean';
    case 'bigint':
      return 'java.lang.Long';
    case 'number':
      return classOfNumber(value);
    case 'object':
      return value === null ? 'null' : classOfObject(value);
    default:
      return typeof value;
  }
}

function classOfNumber(value: number): string {
  if (!Number.isSafeInteger(value)) return 'java.lang.Double';
  return value >= INT32_MIN && value <= INT32_MAX ? 'java.lang.Integer' : 'java.lang.Long';
}

function classOfObject(value: object): string {
  const named = (value as Partial<JavaNamed>).javaClass;
  if (typeof named === 'string') return named;
  if (Array.isArray(value)) return 'java.util.ArrayList';
  if (value instanceof Map || isPlainObject(value)) return 'java.util.HashMap';
  if (value instanceof Uint8Array) return '[B';
  if (value instanceof Date) return 'java.util.Date';
  if (value instanceof Float64) return 'java.lang.Double';
  return value.constructor.name;
}

/**
 * The same for Connect data, where the schema says what a number is. Without a schema a whole number is a Long, as JSON without a
 * schema is read.
 */
export function javaClassOfData(value: unknown, schema: Schema | null): string {
  if (typeof value === 'number' || value instanceof Float64) {
    const bySchema = NUMBER_CLASSES.get(schema?.type ?? 'STRUCT');
    if (bySchema !== undefined) return bySchema;
    if (schema === null && Number.isSafeInteger(value)) return 'java.lang.Long';
  }
  return javaClassOf(value);
}

/** Whether it is an object literal, or one parsed from JSON, rather than an instance of some class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
