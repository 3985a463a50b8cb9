import { ConfigDef, ConfigError, SchemaBuilder, Struct, ValidString, type Schema } from '@millrace/connector-api';
import { createDateFormat, type DateFormat } from '../dates/date-format.ts';
import { DatePatternError } from '../errors.ts';
import { carriedOver, fieldReader, replaceNullWithDefault, type FieldReader } from '../records/field-values.ts';
import { plansForSetting } from '../records/map-plans.ts';
import { requireMap, requireStruct } from '../records/requirements.ts';
import { copyBasics, fieldsOf, perSchema } from '../records/struct-schema.ts';
import { partTransformations } from '../records/transformation-forms.ts';
import {
  fromDate,
  timestampSchema,
  timestampTypeOf,
  timestampTypeOfData,
  toDate,
  type TimestampForms,
  type TimestampType,
  type UnixPrecision,
} from '../values/timestamps.ts';

const PURPOSE = 'converting timestamp formats';

const config = new ConfigDef()
  .define({
    name: 'field',
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    documentation: 'The name of the field that holds the timestamp. Empty if it is the whole value.',
  })
  .define({
    name: 'target.type',
    type: 'STRING',
    validator: ValidString.in('string', 'unix', 'Date', 'Time', 'Timestamp'),
    importance: 'HIGH',
    documentation: 'What the timestamp becomes: string, unix, Date, Time or Timestamp.',
  })
  .define({
    name: 'format',
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation:
      "How timestamps that are strings are read and written: a pattern of Java's SimpleDateFormat, for UTC and in English.",
  })
  .define({
    name: 'unix.precision',
    type: 'STRING',
    default: 'milliseconds',
    validator: ValidString.in('nanoseconds', 'microseconds', 'milliseconds', 'seconds'),
    importance: 'LOW',
    documentation:
      'What timestamps that are integers count: seconds, milliseconds, microseconds or nanoseconds. What is less than a millisecond is lost.',
  })
  .define(replaceNullWithDefault);

/**
 * Tells a point in time in another way: as a string, an integer, or one of the logical types. A field of a struct or a map, or the
 * whole. Answers to `org.apache.kafka.connect.transforms.TimestampConverter$Key` and `$Value`.
 */
const forms = partTransformations(config, (settings, part) => {
  const { field } = settings;
  const converter = new TimestampConversion(settings['target.type'] as TimestampType, {
    format: formatOf(settings.format, settings['target.type']),
    precision: settings['unix.precision'] as UnixPrecision,
  });
  const read = fieldReader(settings['replace.null.with.default']);
  const mapPlans = plansForSetting([field]);
  const planOf = perSchema((schema) => converter.planFor(schema, field, read));
  return (record) => {
    const schema = part.schemaOf(record);
    const value = part.valueOf(record);
    if (schema === null) {
      if (value === null || field === '') return part.replace(record, null, converter.convertData(value));
      const map = requireMap(value, PURPOSE);
      return part.replace(record, null, mapPlans.build(map, [...map.values(), converter.convertData(map.get(field))]));
    }
    if (field === '') {
      const target = timestampSchema(converter.target, schema.optional);
      return part.replace(record, target, converter.convert(value, schema));
    }
    const struct = value === null ? null : requireStruct(value, schema, PURPOSE);
    const target = planOf(schema);
    return part.replace(record, target, struct === null ? null : converter.convertField(struct, target, field, read));
  };
});

export const timestampConverterKey = forms.key;
export const timestampConverterValue = forms.value;

function formatOf(pattern: string, target: string): DateFormat | null {
  if (pattern.trim() === '') {
    if (target !== 'string') return null;
    throw new ConfigError('TimestampConverter requires format option to be specified when using string timestamps');
  }
  try {
    return createDateFormat(pattern);
  } catch (error) {
    if (!(error instanceof DatePatternError)) throw error;
    throw ConfigError.invalidValue(
      `TimestampConverter requires a SimpleDateFormat-compatible pattern for string timestamps: ${pattern}`,
      `${error.javaClass}: ${error.message}`,
    );
  }
}

class TimestampConversion {
  readonly target: TimestampType;
  readonly #forms: TimestampForms;

  constructor(target: TimestampType, forms: TimestampForms) {
    this.target = target;
    this.#forms = forms;
  }

  /** `schema`: of the value. The type is asked for also where the value is null. */
  convert(value: unknown, schema: Schema): unknown {
    const type = timestampTypeOf(schema);
    if (value === null) return null;
    return fromDate(toDate(value, type, schema, this.#forms), this.target, schema, this.#forms);
  }

  convertData(value: unknown): unknown {
    if (value === null || value === undefined) return null;
    return fromDate(toDate(value, timestampTypeOfData(value), null, this.#forms), this.target, null, this.#forms);
  }

  convertField(struct: Struct, target: Schema, name: string, read: FieldReader): Struct {
    const values = struct.schema.fields.map((field) => {
      const value = read(struct, field);
      return carriedOver(field, field.name === name ? this.convert(value, field.schema) : value);
    });
    return Struct.ofTrusted(target, values);
  }

  planFor(schema: Schema, name: string, read: FieldReader): Schema {
    const builder = copyBasics(schema, SchemaBuilder.struct());
    for (const field of fieldsOf(schema)) {
      builder.field(field.name, field.name === name ? timestampSchema(this.target, field.schema.optional) : field.schema);
    }
    if (schema.optional) builder.optional();
    if (schema.defaultValue !== null) {
      builder.defaultValue(this.convertField(schema.defaultValue as Struct, builder.build(), name, read));
    }
    return builder.build();
  }
}
