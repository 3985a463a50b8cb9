import { DataError, Float64, hashOrdered, javaClassOf, Struct, type ConnectValue } from '@millrace/connector-api';
import { isPlainObject } from '@millrace/connector-api';
import { encodableText } from './encodable-text.ts';
import { fieldKey } from './avro-codec.ts';
import { avroSchemaText } from './avro-schema-text.ts';
import type { AvroSchema } from './avro-schema.ts';
import { parseAvroSchema } from './parse-avro-schema.ts';
import { asBuffer } from '../text/java-utf8.ts';

const INT64_MAX = 2n ** 63n - 1n;

/** What data without a schema may be, in the order of the fields of {@link ANYTHING}. */
const KINDS = ['boolean', 'bytes', 'double', 'float', 'int', 'long', 'string', 'array', 'map'] as const;
type Kind = (typeof KINDS)[number];

const KEYS = new Map(KINDS.map((kind, index) => [kind, fieldKey(index)]));
const ITEMS: Readonly<Record<string, unknown>> = {
  array: { type: 'array', items: 'Anything' },
  map: {
    type: 'array',
    items: {
      type: 'record',
      name: 'MapEntry',
      fields: [
        { name: 'key', type: 'Anything' },
        { name: 'value', type: 'Anything' },
      ],
    },
  },
};

/** The schema of data without a schema: a record of which one field has a value, or none for null. */
export const ANYTHING: AvroSchema = parseAvroSchema(
  JSON.stringify({
    type: 'record',
    name: 'Anything',
    namespace: 'io.confluent.connect.avro',
    fields: KINDS.map((name) => ({ name, type: ['null', ITEMS[name] ?? name], default: null })),
  }),
);

const ANYTHING_TEXT = avroSchemaText(ANYTHING);

export function isAnything(schema: AvroSchema): boolean {
  return schema === ANYTHING || (schema.type === 'record' && avroSchemaText(schema) === ANYTHING_TEXT);
}

/** The record of a value without a schema. A DataError for what has no place in it. */
export function anythingOf(value: ConnectValue): object {
  if (value === null || value === undefined) return record(null, null);
  switch (typeof value) {
    case 'boolean':
      return record('boolean', value);
    case 'string':
      return record('string', encodableText(value));
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? record('long', BigInt(value)) : record('double', value);
    case 'bigint':
      if (value > INT64_MAX || value < -INT64_MAX - 1n) throw new DataError(`${value} is no integer of 64 bits`);
      return record('long', value);
    default:
      return containerOf(value);
  }
}

function containerOf(value: unknown): object {
  if (value instanceof Float64) return record('double', value.valueOf());
  if (value instanceof Uint8Array) return record('bytes', asBuffer(value));
  if (Array.isArray(value)) return record('array', value.map(anythingOf));
  if (value instanceof Map) return record('map', Array.from(value, entryOf));
  if (isPlainObject(value)) return record('map', Object.entries(value).map(entryOf));
  const what = value instanceof Struct ? 'A Struct has to have its schema' : 'Unknown Java type for schemaless data';
  throw new DataError(`${what}: class ${javaClassOf(value)}`);
}

function entryOf([key, value]: readonly [unknown, unknown]): object {
  return { [fieldKey(0)]: anythingOf(key), [fieldKey(1)]: anythingOf(value) };
}

function record(kind: Kind | null, value: unknown): object {
  return Object.fromEntries(KINDS.map((each, index) => [fieldKey(index), each === kind ? value : null]));
}

/** The value of such a record. */
export function valueOfAnything(anything: unknown): ConnectValue {
  const fields = anything as Readonly<Record<string, unknown>>;
  for (const kind of KINDS) {
    const value = fields[KEYS.get(kind)!];
    if (value !== null && value !== undefined) return READERS[kind](value);
  }
  return null;
}

const READERS: Readonly<Record<Kind, (value: unknown) => ConnectValue>> = {
  boolean: (value) => value,
  bytes: (value) => value,
  double: (value) => doubleOf(value as number),
  float: (value) => doubleOf(value as number),
  int: (value) => value,
  long: (value) => longOf(value as bigint),
  string: (value) => value,
  array: (value) => (value as unknown[]).map(valueOfAnything),
  map: (value) => mapOf(value as Readonly<Record<string, unknown>>[]),
};

function doubleOf(value: number): number | Float64 {
  return Number.isSafeInteger(value) || Object.is(value, -0) ? new Float64(value) : Float64.of(value);
}

function longOf(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function mapOf(entries: readonly Readonly<Record<string, unknown>>[]): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  for (const entry of entries) map.set(valueOfAnything(entry[fieldKey(0)]), valueOfAnything(entry[fieldKey(1)]));
  return hashOrdered(map);
}
