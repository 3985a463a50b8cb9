import { ConfigDef, SchemaBuilder, Struct, validateValue } from '@millrace/connector-api';
import { perSchema } from '../records/struct-schema.ts';
import { partTransformations } from '../records/transformation-forms.ts';

const config = new ConfigDef().define({
  name: 'field',
  type: 'STRING',
  importance: 'MEDIUM',
  documentation: 'The name of the one field of the struct or map that is made.',
});

/**
 * Wraps the whole in a struct, or without a schema in a map, of a single field; null as well. Answers to
 * `org.apache.kafka.connect.transforms.HoistField$Key` and `$Value`.
 */
const forms = partTransformations(config, ({ field }, part) => {
  const wrapped = perSchema((schema) => SchemaBuilder.struct().field(field, schema).build());
  return (record) => {
    const schema = part.schemaOf(record);
    const value = part.valueOf(record);
    if (schema === null) return part.replace(record, null, new Map([[field, value]]));
    const wrapper = wrapped(schema);
    validateValue(schema, value, field);
    return part.replace(record, wrapper, Struct.ofTrusted(wrapper, [value]));
  };
});

export const hoistFieldKey = forms.key;
export const hoistFieldValue = forms.value;
