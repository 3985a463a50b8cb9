import {
  ConfigDef,
  ConfigError,
  ConnectTimestamp,
  DataError,
  SchemaBuilder,
  schemas,
  Struct,
  type ConnectRecord,
  type Schema,
} from '@millrace/connector-api';
import { carriedOver, fieldReader, replaceNullWithDefault } from '../records/field-values.ts';
import { plansForSetting, type MapPlans } from '../records/map-plans.ts';
import { isSinkRecord } from '../records/record-text.ts';
import { requireMap, requireStruct } from '../records/requirements.ts';
import { copyBasics, perSchema } from '../records/struct-schema.ts';
import { partTransformations } from '../records/transformation-forms.ts';

const PURPOSE = 'field insertion';
const OPTIONAL_TIMESTAMP = ConnectTimestamp.builder().optional().build();

const SUFFIX = 'With a ! behind it the field is required, with a ? or nothing it is optional.';

const config = new ConfigDef()
  .define({
    name: 'topic.field',
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: `The name of a field for the topic. ${SUFFIX}`,
  })
  .define({
    name: 'partition.field',
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: `The name of a field for the topic's partition. ${SUFFIX}`,
  })
  .define({
    name: 'offset.field',
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: `The name of a field for the offset within the partition, which only the records of sinks have. ${SUFFIX}`,
  })
  .define({
    name: 'timestamp.field',
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: `The name of a field for the record's timestamp. ${SUFFIX}`,
  })
  .define({
    name: 'static.field',
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: `The name of a field that has the same value on each record. ${SUFFIX}`,
  })
  .define({
    name: 'static.value',
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'The value of that field.',
  })
  .define(replaceNullWithDefault);

/**
 * Adds fields to a struct or a map: from what is known of the record, or with a fixed value. Answers to
 * `org.apache.kafka.connect.transforms.InsertField$Key` and `$Value`.
 */
const forms = partTransformations(config, (settings, part) => {
  const staticField = nameOf(settings['static.field']);
  if (staticField !== null && settings['static.value'] === null) {
    throw ConfigError.invalidValue('static.value', null, `No value specified for static field: ${staticField.name}`);
  }
  const insertions = [
    ...insertion(settings['topic.field'], TOPIC),
    ...insertion(settings['partition.field'], PARTITION),
    ...insertion(settings['offset.field'], OFFSET),
    ...insertion(settings['timestamp.field'], TIMESTAMP),
    ...insertion(settings['static.field'], fixedText(settings['static.value'])),
  ];
  if (insertions.length === 0) throw new ConfigError('No field insertion configured');
  const read = fieldReader(settings['replace.null.with.default']);
  const inserter = new MapInserter(insertions);
  const extended = perSchema((schema) => extend(schema, insertions));
  return (record) => {
    const value = part.valueOf(record);
    if (value === null) return record;
    const schema = part.schemaOf(record);
    if (schema === null) return part.replace(record, null, inserter.insertInto(requireMap(value, PURPOSE), record));
    const struct = requireStruct(value, schema, PURPOSE);
    const extendedSchema = extended(struct.schema);
    const values = struct.schema.fields.map((field) => carriedOver(field, read(struct, field)));
    for (const { source } of insertions) values.push(source.typedValue(record));
    return part.replace(record, extendedSchema, Struct.ofTrusted(extendedSchema, values));
  };
});

export const insertFieldKey = forms.key;
export const insertFieldValue = forms.value;

/** Where the value of an inserted field comes from. Null: the record has none, and there will be no such entry in a map. */
interface Source {
  readonly required: Schema;
  readonly optional: Schema;
  typedValue(record: ConnectRecord): unknown;
  schemalessValue(record: ConnectRecord): unknown;
}

interface Insertion {
  readonly name: string;
  readonly schema: Schema;
  readonly source: Source;
}

const TOPIC: Source = {
  required: schemas.STRING,
  optional: schemas.OPTIONAL_STRING,
  typedValue: (record) => record.topic,
  schemalessValue: (record) => record.topic,
};

const PARTITION: Source = {
  required: schemas.INT32,
  optional: schemas.OPTIONAL_INT32,
  typedValue: (record) => record.partition,
  schemalessValue: (record) => record.partition,
};

const OFFSET: Source = {
  required: schemas.INT64,
  optional: schemas.OPTIONAL_INT64,
  typedValue: (record) => BigInt(offsetOf(record)),
  schemalessValue: offsetOf,
};

const TIMESTAMP: Source = {
  required: ConnectTimestamp.SCHEMA,
  optional: OPTIONAL_TIMESTAMP,
  typedValue: ({ timestamp }) =>
    timestamp === null ? null : ConnectTimestamp.toLogical(ConnectTimestamp.SCHEMA, BigInt(timestamp)),
  schemalessValue: (record) => record.timestamp,
};

function fixedText(text: string | null): Source {
  return {
    required: schemas.STRING,
    optional: schemas.OPTIONAL_STRING,
    typedValue: () => text,
    schemalessValue: () => text,
  };
}

function offsetOf(record: ConnectRecord): number {
  if (isSinkRecord(record)) return record.kafkaOffset;
  throw new DataError(`Only SinkRecord supported for [${PURPOSE}], found: org.apache.kafka.connect.source.SourceRecord`);
}

function insertion(setting: string | null, source: Source): Insertion[] {
  const parsed = nameOf(setting);
  return parsed === null ? [] : [{ name: parsed.name, schema: parsed.optional ? source.optional : source.required, source }];
}

function nameOf(setting: string | null): { readonly name: string; readonly optional: boolean } | null {
  if (setting === null) return null;
  if (setting.endsWith('?')) return { name: setting.slice(0, -1), optional: true };
  if (setting.endsWith('!')) return { name: setting.slice(0, -1), optional: false };
  return { name: setting, optional: true };
}

function extend(schema: Schema, insertions: readonly Insertion[]): Schema {
  const builder = copyBasics(schema, SchemaBuilder.struct());
  for (const field of schema.fields) builder.field(field.name, field.schema);
  for (const inserted of insertions) builder.field(inserted.name, inserted.schema);
  return builder.build();
}

/** Adds the fields to maps, those that the record has a value for. */
class MapInserter {
  readonly #insertions: readonly Insertion[];
  /** By the fields that are added: a bit for each. */
  readonly #plans = new Map<number, MapPlans>();

  constructor(insertions: readonly Insertion[]) {
    this.#insertions = insertions;
  }

  insertInto(map: ReadonlyMap<string, unknown>, record: ConnectRecord): Map<string, unknown> {
    const values = [...map.values()];
    let added = 0;
    for (const [i, { source }] of this.#insertions.entries()) {
      const value = source.schemalessValue(record) ?? null;
      if (value === null) continue;
      values.push(value);
      added |= 1 << i;
    }
    return this.#plansFor(added).build(map, values);
  }

  #plansFor(added: number): MapPlans {
    let plans = this.#plans.get(added);
    if (plans === undefined) {
      const names = this.#insertions.filter((_, i) => (added & (1 << i)) !== 0).map(({ name }) => name);
      plans = plansForSetting(names);
      this.#plans.set(added, plans);
    }
    return plans;
  }
}
