import { ConnectSchema, DataError, Decimal, type Schema } from '@millrace/connector-api';
import type { JsonNode } from '../json/json-node.ts';
import { parseJson } from '../json/json-parser.ts';
import { ENUM, NAMESPACE, notes, NULL_SYMBOL, ONE_OF, type JsonSchemaSettings } from './json-schema-notes.ts';
import { createValueWriter, hasStringKeys } from './value-to-json.ts';

type Members = Map<string, JsonNode>;

const NUMBERS: Readonly<Partial<Record<Schema['type'], readonly [type: string, note: string]>>> = {
  INT8: ['integer', 'int8'],
  INT16: ['integer', 'int16'],
  INT32: ['integer', 'int32'],
  INT64: ['integer', 'int64'],
  FLOAT32: ['number', 'float32'],
  FLOAT64: ['number', 'float64'],
};

const NULL: JsonNode = new Map([['type', 'null']]);

/**
 * The JSON Schema of a Connect schema, as Confluent's JsonSchemaData makes it: what is optional is one of null and itself, the
 * order of fields and what JSON has no types for is noted in `connect.…` members.
 */
export function schemaFromConnect(schema: Schema, settings: JsonSchemaSettings): JsonNode {
  return convert(schema, null, settings, false);
}

function convert(schema: Schema, index: number | null, settings: JsonSchemaSettings, asRequired: boolean): JsonNode {
  if (schema.type === 'STRUCT' && schema.name === ONE_OF) return unionOf(schema, index, settings);
  const members = typeOf(schema, settings);
  describe(members, schema, settings);
  if (!schema.optional || asRequired) return withIndex(members, index);
  return withIndex(new Map<string, JsonNode>([['oneOf', [NULL, members]]]), index);
}

/** A schema for each field, none of them optional. */
function unionOf(schema: Schema, index: number | null, settings: JsonSchemaSettings): JsonNode {
  const branches = schema.fields.map((field) => convert(field.schema, field.index, settings, true));
  return withIndex(new Map<string, JsonNode>([['oneOf', schema.optional ? [NULL, ...branches] : branches]]), index);
}

function withIndex(members: Members, index: number | null): JsonNode {
  if (index !== null) members.set(notes.INDEX, index);
  return members;
}

function typeOf(schema: Schema, settings: JsonSchemaSettings): Members {
  const number = NUMBERS[schema.type];
  if (number !== undefined) return membersOf(number[0], number[1]);
  switch (schema.type) {
    case 'BOOLEAN':
      return membersOf('boolean');
    case 'STRING':
      return stringOf(schema);
    case 'BYTES': {
      const asNumber = schema.name === Decimal.LOGICAL_NAME && settings.decimalFormat === 'NUMERIC';
      return membersOf(asNumber ? 'number' : 'string', 'bytes');
    }
    case 'ARRAY':
      return membersOf('array').set('items', inner(schema, schema.valueSchema, null, settings));
    case 'MAP':
      return mapOf(schema, settings);
    default:
      return objectOf(schema, settings);
  }
}

function membersOf(type: string, note: string | null = null): Members {
  const members: Members = new Map<string, JsonNode>([['type', type]]);
  return note === null ? members : members.set(notes.TYPE, note);
}

function stringOf(schema: Schema): Members {
  if (schema.parameters?.has(ENUM) !== true) return membersOf('string');
  const symbols = [...schema.parameters.keys()]
    .filter((name) => name.startsWith(`${ENUM}.`))
    .map((name) => name.slice(ENUM.length + 1));
  return new Map<string, JsonNode>([['enum', symbols.map((symbol) => (symbol === NULL_SYMBOL ? null : symbol))]]);
}

function mapOf(schema: Schema, settings: JsonSchemaSettings): Members {
  if (hasStringKeys(schema)) {
    return membersOf('object', 'map').set('additionalProperties', inner(schema, schema.valueSchema, null, settings));
  }
  const properties: Members = new Map([
    ['key', inner(schema, schema.keySchema, 0, settings)],
    ['value', inner(schema, schema.valueSchema, 1, settings)],
  ]);
  return membersOf('array', 'map').set('items', membersOf('object').set('properties', properties));
}

function inner(schema: Schema, part: Schema | null, index: number | null, settings: JsonSchemaSettings): JsonNode {
  if (part === null) throw new DataError(`${String(schema)} does not say what is in it, and JSON Schema has to know`);
  return convert(part, index, settings, false);
}

function objectOf(schema: Schema, settings: JsonSchemaSettings): Members {
  const properties: Members = new Map(
    schema.fields.map((field) => [field.name, convert(field.schema, field.index, settings, false)]),
  );
  const members = membersOf('object').set('properties', properties);
  return settings.additionalProperties ? members : members.set('additionalProperties', false);
}

function describe(members: Members, schema: Schema, settings: JsonSchemaSettings): void {
  if (schema.name !== null) members.set('title', schema.name);
  if (schema.doc !== null) members.set('description', schema.doc);
  if (schema.defaultValue !== null) members.set('default', defaultOf(schema, settings));
  if (schema.version !== null) members.set(notes.VERSION, schema.version);
  const parameters = [...(schema.parameters ?? [])].filter(([name]) => !name.startsWith(NAMESPACE));
  if (parameters.length > 0) members.set(notes.PARAMETERS, new Map(parameters));
}

function defaultOf(schema: Schema, settings: JsonSchemaSettings): JsonNode {
  const plain = new ConnectSchema({ ...partsOf(schema), defaultValue: null });
  return parseJson(createValueWriter(schema.type === 'STRUCT' ? schema : plain, settings)(schema.defaultValue) ?? 'null');
}

function partsOf({ type, optional, name, version, doc, parameters, fields, keySchema, valueSchema }: Schema) {
  return { type, optional, name, version, doc, parameters, fields, keySchema, valueSchema };
}
