import { DataError, SchemaBuilder, SchemaBuilderError, type Schema, type SchemaType } from '@millrace/connector-api';
import { isArray, isInteger, isObject, type JsonNode } from './json-node.ts';
import { toInt32 } from './json-number.ts';
import { jsonToConnect, type NullHandling } from './json-to-connect.ts';

/** The schema that a JSON document describes, as {@link schemaToJson} writes it; null for null. Throws a DataError for anything else. */
export function schemaFromJson(node: JsonNode, nulls: NullHandling): Schema | null {
  if (node === null) return null;
  const type = member(node, 'type');
  if (typeof type !== 'string') throw new DataError("Schema must contain 'type' field");
  const builder = builderOf(type, node, nulls);
  if (member(node, 'optional') === true) builder.optional();
  else builder.required();
  describe(builder, node);
  const defaultNode = member(node, 'default');
  if (defaultNode !== undefined) setDefault(builder, defaultNode, nulls);
  return builder.build();
}

function member(node: JsonNode, name: string): JsonNode | undefined {
  return isObject(node) ? node.get(name) : undefined;
}

const PRIMITIVES: ReadonlyMap<string, SchemaType> = new Map<string, SchemaType>([
  ['boolean', 'BOOLEAN'],
  ['int8', 'INT8'],
  ['int16', 'INT16'],
  ['int32', 'INT32'],
  ['int64', 'INT64'],
  ['float', 'FLOAT32'],
  ['double', 'FLOAT64'],
  ['bytes', 'BYTES'],
  ['string', 'STRING'],
]);

function builderOf(type: string, node: JsonNode, nulls: NullHandling): SchemaBuilder {
  const primitive = PRIMITIVES.get(type);
  if (primitive !== undefined) return new SchemaBuilder(primitive);
  switch (type) {
    case 'array':
      return arrayBuilder(node, nulls);
    case 'map':
      return mapBuilder(node, nulls);
    case 'struct':
      return structBuilder(node, nulls);
    default:
      throw new DataError(`Unknown schema type: ${type}`);
  }
}

function arrayBuilder(node: JsonNode, nulls: NullHandling): SchemaBuilder {
  const items = member(node, 'items') ?? null;
  if (items === null) throw new DataError('Array schema did not specify the element type');
  return SchemaBuilder.array(schemaFromJson(items, nulls)!);
}

function mapBuilder(node: JsonNode, nulls: NullHandling): SchemaBuilder {
  const keys = member(node, 'keys');
  if (keys === undefined) throw new DataError('Map schema did not specify the key type');
  const values = member(node, 'values');
  if (values === undefined) throw new DataError('Map schema did not specify the value type');
  return SchemaBuilder.map(schemaFromJson(keys, nulls)!, schemaFromJson(values, nulls)!);
}

function structBuilder(node: JsonNode, nulls: NullHandling): SchemaBuilder {
  const fields = member(node, 'fields');
  if (fields === undefined || !isArray(fields)) throw new DataError('Struct schema\'s "fields" argument is not an array.');
  const builder = SchemaBuilder.struct();
  for (const field of fields) {
    const name = member(field, 'field');
    if (typeof name !== 'string') throw new DataError("Struct schema's field name not specified properly");
    builder.field(name, schemaFromJson(field, nulls)!);
  }
  return builder;
}

/** Name, version, documentation and parameters. Those of another JSON type are passed over, but for parameters. */
function describe(builder: SchemaBuilder, node: JsonNode): void {
  const name = member(node, 'name');
  if (typeof name === 'string') builder.name(name);
  const version = member(node, 'version');
  if (version !== undefined && isInteger(version)) builder.version(toInt32(version));
  const doc = member(node, 'doc');
  if (typeof doc === 'string') builder.doc(doc);
  const parameters = member(node, 'parameters');
  if (parameters === undefined || !isObject(parameters)) return;
  for (const [key, value] of parameters) {
    if (typeof value !== 'string') throw new DataError('Schema parameters must have string values.');
    builder.parameter(key, value);
  }
}

function setDefault(builder: SchemaBuilder, node: JsonNode, nulls: NullHandling): void {
  const schema = builder.build();
  const value = jsonToConnect(schema, node, nulls);
  // Kafka's JSON converter writes the default of a struct but refuses to read it.
  if (schema.type === 'STRUCT' && value !== null) {
    throw new SchemaBuilderError('Invalid default value', { cause: new DataError('Struct schemas do not match.') });
  }
  builder.defaultValue(value);
}
