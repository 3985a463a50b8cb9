import {
  ConnectDate,
  ConnectSchema,
  ConnectTime,
  ConnectTimestamp,
  DataError,
  Decimal,
  SchemaBuilder,
  schemas,
  type Schema,
} from '@millrace/connector-api';
import { isInteger, isObject, type JsonNode } from '../json/json-node.ts';
import { jsonNodeText } from '../json/json-node-text.ts';
import { unionFieldName } from './avro-names.ts';
import { isNamed, isNull, nullBranchOf, simpleName } from './avro-schema.ts';
import type { AvroField, AvroPrimitive, AvroRecord, AvroSchema, AvroUnion } from './avro-schema.ts';
import * as connect from './connect-props.ts';
import type { AvroDataSettings } from './connect-props.ts';
import { defaultFromJson } from './default-from-json.ts';
import { RecursiveSchema } from '../values/recursive-schema.ts';
import { isAnything } from './schemaless.ts';

/** What a schema is used for where it stands. */
interface Place {
  /** Within a union. */
  readonly optional: boolean;
  /** A record's field says its default and its documentation beside its schema; undefined and null: it says none. */
  readonly fieldDefault: JsonNode | undefined;
  readonly fieldDoc: string | null;
  /** Of the whole schema, as the registry counts. */
  readonly version: number | null;
}

const PLAIN: Place = { optional: false, fieldDefault: undefined, fieldDoc: null, version: null };
const IN_UNION: Place = { ...PLAIN, optional: true };

/**
 * The Connect schema of an Avro schema, as Confluent's AvroData makes it: a union with null is an optional schema, other unions
 * are structs of optional fields, enums strings, fixed bytes. null for the schema of schemaless data. `version` is noted where the
 * schema has no `connect.version`. Throws a DataError for what Connect cannot express.
 */
export function schemaToConnect(schema: AvroSchema, version: number | null, settings: AvroDataSettings): Schema | null {
  if (isAnything(schema)) return null;
  return new SchemaConverter(settings).convert(schema, { ...PLAIN, version });
}

/** Whether an array holds the entries of a map. */
export function isMapEntry(schema: AvroSchema): schema is AvroRecord {
  if (schema.type !== 'record') return false;
  const noted = schema.props.get(connect.props.INTERNAL_TYPE) === connect.MAP_ENTRY;
  return noted || schema.name === `${connect.CONNECT_NAMESPACE}.${connect.MAP_ENTRY}`;
}

class SchemaConverter {
  readonly #settings: AvroDataSettings;
  /** Records whose fields are being converted, and the places within them where they occur again. */
  readonly #open = new Map<AvroSchema, RecursiveSchema[]>();

  constructor(settings: AvroDataSettings) {
    this.#settings = settings;
  }

  convert(schema: AvroSchema, place: Place): Schema {
    if (schema.type === 'union') {
      const only = this.#onlyBranch(schema);
      if (only !== undefined) return this.#inner(only.schema, { ...PLAIN, optional: only.optional, fieldDoc: place.fieldDoc });
    }
    const draft = this.#draft(schema);
    this.#describe(draft, schema, place);
    const built = draft.build();
    for (const recursion of this.#open.get(schema) ?? []) recursion.target = built;
    this.#open.delete(schema);
    return built;
  }

  /** The schema of elements, values and branches, which may be one of those around it. */
  #inner(schema: AvroSchema, place: Place): Schema {
    const recursions = this.#open.get(schema);
    if (recursions === undefined) return this.convert(schema, place);
    const recursion = new RecursiveSchema(place.optional);
    recursions.push(recursion);
    return recursion;
  }

  #onlyBranch(union: AvroUnion): { schema: AvroSchema; optional: boolean } | undefined {
    const { branches } = union;
    if (branches.length === 1 && this.#settings.flattenSingletonUnions) return { schema: branches[0]!, optional: false };
    const nullAt = nullBranchOf(union);
    return nullAt === undefined ? undefined : { schema: branches[1 - nullAt]!, optional: true };
  }

