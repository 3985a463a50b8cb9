import {
  ConnectDate,
  ConnectSchema,
  ConnectTime,
  ConnectTimestamp,
  DataError,
  Decimal,
  parseInteger,
} from '@millrace/connector-api';
import type { Field, Schema } from '@millrace/connector-api';
import type { JsonNode } from '../json/json-node.ts';
import { checkFullName, checkName, isAvroMap, isEnumSchema, isFixedSchema, scrubFullName, scrubName } from './avro-names.ts';
import { isNamed, nullBranchOf, simpleName, NO_PROPS } from './avro-schema.ts';
import type { AvroField, AvroPrimitiveType, AvroRecord, AvroSchema } from './avro-schema.ts';
import { avroSchemaText } from './avro-schema-text.ts';
import * as connect from './connect-props.ts';
import type { AvroDataSettings } from './connect-props.ts';
import { defaultToJson, fieldDefaultOf } from './default-to-json.ts';
import { checkBranches } from './parse-avro-schema.ts';
import { RecursiveSchema } from '../values/recursive-schema.ts';
import { ANYTHING } from './schemaless.ts';

const PRIMITIVES: Readonly<Partial<Record<Schema['type'], AvroPrimitiveType>>> = {
  INT8: 'int',
  INT16: 'int',
  INT32: 'int',
  INT64: 'long',
  FLOAT32: 'float',
  FLOAT64: 'double',
  BOOLEAN: 'boolean',
  STRING: 'string',
  BYTES: 'bytes',
};

/** Types that Avro has no word for, and the note that keeps them. */
const NOTED_TYPES: Readonly<Partial<Record<Schema['type'], string>>> = { INT8: 'int8', INT16: 'int16' };

const LOGICAL_TYPES: ReadonlyMap<string, string> = new Map([
  [ConnectDate.LOGICAL_NAME, 'date'],
  [ConnectTime.LOGICAL_NAME, 'time-millis'],
  [ConnectTimestamp.LOGICAL_NAME, 'timestamp-millis'],
]);

const NULL: AvroSchema = { type: 'null', props: NO_PROPS };

/**
 * The Avro schema of a Connect schema, as Confluent's AvroData makes it: an optional schema is a union with null, structs are
 * records, maps without string keys arrays of entries; what Avro has no words for is noted in `connect.…` properties. null is the
 * schema of whatever JSON could hold. Throws a DataError for what Avro cannot express.
 */
export function schemaFromConnect(schema: Schema | null, settings: AvroDataSettings): AvroSchema {
  return schema === null ? ANYTHING : new SchemaConverter(settings).convert(schema);
}

export function isUnionStruct(schema: Schema): boolean {
  return schema.name === connect.UNION_NAME;
}

class SchemaConverter {
  readonly #settings: AvroDataSettings;
  /** Records of structs whose fields are being converted, by these: schemas that differ in being optional share them. */
  readonly #open = new Map<readonly Field[], AvroRecord>();
  readonly #seenNames = new Set<string>();
  readonly #mapEntries: AvroSchema[] = [];
  #unnamedStructs = 0;

  constructor(settings: AvroDataSettings) {
    this.#settings = settings;
  }

  convert(schema: Schema): AvroSchema {
    if (schema.type === 'STRUCT') return this.#struct(schema);
    const base = this.#withProps(schema, this.#base(schema));
    return schema.optional ? optional(base, schema.defaultValue !== null) : base;
  }

  #struct(schema: Schema): AvroSchema {
    if (isUnionStruct(schema)) return this.#union(schema);
    if (!schema.optional) return this.#record(schema);
    return {
      type: 'union',
      branches: [NULL, this.#record(schema instanceof RecursiveSchema ? schema.target : required(schema))],
    };
  }

