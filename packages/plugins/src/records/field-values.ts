import { validateValue, type Field, type Struct } from '@millrace/connector-api';

/** The setting of all transformations that read fields: what a null stands for whose schema has a default (KIP-1040). */
export const replaceNullWithDefault = {
  name: 'replace.null.with.default',
  type: 'BOOLEAN',
  default: true,
  importance: 'MEDIUM',
  documentation: 'Whether a null in a field whose schema has a default is read as that default. Otherwise it stays null.',
} as const;

export type FieldReader = (struct: Struct, field: Field) => unknown;

/** Reads fields as {@link replaceNullWithDefault} wants it. */
export function fieldReader(withDefault: boolean): FieldReader {
  return withDefault ? (struct, field) => struct.get(field) : (struct, field) => struct.getWithoutDefault(field);
}

/** A value on its way to a field of the schema that it comes from: only a null may be wrong there. Throws a DataError then. */
export function carriedOver(field: Field, value: unknown): unknown {
  if (value === null && !field.schema.optional) validateValue(field.schema, null, field.name);
  return value;
}
