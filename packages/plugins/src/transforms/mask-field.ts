import {
  ConfigDef,
  DataError,
  Decimal,
  Float64,
  hashOrderedSet,
  javaClassOfData,
  NonEmptyString,
  Struct,
  ValidList,
  type Schema,
} from '@millrace/connector-api';
import { carriedOver, fieldReader, replaceNullWithDefault } from '../records/field-values.ts';
import { plansForSetting } from '../records/map-plans.ts';
import { requireMap, requireStruct } from '../records/requirements.ts';
import { partTransformations } from '../records/transformation-forms.ts';
import { decimalToInt64, int64Value, toNarrowInteger } from '../values/java-numbers.ts';

const PURPOSE = 'mask fields';

const config = new ConfigDef()
  .define({
    name: 'fields',
    type: 'LIST',
    validator: ValidList.anyNonDuplicateValues({ isEmptyAllowed: false, isNullAllowed: false }),
    importance: 'HIGH',
    documentation: 'The names of the fields to mask.',
  })
  .define({
    name: 'replacement',
    type: 'STRING',
    default: null,
    validator: new NonEmptyString(),
    importance: 'LOW',
    documentation:
      'What the masked fields hold instead, which have to be numbers or strings then. Without it they are empty or zero.',
  })
  .define(replaceNullWithDefault);

/**
 * Hides what fields of a struct or a map hold: behind an empty value of the same type, or behind a replacement. Null stays null. Answers
 * to `org.apache.kafka.connect.transforms.MaskField$Key` and `$Value`.
 */
const forms = partTransformations(config, (settings, part) => {
  const { fields, replacement } = settings;
  const masked = new Set(hashOrderedSet(fields));
  const mapPlans = plansForSetting([...masked]);
  const read = fieldReader(settings['replace.null.with.default']);
  const mask = (value: unknown, schema: Schema | null): unknown => {
    if (value === null || value === undefined) return null;
    return replacement === null ? emptyLike(value, schema) : replacementLike(value, schema, replacement);
  };
  return (record) => {
    const schema = part.schemaOf(record);
    const value = part.valueOf(record);
    if (schema === null) {
      const map = requireMap(value, PURPOSE);
      const values = [...map.values()];
      for (const name of masked) values.push(mask(map.get(name), null));
      return part.replace(record, null, mapPlans.build(map, values));
    }
    const struct = requireStruct(value, schema, PURPOSE);
    const values = struct.schema.fields.map((field) => {
      const original = carriedOver(field, read(struct, field));
      return masked.has(field.name) ? mask(original, field.schema) : original;
    });
    return part.replace(record, schema, Struct.ofTrusted(struct.schema, values));
  };
});

export const maskFieldKey = forms.key;
export const maskFieldValue = forms.value;

function emptyLike(value: unknown, schema: Schema | null): unknown {
  const javaClass = javaClassOfData(value, schema);
  switch (javaClass) {
    case 'java.lang.Boolean':
      return false;
    case 'java.lang.Byte':
    case 'java.lang.Short':
    case 'java.lang.Integer':
      return 0;
    case 'java.lang.Long':
      return int64Value(0n, schema);
    case 'java.lang.Float':
    case 'java.lang.Double':
      return schema === null ? Float64.of(0) : 0;
    case 'java.math.BigDecimal':
      return new Decimal(0n, 0);
    case 'java.util.Date':
      return new Date(0);
    case 'java.lang.String':
      return '';
    case 'java.util.ArrayList':
      return [];
    case 'java.util.HashMap':
      return new Map();
    default:
      throw new DataError(`Cannot mask value of type: class ${javaClass}`);
  }
}

function replacementLike(value: unknown, schema: Schema | null, text: string): unknown {
  const javaClass = javaClassOfData(value, schema);
  switch (javaClass) {
    case 'java.lang.String':
      return text;
    case 'java.lang.Byte':
      return toNarrowInteger(longOf(text), 8, null);
    case 'java.lang.Short':
      return toNarrowInteger(longOf(text), 16, null);
    case 'java.lang.Integer':
      return toNarrowInteger(longOf(text), 32, null);
    case 'java.lang.Long':
      return isBeyondInt64(value) ? bigIntegerOf(text) : int64Value(longOf(text), schema);
    case 'java.lang.Float':
      return Math.fround(decimalOf(text).toNumber());
    case 'java.lang.Double':
      return schema === null ? Float64.of(decimalOf(text).toNumber()) : decimalOf(text).toNumber();
    case 'java.math.BigDecimal':
      return parsed(text) ?? refuse(`Unable to convert ${text} (class java.lang.String) to number`);
    default:
      throw new DataError(`Cannot mask value of type class ${javaClass} with custom replacement.`);
  }
}

function isBeyondInt64(value: unknown): boolean {
  return typeof value === 'bigint' && BigInt.asIntN(64, value) !== value;
}

function longOf(text: string): bigint {
  return decimalToInt64(decimalOf(text));
}

function bigIntegerOf(text: string): bigint {
  const digits = /^[+-]?\d+$/.test(text)
    ? text.replace('+', '')
    : refuse(`Unable to convert ${text} (class java.lang.String) to number`);
  return BigInt(digits);
}

function decimalOf(text: string): Decimal {
  return parsed(text) ?? refuse(`Unable to convert ${text} (class java.lang.String) to a number`);
}

function parsed(text: string): Decimal | null {
  try {
    return Decimal.parse(text);
  } catch {
    return null;
  }
}

function refuse(message: string): never {
  throw new DataError(message);
}
