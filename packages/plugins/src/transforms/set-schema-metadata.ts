import { ConfigDef, ConfigError, ConnectSchema, Struct, type Schema } from '@millrace/connector-api';
import { carriedOver, fieldReader, replaceNullWithDefault, type FieldReader } from '../records/field-values.ts';
import { requireSchema } from '../records/requirements.ts';
import { fieldsOf, perSchema } from '../records/struct-schema.ts';
import { partTransformations } from '../records/transformation-forms.ts';

const config = new ConfigDef()
  .define({
    name: 'schema.name',
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: 'The name that the schema gets. Without it the schema keeps its own.',
  })
  .define({
    name: 'schema.version',
    type: 'INT',
    default: null,
    importance: 'HIGH',
    documentation: 'The version that the schema gets. Without it the schema keeps its own.',
  })
  .define(replaceNullWithDefault);

/**
 * Gives the schema of a struct another name, another version or both. Answers to
 * `org.apache.kafka.connect.transforms.SetSchemaMetadata$Key` and `$Value`.
 */
const forms = partTransformations(config, (settings, part) => {
  const { 'schema.name': name, 'schema.version': version } = settings;
  if (name === null && version === null) throw new ConfigError('Neither schema name nor version configured');
  const read = fieldReader(settings['replace.null.with.default']);
  const renamed = perSchema((schema) => {
    const fields = fieldsOf(schema);
    return new ConnectSchema({ ...schema, fields, name: name ?? schema.name, version: version ?? schema.version });
  });
  return (record) => {
    const given = part.schemaOf(record);
    const value = part.valueOf(record);
    if (given === null && value === null) return record;
    const schema = renamed(requireSchema(given, 'updating schema metadata'));
    return part.replace(record, schema, value instanceof Struct ? underSchema(schema, value, read) : value);
  };
});

export const setSchemaMetadataKey = forms.key;
export const setSchemaMetadataValue = forms.value;

function underSchema(schema: Schema, struct: Struct, read: FieldReader): Struct {
  return Struct.ofTrusted(
    schema,
    schema.fields.map((field) => carriedOver(field, read(struct, field))),
  );
}
