import {
  ConnectDate,
  ConnectTime,
  ConnectTimestamp,
  DataError,
  Decimal,
  Float64,
  Struct,
  doubleToString,
  floatToString,
  javaClassOf,
  type ConnectValue,
  type Schema,
} from '@millrace/connector-api';
import { asBuffer } from '../text/java-utf8.ts';
import { jsonString } from './json-string.ts';

const INT64_MAX = 2n ** 63n - 1n;

/** The settings of a JSON converter that say how values are written. */
export interface JsonWriting {
  /** Whether a null is written as the schema's default (`replace.null.with.default`). */
  readonly replaceNullWithDefault: boolean;
  /** Decimals as the Base64 text of their bytes, or as JSON numbers (`decimal.format`). */
  readonly decimalFormat: 'BASE64' | 'NUMERIC';
}

/** The JSON text of a value. Throws a DataError where value and schema do not go together. */
export function connectToJson(schema: Schema | null, value: ConnectValue, writing: JsonWriting): string {
  if (value === null || value === undefined) return nullToJson(schema, writing);
  if (schema === null) return schemalessToJson(value, writing);
  const logical = schema.name === null ? undefined : LOGICAL.get(schema.name);
  if (logical !== undefined) return logical(schema, value, writing);
  switch (schema.type) {
    case 'INT8':
      return integerToJson(schema, value, 7);
    case 'INT16':
      return integerToJson(schema, value, 15);
    case 'INT32':
      return integerToJson(schema, value, 31);
    case 'INT64':
      if (typeof value === 'bigint' && value <= INT64_MAX && value >= -INT64_MAX - 1n) return String(value);
      throw wrongType(schema, value);
    case 'FLOAT32':
      return floatToJson(floatToString(numberOf(schema, value)));
    case 'FLOAT64':
      return floatToJson(doubleToString(numberOf(schema, value)));
    case 'BOOLEAN':
      if (typeof value === 'boolean') return value ? 'true' : 'false';
      throw wrongType(schema, value);
    case 'STRING':
      if (typeof value === 'string') return jsonString(value);
      throw wrongType(schema, value);
    case 'BYTES':
      if (value instanceof Uint8Array) return bytesToJson(value);
      throw new DataError(`Invalid type for bytes type: class ${javaClassOf(value)}`);
    case 'ARRAY':
      if (Array.isArray(value)) return arrayToJson(schema.valueSchema, value, writing);
      throw wrongType(schema, value);
    case 'MAP':
      if (value instanceof Map) return mapToJson(schema, value, writing);
      throw wrongType(schema, value);
    case 'STRUCT':
      if (value instanceof Struct) return structToJson(schema, value, writing);
      throw wrongType(schema, value);
    default:
      throw new DataError(`Couldn't convert a value of type ${String(schema.type)} to JSON.`);
  }
}

function nullToJson(schema: Schema | null, writing: JsonWriting): string {
  if (schema === null) return 'null';
  if (schema.defaultValue !== null && writing.replaceNullWithDefault) return connectToJson(schema, schema.defaultValue, writing);
  if (schema.optional) return 'null';
  throw new DataError('Conversion error: null value for field that is required and has no default value');
}

