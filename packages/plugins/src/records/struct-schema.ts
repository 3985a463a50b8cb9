import { DataError, SchemaBuilder, type Field, type Schema } from '@millrace/connector-api';

/** The fields of a schema; a DataError if it is not that of a struct. */
export function fieldsOf(schema: Schema): readonly Field[] {
  if (schema.type !== 'STRUCT') throw new DataError('Cannot list fields on non-struct type');
  return schema.fields;
}

/** A field by name, undefined if there is none; a DataError if the schema is not that of a struct. */
export function fieldOf(schema: Schema, name: string): Field | undefined {
  if (schema.type !== 'STRUCT') throw new DataError('Cannot look up fields on non-struct type');
  return schema.field(name);
}

/** A builder that begins with what a schema says of itself: name, version, documentation, parameters. */
export function copyBasics(source: Schema, builder: SchemaBuilder = new SchemaBuilder(source.type)): SchemaBuilder {
  if (source.name !== null) builder.name(source.name);
  if (source.version !== null) builder.version(source.version);
  if (source.doc !== null) builder.doc(source.doc);
  if (source.parameters !== null) builder.parameters(source.parameters);
  return builder;
}

/**
 * Remembers what is derived from a schema, for as long as the schema lives. Schemas are told apart by identity: converters and
 * sources give the same object for record after record.
 */
export function perSchema<T>(derive: (schema: Schema) => T): (schema: Schema) => T {
  const known = new WeakMap<Schema, { readonly derived: T }>();
  let last: Schema | null = null;
  let lastDerived: T;
  return (schema) => {
    if (schema === last) return lastDerived;
    let entry = known.get(schema);
    if (entry === undefined) {
      entry = { derived: derive(schema) };
      known.set(schema, entry);
    }
    last = schema;
    lastDerived = entry.derived;
    return entry.derived;
  };
}
