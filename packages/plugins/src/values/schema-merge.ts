import type { Schema, SchemaType } from '@millrace/connector-api';

/** Numbers from narrow to wide. */
const WIDTHS: readonly SchemaType[] = ['INT8', 'INT16', 'INT32', 'INT64', 'FLOAT32', 'FLOAT64'];

/** A schema for the values of two, the wider one for numbers; null if there is none. Of two schemas of a type the later wins. */
function mergeSchemas(earlier: Schema, later: Schema): Schema | null {
  if (earlier.type === later.type) return later;
  const [a, b] = [WIDTHS.indexOf(earlier.type), WIDTHS.indexOf(later.type)];
  if (a < 0 || b < 0) return null;
  return a > b ? earlier : later;
}

/** The schema that the elements of a list, or the keys or values of a map, have in common. Elements without one do not count. */
export function commonSchema(elements: readonly (Schema | null)[]): Schema | null {
  let common: Schema | null = null;
  for (const schema of elements) {
    if (schema === null) continue;
    common = common === null ? schema : mergeSchemas(common, schema);
    if (common === null) return null;
  }
  return common;
}
