import {
  ConfigDef,
  DataError,
  requestedCapacity,
  SchemaBuilder,
  Struct,
  ValidList,
  type Field,
  type Schema,
} from '@millrace/connector-api';
import { carriedOver, fieldReader, replaceNullWithDefault } from '../records/field-values.ts';
import { MapPlans } from '../records/map-plans.ts';
import { KEY, VALUE } from '../records/record-part.ts';
import { requireMap, requireStruct } from '../records/requirements.ts';
import { perSchema } from '../records/struct-schema.ts';
import { recordTransformation } from '../records/transformation-forms.ts';

const PURPOSE = 'copying fields from value to key';

const config = new ConfigDef()
  .define({
    name: 'fields',
    type: 'LIST',
    validator: ValidList.anyNonDuplicateValues({ isEmptyAllowed: false, isNullAllowed: false }),
    importance: 'HIGH',
    documentation: 'The names of the fields of the value that make up the new key.',
  })
  .define(replaceNullWithDefault);

/** Makes a new key of fields of the value. Answers to `org.apache.kafka.connect.transforms.ValueToKey`. */
export const valueToKey = recordTransformation(config, (settings) => {
  const { fields: names } = settings;
  const read = fieldReader(settings['replace.null.with.default']);
  const mapPlans = new MapPlans(() => ({
    entries: new Map(names.map((name, i) => [name, i])),
    capacity: requestedCapacity(names.length),
  }));
  const planOf = perSchema((schema) => planFor(schema, names));
  return (record) => {
    const schema = VALUE.schemaOf(record);
    const value = VALUE.valueOf(record);
    if (schema === null) {
      const map = requireMap(value, PURPOSE);
      const values = names.map((name) => map.get(name) ?? null);
      return KEY.replace(record, null, mapPlans.build(map, values));
    }
    const struct = requireStruct(value, schema, PURPOSE);
    const plan = planOf(struct.schema);
    const values = plan.sources.map((field) => carriedOver(field, read(struct, field)));
    return KEY.replace(record, plan.schema, Struct.ofTrusted(plan.schema, values));
  };
});

interface Plan {
  readonly schema: Schema;
  readonly sources: readonly Field[];
}

function planFor(schema: Schema, names: readonly string[]): Plan {
  const builder = SchemaBuilder.struct();
  const sources = names.map((name) => {
    const field = schema.field(name);
    if (field === undefined) throw new DataError(`Field does not exist: ${name}`);
    builder.field(name, field.schema);
    return field;
  });
  return { schema: builder.build(), sources };
}
