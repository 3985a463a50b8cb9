import { DataError, isPlainObject, javaClassOfData, Struct, type Schema } from '@millrace/connector-api';

/* What transformations ask of the data that they are given. `purpose` says what for, in messages. */

export function requireSchema(schema: Schema | null, purpose: string): Schema {
  if (schema === null) throw new DataError(`Schema required for [${purpose}]`);
  return schema;
}

/** An object without a schema. Plain objects are taken for maps. */
export function requireMap(value: unknown, purpose: string): ReadonlyMap<string, unknown> {
  if (value instanceof Map) return value as ReadonlyMap<string, unknown>;
  if (isPlainObject(value)) return new Map(Object.entries(value));
  throw new DataError(`Only Map objects supported in absence of schema for [${purpose}], found: ${javaClassOfData(value, null)}`);
}

/** `schema`: of the value, for the message. */
export function requireStruct(value: unknown, schema: Schema | null, purpose: string): Struct {
  if (value instanceof Struct) return value;
  throw new DataError(`Only Struct objects supported for [${purpose}], found: ${javaClassOfData(value, schema)}`);
}
