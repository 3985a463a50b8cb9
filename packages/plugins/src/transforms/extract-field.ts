import { ConfigDef } from '@millrace/connector-api';
import { UnknownFieldError } from '../errors.ts';
import { fieldPath, fieldSyntaxVersion } from '../records/field-path.ts';
import { replaceNullWithDefault } from '../records/field-values.ts';
import { requireMap, requireStruct } from '../records/requirements.ts';
import { perSchema } from '../records/struct-schema.ts';
import { partTransformations } from '../records/transformation-forms.ts';

const PURPOSE = 'field extraction';

const config = new ConfigDef()
  .define({
    name: 'field',
    type: 'STRING',
    importance: 'MEDIUM',
    documentation: 'The name of the field to take out.',
  })
  .define(replaceNullWithDefault)
  .define(fieldSyntaxVersion);

/**
 * Puts one field of a struct or a map in the place of the whole. A struct without the field is an error, a map without it gives null.
 * Answers to `org.apache.kafka.connect.transforms.ExtractField$Key` and `$Value`.
 */
const forms = partTransformations(config, (settings, part) => {
  const path = fieldPath(settings.field, settings['field.syntax.version']);
  const withDefault = settings['replace.null.with.default'];
  const fieldSchema = perSchema((schema) => path.fieldIn(schema)?.schema);
  return (record) => {
    const schema = part.schemaOf(record);
    const value = part.valueOf(record);
    if (schema === null) {
      return part.replace(record, null, value === null ? null : path.valueInMap(requireMap(value, PURPOSE)));
    }
    const struct = value === null ? null : requireStruct(value, schema, PURPOSE);
    const extracted = fieldSchema(schema);
    if (extracted === undefined) throw new UnknownFieldError(settings.field);
    return part.replace(record, extracted, struct === null ? null : path.valueInStruct(struct, withDefault));
  };
});

export const extractFieldKey = forms.key;
export const extractFieldValue = forms.value;