  #draft(schema: AvroSchema): SchemaDraft {
    switch (schema.type) {
      case 'array':
        return this.#array(schema.items);
      case 'map':
        return new SchemaDraft(SchemaBuilder.map(schemas.STRING, this.#inner(schema.values, PLAIN)));
      case 'union':
        return this.#union(schema);
      case 'record':
        return this.#record(schema);
      case 'enum':
        return this.#enum(schema);
      case 'fixed':
        return bytesDraft(schema).parameter(connect.parameters.FIXED_SIZE, String(schema.size));
      default:
        return primitiveDraft(schema);
    }
  }

  #array(items: AvroSchema): SchemaDraft {
    if (!isMapEntry(items)) return new SchemaDraft(SchemaBuilder.array(this.#inner(items, PLAIN)));
    const [key, value] = ['key', 'value'].map((name) => items.fields.find((field) => field.name === name));
    if (key === undefined || value === undefined || items.fields.length !== 2) {
      throw new DataError('Found map encoded as array of key-value pairs, but array elements do not match the expected format.');
    }
    return new SchemaDraft(SchemaBuilder.map(this.#inner(key.schema, PLAIN), this.#inner(value.schema, PLAIN)));
  }

  #union({ branches }: AvroUnion): SchemaDraft {
    const draft = new SchemaDraft(SchemaBuilder.struct());
    draft.name = connect.UNION_NAME;
    const seen = new Set<string>();
    for (const branch of branches) {
      if (isNull(branch)) {
        draft.optional = true;
        continue;
      }
      const name = unionFieldName(branch, this.#settings);
      if (seen.has(name)) throw new DataError('Multiple union schemas map to the Connect union field name');
      seen.add(name);
      draft.builder.field(name, this.#inner(branch, IN_UNION));
    }
    return draft;
  }

  #record(record: AvroRecord): SchemaDraft {
    this.#open.set(record, []);
    const draft = new SchemaDraft(SchemaBuilder.struct());
    const withDocs = !this.#settings.discardTypeDocDefault && this.#settings.connectMetaData;
    if (withDocs && record.doc !== null) draft.parameter(connect.parameters.RECORD_DOC, record.doc);
    for (const field of record.fields) {
      if (withDocs && field.doc !== null) draft.parameter(connect.parameters.FIELD_DOC_PREFIX + field.name, field.doc);
      draft.builder.field(field.name, this.#field(field));
    }
    return draft;
  }

  #field(field: AvroField): Schema {
    const place: Place = { ...PLAIN, fieldDefault: field.default, fieldDoc: field.doc };
    const schema = this.#inner(field.schema, place);
    const noted = field.props.get(connect.props.PARAMETERS);
    if (!this.#settings.connectMetaData || noted === undefined || !isObject(noted)) return schema;
    return withParameters(schema, noted);
  }

  #enum(schema: AvroSchema & { type: 'enum' }): SchemaDraft {
    const draft = new SchemaDraft(SchemaBuilder.string());
    const { connectMetaData, discardTypeDocDefault } = this.#settings;
    const simple = simpleName(schema.name);
    if (connectMetaData && schema.doc !== null) {
      const name = discardTypeDocDefault ? connect.parameters.PLAIN_ENUM_DOC : connect.parameters.ENUM_DOC_PREFIX + simple;
      draft.parameter(name, schema.doc);
    }
    if (connectMetaData && !discardTypeDocDefault && schema.default !== null) {
      draft.parameter(connect.parameters.ENUM_DEFAULT_PREFIX + simple, schema.default);
    }
    draft.parameter(connect.parameters.ENUM, schema.name);
    for (const symbol of schema.symbols) draft.parameter(`${connect.parameters.ENUM}.${symbol}`, symbol);
    return draft;
  }

  /** Documentation, version, parameters, default and name, in this order. */
  #describe(draft: SchemaDraft, schema: AvroSchema, place: Place): void {
    const noted = schema.type === 'union' ? new Map<string, JsonNode>() : schema.props;
    this.#document(draft, schema, noted, place);
    draft.setVersion(versionOf(noted, place.version));
    if (this.#settings.connectMetaData) addParameters(draft, noted.get(connect.props.PARAMETERS));
    for (const [name, value] of noted) {
      if (name.startsWith(connect.SHARED_PREFIX)) draft.parameter(name, typeof value === 'string' ? value : jsonNodeText(value));
    }
    this.#setDefault(draft, noted.get(connect.props.DEFAULT), place);
    draft.setName(nameOf(schema, noted, draft));
    if (place.optional) draft.optional = true;
  }

  #document(draft: SchemaDraft, schema: AvroSchema, noted: ReadonlyMap<string, JsonNode>, place: Place): void {
    const note = noted.get(connect.props.DOC);
    const connectDoc = typeof note === 'string' ? note : null;
    const { connectMetaData, discardTypeDocDefault } = this.#settings;
    if (!discardTypeDocDefault) {
      if (connectMetaData) draft.doc = connectDoc;
      return;
    }
    const own = isNamed(schema) ? schema.doc : null;
    draft.doc = place.fieldDoc ?? own ?? connectDoc;
    if (connectMetaData && own !== null) draft.parameter(connect.parameters.PLAIN_RECORD_DOC, own);
  }

  /** A default that is none of the schema is passed over, as in Confluent's converter. */
  #setDefault(draft: SchemaDraft, noted: JsonNode | undefined, { fieldDefault }: Place): void {
    const { connectMetaData, discardTypeDocDefault } = this.#settings;
    if (fieldDefault !== undefined && noted === undefined && connectMetaData && !discardTypeDocDefault) {
      draft.parameter(connect.parameters.FIELD_DEFAULT, 'true');
    }
    const value = fieldDefault ?? noted;
    if (value === undefined || fieldDefault === null) return;
    try {
      draft.defaultValue = defaultFromJson(draft.build(), value, this.#settings);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
    }
  }
}

/** A schema whose parts are not all known yet. */
class SchemaDraft {
  readonly builder: SchemaBuilder;
  optional = false;
  name: string | null;
  version: number | null;
  doc: string | null = null;
  defaultValue: unknown = null;
  readonly #parameters: Map<string, string>;

  /** With a logical type's builder: its name, version and parameters to begin with. */
  constructor(builder: SchemaBuilder) {
    this.builder = builder;
    const { name, version, parameters } = builder.build();
    this.name = name;
    this.version = version;
    this.#parameters = new Map(parameters ?? []);
  }

  parameter(name: string, value: string): this {
    this.#parameters.set(name, value);
    return this;
  }

  setVersion(version: number | null): void {
    if (version === null) return;
    if (this.version !== null && this.version !== version) {
      throw new DataError(
        `Mismatched versions: version already added to SchemaBuilder (${this.version}) differs from version in source schema (${version})`,
      );
    }
    this.version = version;
  }

  setName(name: string | null): void {
    if (name === null) return;
    if (this.name !== null && this.name !== name) {
      throw new DataError(
        `Mismatched names: name already added to SchemaBuilder (${this.name}) differs from name in source schema (${name})`,
      );
    }
    this.name = name;
  }

  build(): Schema {
    const { optional, name, version, doc, defaultValue } = this;
    const { type, fields, keySchema, valueSchema } = this.builder.build();
    const parameters = this.#parameters.size === 0 ? null : new Map(this.#parameters);
    return new ConnectSchema({ type, fields, keySchema, valueSchema, optional, name, version, doc, defaultValue, parameters });
  }
}

function primitiveDraft(schema: AvroPrimitive): SchemaDraft {
  switch (schema.type) {
    case 'null':
      throw new DataError('Standalone null schemas are not supported by this converter');
    case 'boolean':
      return new SchemaDraft(SchemaBuilder.bool());
    case 'int':
      return new SchemaDraft(intBuilder(schema));
    case 'long':
      return new SchemaDraft(hasLogicalType(schema, 'timestamp-millis') ? ConnectTimestamp.builder() : SchemaBuilder.int64());
    case 'float':
      return new SchemaDraft(SchemaBuilder.float32());
    case 'double':
      return new SchemaDraft(SchemaBuilder.float64());
    case 'bytes':
      return bytesDraft(schema);
    default:
      return new SchemaDraft(SchemaBuilder.string());
  }
}

function intBuilder(schema: AvroPrimitive): SchemaBuilder {
  if (hasLogicalType(schema, 'date')) return ConnectDate.builder();
  if (hasLogicalType(schema, 'time-millis')) return ConnectTime.builder();
  if (typeof schema.props.get(connect.props.LOGICAL_TYPE) === 'string') return SchemaBuilder.int32();
  const type = schema.props.get(connect.props.TYPE);
  if (type === 'int8') return SchemaBuilder.int8();
  if (type === 'int16') return SchemaBuilder.int16();
  if (typeof type === 'string') throw new DataError('Connect type annotation for Avro int field is null');
  return SchemaBuilder.int32();
}

function bytesDraft(schema: Exclude<AvroSchema, AvroUnion>): SchemaDraft {
  if (!hasLogicalType(schema, 'decimal')) return new SchemaDraft(SchemaBuilder.bytes());
  const scale = schema.props.get(connect.props.SCALE);
  const draft = new SchemaDraft(Decimal.builder(scale !== undefined && isInteger(scale) ? Number(scale) : 0));
  const precision = schema.props.get(connect.props.PRECISION);
  if (precision === undefined) return draft;
  if (!isInteger(precision)) throw new DataError('precision property must be a JSON Integer');
  if (Number(precision) === connect.DEFAULT_PRECISION) return draft;
  return draft.parameter(connect.parameters.DECIMAL_PRECISION, String(precision));
}

function hasLogicalType({ props }: Exclude<AvroSchema, AvroUnion>, name: string): boolean {
  const type = props.get(connect.props.LOGICAL_TYPE);
  return typeof type === 'string' && type.toLowerCase() === name;
}

function versionOf(noted: ReadonlyMap<string, JsonNode>, registryVersion: number | null): number | null {
  const version = noted.get(connect.props.VERSION);
  if (version === undefined) return registryVersion;
  if (!isInteger(version)) throw new DataError(`Invalid Connect version found: ${jsonNodeText(version)}`);
  return version >= 0 ? Number(version) : null;
}

function addParameters(draft: SchemaDraft, noted: JsonNode | undefined): void {
  if (noted === undefined) return;
  if (!isObject(noted)) throw new DataError(`Expected JSON object for schema parameters but found: ${jsonNodeText(noted)}`);
  for (const [name, value] of noted) {
    if (typeof value !== 'string') {
      throw new DataError(`Expected schema parameter values to be strings but found: ${jsonNodeText(value)}`);
    }
    draft.parameter(name, value);
  }
}

/** A noted name, or that of a named type, but for the names that stand for none. */
function nameOf(schema: AvroSchema, noted: ReadonlyMap<string, JsonNode>, draft: SchemaDraft): string | null {
  const note = noted.get(connect.props.NAME);
  if (note !== undefined && typeof note !== 'string') throw new DataError(`Invalid schema name: ${jsonNodeText(note)}`);
  const isDecimal = schema.type === 'fixed' && draft.name === Decimal.LOGICAL_NAME;
  const name = note ?? (isNamed(schema) && !isDecimal ? schema.name : null);
  return name?.startsWith(connect.DEFAULT_SCHEMA_FULL_NAME) === true ? null : name;
}

/** A field's own parameters: its named type occurred before, with others. */
function withParameters(schema: Schema, noted: ReadonlyMap<string, JsonNode>): Schema {
  const parameters = new Map(schema.parameters ?? []);
  for (const [name, value] of noted) parameters.set(name, typeof value === 'string' ? value : jsonNodeText(value));
  const same =
    parameters.size === (schema.parameters?.size ?? 0) &&
    [...parameters].every(([name, value]) => {
      return schema.parameters?.get(name) === value;
    });
  if (same || schema instanceof RecursiveSchema) return schema;
  const { type, optional, defaultValue, name, version, doc, fields, keySchema, valueSchema } = schema;
  return new ConnectSchema({ type, optional, defaultValue, name, version, doc, fields, keySchema, valueSchema, parameters });
}
