import { DataError, type Schema } from '@millrace/connector-api';
import { connectToJson, type JsonWriting } from './connect-to-json.ts';
import { jsonString } from './json-string.ts';

const TYPE_NAMES: ReadonlyMap<Schema['type'], string> = new Map([
  ['BOOLEAN', 'boolean'],
  ['INT8', 'int8'],
  ['INT16', 'int16'],
  ['INT32', 'int32'],
  ['INT64', 'int64'],
  ['FLOAT32', 'float'],
  ['FLOAT64', 'double'],
  ['BYTES', 'bytes'],
  ['STRING', 'string'],
  ['ARRAY', 'array'],
  ['MAP', 'map'],
  ['STRUCT', 'struct'],
]);

/** The JSON document that describes a schema, its members in the order in which Kafka's JSON converter writes them. */
export function schemaToJson(schema: Schema | null, writing: JsonWriting): string {
  return schema === null ? 'null' : `{${members(schema, writing).join(',')}}`;
}

function members(schema: Schema, writing: JsonWriting): string[] {
  const name = TYPE_NAMES.get(schema.type);
  if (name === undefined) throw new DataError(`Couldn't translate unsupported schema type ${String(schema)}.`);
  const parts = [`"type":"${name}"`, ...inner(schema, writing), `"optional":${schema.optional}`];
  if (schema.name !== null) parts.push(`"name":${jsonString(schema.name)}`);
  if (schema.version !== null) parts.push(`"version":${schema.version}`);
  if (schema.doc !== null) parts.push(`"doc":${jsonString(schema.doc)}`);
  if (schema.parameters !== null) parts.push(`"parameters":${parametersToJson(schema.parameters)}`);
  if (schema.defaultValue !== null) parts.push(`"default":${connectToJson(schema, schema.defaultValue, writing)}`);
  return parts;
}

function inner(schema: Schema, writing: JsonWriting): string[] {
  switch (schema.type) {
    case 'ARRAY':
      return [`"items":${schemaToJson(schema.valueSchema, writing)}`];
    case 'MAP':
      return [`"keys":${schemaToJson(schema.keySchema, writing)}`, `"values":${schemaToJson(schema.valueSchema, writing)}`];
    case 'STRUCT': {
      const fields = schema.fields.map((field) => {
        return `{${members(field.schema, writing).join(',')},"field":${jsonString(field.name)}}`;
      });
      return [`"fields":[${fields.join(',')}]`];
    }
    default:
      return [];
  }
}

function parametersToJson(parameters: ReadonlyMap<string, string>): string {
  return `{${Array.from(parameters, ([key, value]) => `${jsonString(key)}:${jsonString(value)}`).join(',')}}`;
}