function schemalessToJson(value: unknown, writing: JsonWriting): string {
  switch (typeof value) {
    case 'string':
      return jsonString(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return Number.isSafeInteger(value) ? String(value) : floatToJson(doubleToString(value));
    case 'bigint':
      if (value <= INT64_MAX && value >= -INT64_MAX - 1n) return String(value);
      throw noSchemaType('java.math.BigInteger');
    default:
      return objectToJson(value as object, writing);
  }
}

function objectToJson(value: object, writing: JsonWriting): string {
  if (Array.isArray(value)) return arrayToJson(null, value, writing);
  if (value instanceof Map) return mapToJson(null, value, writing);
  if (value instanceof Uint8Array) return bytesToJson(value);
  if (value instanceof Float64) return floatToJson(doubleToString(value.valueOf()));
  if (value instanceof Struct) throw new DataError('Mismatching schema.');
  if (javaClassOf(value) === 'java.util.HashMap') return mapToJson(null, new Map(Object.entries(value)), writing);
  throw noSchemaType(javaClassOf(value));
}

function noSchemaType(javaClass: string): DataError {
  return new DataError(`Java class class ${javaClass} does not have corresponding schema type.`);
}

function wrongType(schema: Schema, value: unknown): DataError {
  return new DataError(`Invalid type for ${schema.type}: class ${javaClassOf(value)}`);
}

function integerToJson(schema: Schema, value: unknown, bits: number): string {
  if (typeof value === 'number' && Number.isInteger(value) && value >= -(2 ** bits) && value < 2 ** bits) return String(value);
  throw wrongType(schema, value);
}

function numberOf(schema: Schema, value: unknown): number {
  if (typeof value === 'number') return value;
  if (value instanceof Float64) return value.valueOf();
  throw wrongType(schema, value);
}

/** Numbers that JSON has no form for are written as strings. */
function floatToJson(text: string): string {
  return text === 'NaN' || text.endsWith('y') ? `"${text}"` : text;
}

function bytesToJson(bytes: Uint8Array): string {
  return `"${asBuffer(bytes).toString('base64')}"`;
}

function arrayToJson(schema: Schema | null, elements: readonly unknown[], writing: JsonWriting): string {
  let text = '';
  for (const element of elements) text += `${text === '' ? '' : ','}${connectToJson(schema, element, writing)}`;
  return `[${text}]`;
}

/** An object if all keys are strings, by the schema or, without one, by themselves; an array of pairs otherwise. */
function mapToJson(schema: Schema | null, map: ReadonlyMap<unknown, unknown>, writing: JsonWriting): string {
  const keySchema = schema?.keySchema ?? null;
  const valueSchema = schema?.valueSchema ?? null;
  const asObject = schema === null ? allStrings(map.keys()) : keySchema?.type === 'STRING';
  if (!asObject) {
    const pairs = Array.from(map, ([key, value]) => {
      return `[${connectToJson(keySchema, key, writing)},${connectToJson(valueSchema, value, writing)}]`;
    });
    return `[${pairs.join(',')}]`;
  }
  if (map.has(null)) return nullKeyedMapToJson(keySchema, valueSchema, map, writing);
  let text = '';
  for (const [key, value] of map) {
    const name = schema === null ? jsonString(key as string) : connectToJson(keySchema, key, writing);
    text += `${text === '' ? '' : ','}${name}:${connectToJson(valueSchema, value, writing)}`;
  }
  return `{${text}}`;
}

/** A null key becomes the text "null" or the key schema's default, and may meet another key there: the last one counts. */
function nullKeyedMapToJson(
  keySchema: Schema | null,
  valueSchema: Schema | null,
  map: ReadonlyMap<unknown, unknown>,
  writing: JsonWriting,
): string {
  const members = new Map<string, string>();
  for (const [key, value] of map) {
    const name = connectToJson(keySchema, key, writing);
    members.set(name === 'null' ? '"null"' : name, connectToJson(valueSchema, value, writing));
  }
  return `{${Array.from(members, ([name, value]) => `${name}:${value}`).join(',')}}`;
}

function allStrings(keys: Iterable<unknown>): boolean {
  for (const key of keys) if (typeof key !== 'string') return false;
  return true;
}

function structToJson(schema: Schema, struct: Struct, writing: JsonWriting): string {
  if (!struct.schema.equals(schema)) throw new DataError('Mismatching schema.');
  const names = memberNames(schema);
  let text = '{';
  for (let i = 0; i < names.length; i++) {
    const field = schema.fields[i]!;
    text += names[i]! + connectToJson(field.schema, struct.getWithoutDefault(field), writing);
  }
  return `${text}}`;
}

const memberNamesBySchema = new WeakMap<Schema, readonly string[]>();

/** The names of a struct's members as they stand in JSON, with what is between one and the next. */
function memberNames(schema: Schema): readonly string[] {
  let names = memberNamesBySchema.get(schema);
  if (names === undefined) {
    names = schema.fields.map(({ name }, i) => `${i === 0 ? '' : ','}${jsonString(name)}:`);
    memberNamesBySchema.set(schema, names);
  }
  return names;
}

const LOGICAL: ReadonlyMap<string, (schema: Schema, value: unknown, writing: JsonWriting) => string> = new Map([
  [Decimal.LOGICAL_NAME, decimalToJson],
  [ConnectDate.LOGICAL_NAME, (schema, value) => String(ConnectDate.fromLogical(schema, dateOf('Date', value)))],
  [ConnectTime.LOGICAL_NAME, (schema, value) => String(ConnectTime.fromLogical(schema, dateOf('Time', value)))],
  [ConnectTimestamp.LOGICAL_NAME, (schema, value) => String(ConnectTimestamp.fromLogical(schema, dateOf('Timestamp', value)))],
]);

function decimalToJson(schema: Schema, value: unknown, { decimalFormat }: JsonWriting): string {
  if (!(value instanceof Decimal)) {
    throw new DataError(`Invalid type for Decimal, expected BigDecimal but was class ${javaClassOf(value)}`);
  }
  return decimalFormat === 'NUMERIC' ? value.toString() : bytesToJson(Decimal.fromLogical(schema, value));
}

function dateOf(what: string, value: unknown): Date {
  if (value instanceof Date) return value;
  throw new DataError(`Invalid type for ${what}, expected Date but was class ${javaClassOf(value)}`);
}
