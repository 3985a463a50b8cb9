import { Float64 } from './data.ts';
import { DataError } from './errors.ts';
import { javaClassOf } from './java-class.ts';
import type { Schema, SchemaType } from './schema.ts';

const STRUCT_CLASS = 'org.apache.kafka.connect.data.Struct';
const INT64_MAX = 2n ** 63n - 1n;

const isDate = (value: unknown): boolean => value instanceof Date && !Number.isNaN(value.getTime());

const LOGICAL_CHECKS: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['org.apache.kafka.connect.data.Decimal', (value) => hasJavaClass(value, 'java.math.BigDecimal')],
  ['org.apache.kafka.connect.data.Date', isDate],
  ['org.apache.kafka.connect.data.Time', isDate],
  ['org.apache.kafka.connect.data.Timestamp', isDate],
]);

const TYPE_CHECKS: Readonly<Record<SchemaType, (value: unknown) => boolean>> = {
  INT8: (value) => isInteger(value, 2 ** 7),
  INT16: (value) => isInteger(value, 2 ** 15),
  INT32: (value) => isInteger(value, 2 ** 31),
  INT64: (value) => typeof value === 'bigint' && value <= INT64_MAX && value >= -INT64_MAX - 1n,
  FLOAT32: isFloat,
  FLOAT64: isFloat,
  BOOLEAN: (value) => typeof value === 'boolean',
  STRING: (value) => typeof value === 'string',
  BYTES: (value) => value instanceof Uint8Array,
  ARRAY: Array.isArray,
  MAP: (value) => value instanceof Map,
  STRUCT: (value) => hasJavaClass(value, STRUCT_CLASS),
};

/**
 * Holds a value against its schema, all the way down; throws a DataError with Java's text. `field` names the struct's field that
 * the value is meant for. A number is taken for FLOAT32 and FLOAT64 whatever its digits are.
 */
export function validateValue(schema: Schema, value: unknown, field: string | null = null): void {
  // What there is most of, and before the words of an error are put together.
  if (isGoodScalar(schema, value)) return;
  validateAt(schema, value, field === null ? 'value' : `field: "${field}"`);
}

function isGoodScalar({ type, name }: Schema, value: unknown): boolean {
  if (value === null || value === undefined) return false;
  const logical = name === null ? undefined : LOGICAL_CHECKS.get(name);
  if (logical !== undefined) return logical(value);
  return type !== 'STRUCT' && type !== 'ARRAY' && type !== 'MAP' && TYPE_CHECKS[type](value);
}

function validateAt(schema: Schema, value: unknown, location: string): void {
  if (value === null || value === undefined) {
    if (schema.optional) return;
    throw new DataError(`Invalid value: null used for required ${location}, schema type: ${schema.type}`);
  }
  const logical = schema.name === null ? undefined : LOGICAL_CHECKS.get(schema.name);
  if (!(logical ?? TYPE_CHECKS[schema.type])(value)) throw mismatch(schema, value, location);
  if (logical !== undefined) return;
  if (schema.type === 'STRUCT') validateStruct(schema, value as StructValue);
  else if (schema.type === 'ARRAY') validateArray(schema, value as unknown[], location);
  else if (schema.type === 'MAP') validateMap(schema, value as Map<unknown, unknown>, location);
}

function mismatch(schema: Schema, value: unknown, location: string): DataError {
  if (value instanceof Date && Number.isNaN(value.getTime())) {
    return new DataError(`Invalid value: a Date that holds no time used for ${location}, schema type: ${schema.type}`);
  }
  const name = schema.name === null ? '' : ` "${schema.name}"`;
  return new DataError(
    `Invalid Java object for schema${name} with type ${schema.type}: class ${javaClassOf(value)} for ${location}`,
  );
}

interface StructValue {
  readonly schema: Schema;
  validate(): void;
}

function validateStruct(schema: Schema, value: StructValue): void {
  if (!value.schema.equals(schema)) throw new DataError('Struct schemas do not match.');
  value.validate();
}

function validateArray(schema: Schema, items: readonly unknown[], location: string): void {
  const itemLocation = `element of array ${location}`;
  const itemSchema = schemaAt(schema.valueSchema, itemLocation);
  for (const item of items) validateAt(itemSchema, item, itemLocation);
}

function validateMap(schema: Schema, map: ReadonlyMap<unknown, unknown>, location: string): void {
  const keyLocation = `key of map ${location}`;
  const valueLocation = `value of map ${location}`;
  const keySchema = schemaAt(schema.keySchema, keyLocation);
  const valueSchema = schemaAt(schema.valueSchema, valueLocation);
  for (const [key, value] of map) {
    validateAt(keySchema, key, keyLocation);
    validateAt(valueSchema, value, valueLocation);
  }
}

function schemaAt(schema: Schema | null, location: string): Schema {
  if (schema === null) throw new DataError(`No schema defined for ${location}`);
  return schema;
}

function hasJavaClass(value: unknown, name: string): boolean {
  return typeof value === 'object' && (value as { javaClass?: unknown }).javaClass === name;
}

function isInteger(value: unknown, limit: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= -limit && value < limit;
}

function isFloat(value: unknown): boolean {
  return typeof value === 'number' || value instanceof Float64;
}
