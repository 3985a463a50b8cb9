import {
  ConfigDef,
  ConfigError,
  hashOrdered,
  javaTrim,
  LambdaValidator,
  SchemaBuilder,
  Struct,
  type Field,
  type Schema,
  type SchemaType,
} from '@millrace/connector-api';
import { carriedOver, fieldReader, replaceNullWithDefault, type FieldReader } from '../records/field-values.ts';
import { plansForSetting, type MapPlans } from '../records/map-plans.ts';
import { requireMap, requireStruct } from '../records/requirements.ts';
import { copyBasics, fieldsOf, perSchema } from '../records/struct-schema.ts';
import { partTransformations } from '../records/transformation-forms.ts';
import { splitAsJava } from '../text/java-split.ts';
import { CAST_TYPES, castTo } from '../values/cast-to.ts';

const PURPOSE = 'cast types';

const config = new ConfigDef()
  .define({
    name: 'spec',
    type: 'LIST',
    validator: LambdaValidator.with(
      (_name, value) => {
        if (!Array.isArray(value) || value.length === 0) throw new ConfigError('Must specify at least one field to cast.');
        parseSpec(value as string[]);
      },
      () => 'pairs of a field and a type, with a colon between them, or one type: foo:int32,bar:string',
    ),
    importance: 'HIGH',
    documentation:
      'The fields to cast and their new types, as pairs: foo:int32,bar:string. A single type without a field casts the whole value. ' +
      'Types are int8, int16, int32, int64, float32, float64, boolean and string; bytes can become a string only.',
  })
  .define(replaceNullWithDefault);

/**
 * Casts fields of a struct or a map, or the whole, to other types. Numbers that do not fit lose their upper bits, as in Java. Answers
 * to `org.apache.kafka.connect.transforms.Cast$Key` and `$Value`.
 */
const forms = partTransformations(config, (settings, part) => {
  const spec = parseSpec(settings.spec);
  const { whole } = spec;
  const read = fieldReader(settings['replace.null.with.default']);
  const wholeSchema = perSchema((schema) => (whole === null ? schema : castWholeSchema(schema, whole)));
  const planOf = perSchema((schema) => planFor(schema, spec.fields));
  const mapPlans = plansForSetting([...spec.fields.keys()]);
  return (record) => {
    const value = part.valueOf(record);
    if (value === null) return record;
    const schema = part.schemaOf(record);
    if (whole !== null) {
      return part.replace(record, schema === null ? null : wholeSchema(schema), castTo(schema, value, whole));
    }
    if (schema === null) return part.replace(record, null, castMap(requireMap(value, PURPOSE), spec.fields, mapPlans));
    const plan = planOf(schema);
    return part.replace(record, plan.schema, castStruct(requireStruct(value, schema, PURPOSE), plan, read));
  };
});

export const castKey = forms.key;
export const castValue = forms.value;

interface CastSpec {
  /** The type that everything is cast to, if it is not fields. */
  readonly whole: SchemaType | null;
  readonly fields: ReadonlyMap<string, SchemaType>;
}

function parseSpec(mappings: readonly string[]): CastSpec {
  let whole: SchemaType | null = null;
  const fields = new Map<string, SchemaType>();
  for (const mapping of mappings) {
    const parts = splitAsJava(mapping, ':');
    const [first = '', second] = parts;
    if (parts.length > 2) throw ConfigError.invalidValue('renames', mappings, `Invalid rename mapping: ${mapping}`);
    if (second === undefined) whole = castType(first);
    else fields.set(javaTrim(first), castType(second));
  }
  if (whole !== null && mappings.length > 1) {
    throw new ConfigError(
      'Cast transformations that specify a type to cast the entire value to may only specify a single cast in their spec',
    );
  }
  // As in Java the first failure is that of the first field in the order of a hash map.
  return { whole, fields: hashOrdered(fields) };
}

const TYPES = [...CAST_TYPES, 'BYTES', 'ARRAY', 'MAP', 'STRUCT'] as const;

function castType(text: string): SchemaType {
  const name = javaTrim(text);
  const type = TYPES.find((known) => known === name.toUpperCase());
  if (type === undefined) {
    const why = `java.lang.IllegalArgumentException: No enum constant org.apache.kafka.connect.data.Schema.Type.${name.toUpperCase()}`;
    throw ConfigError.invalidValue(`Invalid type found in casting spec: ${name}`, why);
  }
  if (!CAST_TYPES.includes(type)) {
    throw new ConfigError(
      `Cast transformation does not support casting to ${type}; supported types are [${CAST_TYPES.join(', ')}]`,
    );
  }
  return type;
}

function castWholeSchema(schema: Schema, type: SchemaType): Schema {
  return finish(schema, copyBasics(schema, new SchemaBuilder(type)), type);
}

interface Plan {
  readonly schema: Schema;
  /** By the position of the field; undefined where it stays as it is. */
  readonly types: readonly (SchemaType | undefined)[];
}

function planFor(schema: Schema, casts: ReadonlyMap<string, SchemaType>): Plan {
  const builder = copyBasics(schema, SchemaBuilder.struct());
  const types = fieldsOf(schema).map((field) => {
    const type = casts.get(field.name);
    builder.field(field.name, type === undefined ? field.schema : castFieldSchema(field, type));
    return type;
  });
  return { schema: finish(schema, builder, 'STRUCT'), types };
}

/** The schema of a field that is cast keeps nothing but whether it is optional, and its default. */
function castFieldSchema({ schema }: Field, type: SchemaType): Schema {
  return finish(schema, new SchemaBuilder(type), type);
}

function finish(source: Schema, builder: SchemaBuilder, type: SchemaType): Schema {
  if (source.optional) builder.optional();
  if (source.defaultValue !== null) builder.defaultValue(castTo(source, source.defaultValue, type));
  return builder.build();
}

function castMap(
  map: ReadonlyMap<string, unknown>,
  casts: ReadonlyMap<string, SchemaType>,
  plans: MapPlans,
): Map<string, unknown> {
  const values = [...map.values()];
  for (const [field, type] of casts) values.push(castTo(null, map.get(field), type));
  return plans.build(map, values);
}

function castStruct(struct: Struct, { schema, types }: Plan, read: FieldReader): Struct {
  const values = struct.schema.fields.map((field, i) => {
    const value = read(struct, field);
    const type = types[i];
    return carriedOver(field, type === undefined ? value : castTo(field.schema, value, type));
  });
  return Struct.ofTrusted(schema, values);
}
