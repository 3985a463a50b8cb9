import {
  ConnectDate,
  ConnectTime,
  ConnectTimestamp,
  DataError,
  Decimal,
  Float64,
  floatToString,
  javaClassOfData,
  javaToString,
  javaTrim,
  parseDouble,
  parseInteger,
  type Schema,
  type SchemaType,
} from '@millrace/connector-api';
import { asBuffer } from '../text/java-utf8.ts';
import { nearestFloat32 } from './float32.ts';
import { int64Value, isJavaNumber, toDouble, toInt64, toNarrowInteger, type JavaNumber } from './java-numbers.ts';
import { valueToString } from './value-to-string.ts';

const INPUT_TYPES: readonly SchemaType[] = [
  'INT8',
  'INT16',
  'INT32',
  'INT64',
  'FLOAT32',
  'FLOAT64',
  'BOOLEAN',
  'STRING',
  'BYTES',
];

/** The types that values can be cast to. */
export const CAST_TYPES: readonly SchemaType[] = INPUT_TYPES.slice(0, -1);

const NOT_A_NUMBER = Symbol('text that is no number of the type');

/**
 * A value as one of another type. Numbers lose what does not fit, as Java's conversions do; text has to be a number of the type.
 * `schema` is that of the value; without one the result is schemaless data as well. Throws a DataError for what cannot be cast.
 */
export function castTo(schema: Schema | null, value: unknown, target: SchemaType): unknown {
  if (value === null || value === undefined) return null;
  const type = schema === null ? typeOfData(value) : schema.type;
  if (!INPUT_TYPES.includes(type)) {
    throw new DataError(
      `Cast transformation does not support casting from ${type}; supported types are [${INPUT_TYPES.join(', ')}]`,
    );
  }
  if (target === 'STRING') return castToString(schema, value);
  const plain = schema === null || schema.name === null ? value : encodeLogical(schema, value);
  const cast = typeof plain === 'string' ? parseAs(plain, target, schema) : convert(plain, target, schema);
  if (cast === NOT_A_NUMBER) throw new DataError(`Value (${String(plain)}) was out of range for requested data type`);
  return cast;
}

/** The type that data without a schema would have. */
function typeOfData(value: unknown): SchemaType {
  const type = DATA_TYPES.get(javaClassOfData(value, null));
  if (type !== undefined && !isBeyondInt64(value)) return type;
  throw new DataError(
    `Cast transformation was passed a value of type class ${dataClass(value)} which is not supported by Connect's data API`,
  );
}

const DATA_TYPES: ReadonlyMap<string, SchemaType> = new Map([
  ['java.lang.Long', 'INT64'],
  ['java.lang.Double', 'FLOAT64'],
  ['java.lang.Boolean', 'BOOLEAN'],
  ['java.lang.String', 'STRING'],
  ['[B', 'BYTES'],
  ['java.util.ArrayList', 'ARRAY'],
  ['java.util.HashMap', 'MAP'],
  ['org.apache.kafka.connect.data.Struct', 'STRUCT'],
]);

function isBeyondInt64(value: unknown): boolean {
  return typeof value === 'bigint' && BigInt.asIntN(64, value) !== value;
}

function dataClass(value: unknown): string {
  return isBeyondInt64(value) ? 'java.math.BigInteger' : javaClassOfData(value, null);
}

/** Dates and times as the numbers that are written for them. */
function encodeLogical(schema: Schema, value: unknown): unknown {
  switch (schema.name) {
    case ConnectDate.LOGICAL_NAME:
      return ConnectDate.fromLogical(schema, value as Date);
    case ConnectTime.LOGICAL_NAME:
      return ConnectTime.fromLogical(schema, value as Date);
    case ConnectTimestamp.LOGICAL_NAME:
      return ConnectTimestamp.fromLogical(schema, value as Date);
    default:
      return value;
  }
}

function convert(value: unknown, target: SchemaType, schema: Schema | null): unknown {
  const number = typeof value === 'boolean' ? Number(value) : value;
  if (!isJavaNumber(number)) {
    throw new DataError(`Unexpected type in Cast transformation: class ${javaClassOfData(value, schema)}`);
  }
  switch (target) {
    case 'INT8':
      return toNarrowInteger(number, 8, schema);
    case 'INT16':
      return toNarrowInteger(number, 16, schema);
    case 'INT32':
      return toNarrowInteger(number, 32, schema);
    case 'INT64':
      return int64Value(toInt64(number), schema);
    case 'FLOAT32':
      return float32Value(toFloat(number), schema);
    case 'FLOAT64':
      return float64Value(toDouble(number), schema);
    default:
      return toInt64(number) !== 0n;
  }
}

function parseAs(text: string, target: SchemaType, schema: Schema | null): unknown {
  switch (target) {
    case 'INT8':
      return parseNarrow(text, 8);
    case 'INT16':
      return parseNarrow(text, 16);
    case 'INT32':
      return parseNarrow(text, 32);
    case 'INT64': {
      const parsed = parseInteger(text, 64);
      return parsed === undefined ? NOT_A_NUMBER : int64Value(parsed, schema);
    }
    case 'FLOAT32': {
      const parsed = parseFloat32(text);
      return parsed === undefined ? NOT_A_NUMBER : float32Value(parsed, schema);
    }
    case 'FLOAT64': {
      const parsed = parseDouble(text);
      return parsed === undefined ? NOT_A_NUMBER : float64Value(parsed, schema);
    }
    default:
      return text.toLowerCase() === 'true';
  }
}

function parseNarrow(text: string, bits: 8 | 16 | 32): number | typeof NOT_A_NUMBER {
  const parsed = parseInteger(text, bits === 8 ? 16 : bits);
  return parsed === undefined || BigInt.asIntN(bits, parsed) !== parsed ? NOT_A_NUMBER : Number(parsed);
}

/** `Float.parseFloat`, which rounds once. */
function parseFloat32(text: string): number | undefined {
  const double = parseDouble(text);
  if (double === undefined || Number.isNaN(double)) return double;
  const digits = javaTrim(text).replace(/[fFdD]$/, '');
  return /[xXI]/.test(digits) ? Math.fround(double) : nearestFloat32(digits);
}

/** `Number.floatValue`, which rounds once. */
function toFloat(value: JavaNumber): number {
  if (typeof value === 'bigint' || value instanceof Decimal) return nearestFloat32(String(value));
  return Math.fround(Number(value));
}

/** A FLOAT32 as Connect data has it: without a schema the double that prints alike. */
function float32Value(value: number, schema: Schema | null): number | Float64 {
  return schema === null ? Float64.of(Number(floatToString(value))) : value;
}

function float64Value(value: number, schema: Schema | null): number | Float64 {
  return schema === null ? Float64.of(value) : value;
}

function castToString(schema: Schema | null, value: unknown): string {
  if (value instanceof Date) return valueToString(null, value);
  if (value instanceof Uint8Array) return asBuffer(value).toString('base64');
  return javaToString(value, schema);
}
