import {
  ConfigDef,
  ConfigError,
  copiedCapacity,
  DataError,
  SchemaBuilder,
  Struct,
  ValidString,
  type Field,
  type Header,
  type Schema,
} from '@millrace/connector-api';
import { UnknownFieldError } from '../errors.ts';
import { carriedOver, fieldReader, replaceNullWithDefault, type FieldReader } from '../records/field-values.ts';
import { nonEmptyList } from '../records/non-empty-list.ts';
import { MapPlans, type MapShape } from '../records/map-plans.ts';
import { requireMap, requireStruct } from '../records/requirements.ts';
import { copyBasics, fieldOf, fieldsOf, perSchema } from '../records/struct-schema.ts';
import { partTransformations } from '../records/transformation-forms.ts';

const config = new ConfigDef()
  .define({
    name: 'fields',
    type: 'LIST',
    validator: nonEmptyList,
    importance: 'HIGH',
    documentation: 'The names of the fields that become headers.',
  })
  .define({
    name: 'headers',
    type: 'LIST',
    validator: nonEmptyList,
    importance: 'HIGH',
    documentation: 'The names of the headers, one for each field and in the same order.',
  })
  .define({
    name: 'operation',
    type: 'STRING',
    validator: ValidString.in('move', 'copy'),
    importance: 'HIGH',
    documentation: 'Whether the fields are taken out of the key or value (move) or stay there as well (copy).',
  })
  .define(replaceNullWithDefault);

/**
 * Makes headers of fields, of a struct or a map. Answers to `org.apache.kafka.connect.transforms.HeaderFrom$Key` and `$Value`.
 */
const forms = partTransformations(config, (settings, part) => {
  const { fields, headers: names } = settings;
  if (fields.length !== names.length) {
    throw new ConfigError("'fields' config must have the same number of elements as 'headers' config.");
  }
  const moves = settings.operation === 'move';
  const purpose = `header ${settings.operation}`;
  const read = fieldReader(settings['replace.null.with.default']);
  const mapPlans = new MapPlans((given) => restOf(given, moves ? fields : []));
  const planOf = perSchema((schema) => planFor(schema, fields, moves));
  return (record) => {
    const schema = part.schemaOf(record);
    const value = part.valueOf(record);
    if (schema === null) {
      const map = requireMap(value, purpose);
      const added = fields.map((field, i) => ({ key: names[i] ?? '', schema: null, value: map.get(field) ?? null }));
      const rest = mapPlans.build(map, [...map.values()]);
      return { ...part.replace(record, null, rest), headers: [...record.headers, ...added] };
    }
    const struct = requireStruct(value, schema, purpose);
    const plan = planOf(schema);
    const rest = moves ? reduced(struct, plan, read) : struct;
    const added = plan.taken.map((field, i) => headerOf(names[i] ?? '', field, struct, read));
    return { ...part.replace(record, plan.schema, rest), headers: [...record.headers, ...added] };
  };
});

export const headerFromKey = forms.key;
export const headerFromValue = forms.value;

interface Plan {
  /** The fields that become headers. */
  readonly taken: readonly Field[];
  /** Of what is left. */
  readonly schema: Schema;
  /** What is left, as it stands in the schema that it comes from. */
  readonly kept: readonly Field[];
}

function planFor(schema: Schema, names: readonly string[], moves: boolean): Plan {
  const kept = fieldsOf(schema).filter(({ name }) => !names.includes(name));
  const taken = names.map((name) => {
    const field = fieldOf(schema, name);
    if (field === undefined) throw new UnknownFieldError(name);
    return field;
  });
  if (!moves) return { taken, schema, kept };
  const builder = copyBasics(schema, SchemaBuilder.struct());
  for (const field of kept) builder.field(field.name, field.schema);
  return { taken, schema: builder.build(), kept };
}

function headerOf(key: string, field: Field, struct: Struct, read: FieldReader): Header {
  const value = read(struct, field);
  if (value === null && !field.schema.optional) {
    throw new DataError(`A null value requires an optional schema but was ${String(field.schema)}`);
  }
  return { key, schema: field.schema, value };
}

function reduced(struct: Struct, plan: Plan, read: FieldReader): Struct {
  return Struct.ofTrusted(
    plan.schema,
    plan.kept.map((field) => carriedOver(field, read(struct, field))),
  );
}

/** A copy from which these are taken out. */
function restOf(names: readonly string[], taken: readonly string[]): MapShape {
  const kept = names.map((name, i) => [name, i] as const).filter(([name]) => !taken.includes(name));
  return { entries: new Map(kept), capacity: copiedCapacity(names.length) };
}