  /** A branch for each field. Their schemas are optional because but one of them has a value. */
  #union(schema: Schema): AvroSchema {
    const branches = schema.fields.map((field) => this.convert(required(field.schema)));
    if (schema.optional) branches.unshift(NULL);
    checkBranches(branches);
    return { type: 'union', branches };
  }

  #record(schema: Schema): AvroRecord {
    const open = this.#open.get(schema.fields);
    if (open !== undefined) return open;
    const docParameter = this.#settings.discardTypeDocDefault
      ? connect.parameters.PLAIN_RECORD_DOC
      : connect.parameters.RECORD_DOC;
    const record: AvroRecord = {
      type: 'record',
      error: false,
      name: this.#nameOf(schema),
      doc: schema.parameters?.get(docParameter) ?? null,
      aliases: [],
      fields: [],
      props: this.#propsOf(schema),
    };
    this.#open.set(schema.fields, record);
    record.fields = schema.fields.map((field) => this.#field(schema, field));
    this.#open.delete(schema.fields);
    checkFieldNames(record);
    return record;
  }

  #field(struct: Schema, { name, schema }: Field): AvroField {
    const { discardTypeDocDefault } = this.#settings;
    const doc = discardTypeDocDefault ? schema.doc : struct.parameters?.get(connect.parameters.FIELD_DOC_PREFIX + name);
    return this.#fieldOf(checkName(scrubName(name, this.#settings)), schema, doc ?? null);
  }

  #fieldOf(name: string, schema: Schema, doc: string | null): AvroField {
    const typeName = schema.name === null ? null : scrubFullName(schema.name, this.#settings);
    const seen = typeName !== null && this.#seenNames.has(typeName);
    if (typeName !== null) this.#seenNames.add(typeName);
    const avroSchema = this.convert(schema);
    return {
      name,
      schema: avroSchema,
      doc,
      default: fieldDefaultOf(schema, avroSchema, this.#settings),
      order: null,
      aliases: [],
      props: seen && holdsName(avroSchema) ? this.#parametersNote(schema) : NO_PROPS,
    };
  }

  #nameOf({ name }: Schema): string {
    if (name !== null) return checkFullName(scrubFullName(name, this.#settings));
    this.#unnamedStructs += 1;
    return connect.DEFAULT_SCHEMA_FULL_NAME + (this.#unnamedStructs > 1 ? this.#unnamedStructs : '');
  }

  /** The schema without its properties, and of one that is not optional. */
  #base(schema: Schema): AvroSchema {
    if (schema.type === 'ARRAY') return { type: 'array', items: this.#inner(schema, schema.valueSchema), props: NO_PROPS };
    if (schema.type === 'MAP') return this.#map(schema);
    if (this.#settings.enhanced && isEnumSchema(schema)) return this.#enum(schema);
    if (isFixedSchema(schema)) {
      const size = numberParameter(schema, connect.parameters.FIXED_SIZE);
      return { type: 'fixed', name: this.#nameOf(schema), size, doc: null, aliases: [], props: NO_PROPS };
    }
    const type = PRIMITIVES[schema.type];
    if (type === undefined) throw new DataError(`Unknown schema type: ${schema.type}`);
    return { type, props: NO_PROPS };
  }

  #inner(schema: Schema, inner: Schema | null): AvroSchema {
    if (inner === null) throw new DataError(`${String(schema)} does not say what is in it, and Avro has to know`);
    return this.convert(inner);
  }

  #map(schema: Schema): AvroSchema {
    if (isAvroMap(schema, this.#settings)) {
      return { type: 'map', values: this.#inner(schema, schema.valueSchema), props: NO_PROPS };
    }
    const { keySchema, valueSchema } = schema;
    if (keySchema === null || valueSchema === null) throw new DataError(`${String(schema)} does not say what is in it`);
    const fields = [this.#fieldOf('key', keySchema, null), this.#fieldOf('value', valueSchema, null)];
    return { type: 'array', items: this.#mapEntry(schema, fields), props: NO_PROPS };
  }

  #mapEntry(schema: Schema, fields: readonly AvroField[]): AvroSchema {
    const noted = new Map<string, JsonNode>([[connect.props.INTERNAL_TYPE, connect.MAP_ENTRY]]);
    const entryOf = (name: string, props: AvroRecord['props']): AvroRecord => {
      return { type: 'record', error: false, name, doc: null, aliases: [], fields, props };
    };
    if (schema.name !== null) return entryOf(this.#nameOf(schema), noted);
    const plain = entryOf(`${connect.CONNECT_NAMESPACE}.${connect.MAP_ENTRY}`, NO_PROPS);
    const same = this.#mapEntries.findIndex((entry) => sameFields(entry as AvroRecord, plain));
    if (same >= 0) return this.#mapEntries[same]!;
    // One name cannot stand for two kinds of entries; the note says what the second is.
    const count = this.#mapEntries.length + 1;
    const entry = count === 1 ? plain : entryOf(plain.name + count, noted);
    this.#mapEntries.push(entry);
    return entry;
  }

  #enum(schema: Schema): AvroSchema {
    const all = schema.parameters!;
    const prefix = `${connect.parameters.ENUM}.`;
    const symbols = [...all.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    const name = checkFullName(all.get(connect.parameters.ENUM)!);
    const { discardTypeDocDefault } = this.#settings;
    const noted = simpleName(schema.name === null ? connect.DEFAULT_SCHEMA_NAME : scrubFullName(schema.name, this.#settings));
    const doc = all.get(discardTypeDocDefault ? connect.parameters.PLAIN_ENUM_DOC : connect.parameters.ENUM_DOC_PREFIX + noted);
    const standard = discardTypeDocDefault ? undefined : all.get(connect.parameters.ENUM_DEFAULT_PREFIX + noted);
    return { type: 'enum', name, symbols, default: standard ?? null, doc: doc ?? null, aliases: [], props: NO_PROPS };
  }

  #withProps(schema: Schema, base: AvroSchema): AvroSchema {
    const all = this.#propsOf(schema);
    return all.size === 0 || base.type === 'union' ? base : { ...base, props: all };
  }

  /** In the order in which Confluent's converter adds them. */
  #propsOf(schema: Schema): ReadonlyMap<string, JsonNode> {
    const all = new Map<string, JsonNode>();
    const isDecimal = schema.type === 'BYTES' && isNamedAs(schema, Decimal.LOGICAL_NAME);
    if (isDecimal) {
      all.set(connect.props.SCALE, numberParameter(schema, Decimal.SCALE_FIELD));
      all.set(connect.props.PRECISION, precisionOf(schema));
    }
    if (this.#settings.connectMetaData) this.#addConnectNotes(schema, all);
    const logicalType = isDecimal ? 'decimal' : logicalTypeOf(schema);
    if (logicalType !== undefined) all.set(connect.props.LOGICAL_TYPE, logicalType);
    for (const [name, value] of schema.parameters ?? []) if (name.startsWith(connect.SHARED_PREFIX)) all.set(name, value);
    return all;
  }

  #addConnectNotes(schema: Schema, all: Map<string, JsonNode>): void {
    if (schema.doc !== null) all.set(connect.props.DOC, schema.doc);
    if (schema.version !== null) all.set(connect.props.VERSION, schema.version);
    for (const [name, value] of this.#parametersNote(schema)) all.set(name, value);
    const { discardTypeDocDefault } = this.#settings;
    const noted = discardTypeDocDefault || schema.parameters?.has(connect.parameters.FIELD_DEFAULT) !== true;
    if (schema.defaultValue !== null && noted) {
      all.set(connect.props.DEFAULT, defaultToJson(schema, schema.defaultValue, this.#settings));
    }
    if (schema.name !== null) all.set(connect.props.NAME, schema.name);
    const type = NOTED_TYPES[schema.type];
    if (type !== undefined) all.set(connect.props.TYPE, type);
  }

  #parametersNote(schema: Schema): ReadonlyMap<string, JsonNode> {
    if (schema.parameters === null || !this.#settings.connectMetaData) return NO_PROPS;
    const kept = [...schema.parameters].filter(([name]) => {
      return this.#settings.discardTypeDocDefault || name !== connect.parameters.FIELD_DEFAULT;
    });
    return kept.length === 0 ? NO_PROPS : new Map<string, JsonNode>([[connect.props.PARAMETERS, new Map(kept)]]);
  }
}

/** The default's type has to come first in a union. */
function optional(base: AvroSchema, hasDefault: boolean): AvroSchema {
  return { type: 'union', branches: hasDefault ? [base, NULL] : [NULL, base] };
}

function required(schema: Schema): Schema {
  if (!schema.optional) return schema;
  return schema instanceof RecursiveSchema ? schema.target : new ConnectSchema({ ...partsOf(schema), optional: false });
}

function partsOf({ type, defaultValue, name, version, doc, parameters, fields, keySchema, valueSchema }: Schema) {
  return { type, defaultValue, name, version, doc, parameters, fields, keySchema, valueSchema };
}

function holdsName(schema: AvroSchema): boolean {
  const at = nullBranchOf(schema);
  return isNamed(schema.type === 'union' && at !== undefined ? schema.branches[1 - at]! : schema);
}

function sameFields(a: AvroRecord, b: AvroRecord): boolean {
  const named = (record: AvroRecord): string => avroSchemaText({ ...record, name: connect.MAP_ENTRY, props: NO_PROPS });
  return named(a) === named(b);
}

function checkFieldNames({ name, fields }: AvroRecord): void {
  const seen = new Set<string>();
  for (const field of fields) {
    if (seen.has(field.name)) throw new DataError(`Duplicate field ${field.name} in record ${name}`);
    seen.add(field.name);
  }
}

function isNamedAs({ name }: Schema, logicalName: string): boolean {
  return name !== null && name.toLowerCase() === logicalName.toLowerCase();
}

function logicalTypeOf({ name }: Schema): string | undefined {
  return name === null ? undefined : LOGICAL_TYPES.get(name);
}

function numberParameter(schema: Schema, name: string): number {
  const text = schema.parameters?.get(name);
  const value = text === undefined ? undefined : parseInteger(text, 32);
  if (value === undefined) throw new DataError(`The parameter ${name} of ${String(schema)} is no whole number: ${String(text)}`);
  return Number(value);
}

function precisionOf(schema: Schema): number {
  return schema.parameters?.has(connect.parameters.DECIMAL_PRECISION) === true
    ? numberParameter(schema, connect.parameters.DECIMAL_PRECISION)
    : connect.DEFAULT_PRECISION;
}
