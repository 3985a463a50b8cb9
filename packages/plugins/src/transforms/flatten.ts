import {
  ConfigDef,
  DataError,
  Decimal,
  javaClassOfData,
  SchemaBuilder,
  Struct,
  type Field,
  type Schema,
} from '@millrace/connector-api';
import { carriedOver } from '../records/field-values.ts';
import { requireMap, requireStruct } from '../records/requirements.ts';
import { copyBasics, fieldsOf, perSchema } from '../records/struct-schema.ts';
import { partTransformations } from '../records/transformation-forms.ts';

const PURPOSE = 'flattening';

const config = new ConfigDef().define({
  name: 'delimiter',
  type: 'STRING',
  default: '.',
  importance: 'MEDIUM',
  documentation: 'What stands between the names of the outer and the inner field in the new name.',
});

/**
 * Takes nested structs or maps apart, so that all fields stand at the top, each under the names of the fields that it was in. Lists
 * stay as they are. Answers to `org.apache.kafka.connect.transforms.Flatten$Key` and `$Value`.
 */
const forms = partTransformations(config, ({ delimiter }, part) => {
  const flattener = new Flattener(delimiter);
  const planOf = perSchema((schema) => flattener.planFor(schema));
  return (record) => {
    const value = part.valueOf(record);
    if (value === null) return record;
    const schema = part.schemaOf(record);
    if (schema === null) return part.replace(record, null, flattener.flattenMap(requireMap(value, PURPOSE)));
    requireStruct(value, schema, PURPOSE);
    const plan = planOf(schema);
    const values: unknown[] = [];
    pushLeaves(value as Struct, plan.nodes, plan.schema, values);
    return part.replace(record, plan.schema, Struct.ofTrusted(plan.schema, values));
  };
});

export const flattenKey = forms.key;
export const flattenValue = forms.value;

/** A field of the nested schema: one that stays, or a struct with the fields in it. */
interface Node {
  readonly field: Field;
  /** null: it stays. */
  readonly inner: readonly Node[] | null;
  /** How many fields it makes in the end. */
  readonly leaves: number;
}

interface Plan {
  readonly schema: Schema;
  readonly nodes: readonly Node[];
}

/** What a field inherits from the structs that it is in. */
interface Outer {
  readonly prefix: string;
  readonly optional: boolean;
  readonly defaults: Struct | null;
}

class Flattener {
  readonly #delimiter: string;

  constructor(delimiter: string | null) {
    // What Java makes of a delimiter that is given as null.
    this.#delimiter = String(delimiter);
  }

  flattenMap(map: ReadonlyMap<string, unknown>): Map<string, unknown> {
    const result = new Map<string, unknown>();
    this.#addEntries(map, '', result);
    return result;
  }

  planFor(schema: Schema): Plan {
    const builder = copyBasics(schema, SchemaBuilder.struct());
    const defaults = schema.defaultValue as Struct | null;
    const nodes = this.#addFields(schema, builder, { prefix: '', optional: schema.optional, defaults });
    return { schema: builder.build(), nodes };
  }

  #addFields(schema: Schema, builder: SchemaBuilder, outer: Outer): Node[] {
    return fieldsOf(schema).map((field) => {
      const name = this.#nameOf(outer.prefix, field.name);
      const optional = outer.optional || field.schema.optional;
      const defaultValue = field.schema.defaultValue ?? outer.defaults?.get(field) ?? null;
      switch (field.schema.type) {
        case 'STRUCT': {
          const inner = this.#addFields(field.schema, builder, {
            prefix: name,
            optional,
            defaults: defaultValue as Struct | null,
          });
          return { field, inner, leaves: inner.reduce((sum, { leaves }) => sum + leaves, 0) };
        }
        case 'MAP':
          throw new DataError(`Flatten transformation does not support MAP for record with schemas (for field ${name}).`);
        default:
          builder.field(name, leafSchema(field.schema, optional, defaultValue));
          return { field, inner: null, leaves: 1 };
      }
    });
  }

  #addEntries(map: ReadonlyMap<string, unknown>, prefix: string, result: Map<string, unknown>): void {
    for (const [key, value] of map) {
      const name = this.#nameOf(prefix, key);
      if (isLeaf(value, name)) result.set(name, value ?? null);
      else this.#addEntries(requireMap(value, PURPOSE), name, result);
    }
  }

  #nameOf(prefix: string, name: string): string {
    return prefix === '' ? name : prefix + this.#delimiter + name;
  }
}

function leafSchema(schema: Schema, optional: boolean, defaultValue: unknown): Schema {
  const builder = schema.type === 'ARRAY' ? arrayLike(schema) : copyBasics(schema);
  if (optional) builder.optional();
  if (defaultValue !== null) builder.defaultValue(defaultValue);
  return builder.build();
}

function arrayLike(schema: Schema): SchemaBuilder {
  return copyBasics(schema, schema.valueSchema === null ? SchemaBuilder.arrayOfNull() : SchemaBuilder.array(schema.valueSchema));
}

/** Adds the values in the order of the flattened schema's fields; a struct that is null makes all its fields null. */
function pushLeaves(struct: Struct, nodes: readonly Node[], schema: Schema, values: unknown[]): void {
  for (const { field, inner, leaves } of nodes) {
    if (inner === null) {
      values.push(carriedOver(schema.fields[values.length] as Field, struct.get(field)));
      continue;
    }
    const nested = struct.getWithoutDefault(field);
    if (nested instanceof Struct) pushLeaves(nested, inner, schema, values);
    else for (let i = 0; i < leaves; i++) values.push(null);
  }
}

/** Whether a value without a schema is taken over as it is, and not a map. Throws a DataError for what is no Connect data. */
function isLeaf(value: unknown, name: string): boolean {
  if (value === null || value === undefined || typeof value !== 'object') return true;
  const javaClass = javaClassOfData(value, null);
  if (javaClass === 'java.util.HashMap') return false;
  if (value instanceof Struct) {
    throw new DataError(
      `Flatten transformation does not support class ${javaClass} for record without schemas (for field ${name}).`,
    );
  }
  if (value instanceof Decimal || value instanceof Date) {
    throw new DataError(
      `Flatten transformation was passed a value of type class ${javaClass} which is not supported by Connect's data API`,
    );
  }
  return true;
}
