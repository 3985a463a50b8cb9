import {
  ConnectDate,
  ConnectTime,
  ConnectTimestamp,
  DataError,
  Decimal,
  Struct,
  validateValue,
  type Schema,
} from '@millrace/connector-api';
import { isArray, isInteger, isObject, nodeType, type JsonNode } from '../json/json-node.ts';
import { isFloat, toSignedFloat32, toSignedFloat64, toInt64 } from '../json/json-number.ts';
import { isAvroMap, scrubName } from './avro-names.ts';
import { UNION_NAME, type AvroDataSettings } from './connect-props.ts';

const LOGICAL: ReadonlyMap<string, (schema: Schema, node: JsonNode) => unknown> = new Map<
  string,
  (schema: Schema, node: JsonNode) => unknown
>([
  [Decimal.LOGICAL_NAME, (schema, node) => Decimal.toLogical(schema, bytesOf(node))],
  [ConnectDate.LOGICAL_NAME, (schema, node) => ConnectDate.toLogical(schema, Number(integerOf(node)))],
  [ConnectTime.LOGICAL_NAME, (schema, node) => ConnectTime.toLogical(schema, Number(integerOf(node)))],
  [ConnectTimestamp.LOGICAL_NAME, (schema, node) => ConnectTimestamp.toLogical(schema, integerOf(node))],
]);

/**
 * The default that JSON gives a Connect schema, as a field's `default` or a `connect.default` note has it. A DataError if it is
 * none.
 */
export function defaultFromJson(schema: Schema, node: JsonNode, settings: AvroDataSettings): unknown {
  const value = convert(schema, node, settings);
  if (value !== null) validateValue(schema, value);
  return value;
}

function convert(schema: Schema, node: JsonNode, settings: AvroDataSettings): unknown {
  if (node === null) return null;
  const logical = schema.name === null ? undefined : LOGICAL.get(schema.name);
  if (logical !== undefined) return logical(schema, node);
  switch (schema.type) {
    case 'INT8':
    case 'INT16':
    case 'INT32':
      return Number(integerOf(node));
    case 'INT64':
      return integerOf(node);
    case 'FLOAT32':
      return isFloat(node) ? toSignedFloat32(node) : fail('number', node);
    case 'FLOAT64':
      return isFloat(node) ? toSignedFloat64(node) : fail('number', node);
    case 'BYTES':
      return bytesOf(node);
    case 'ARRAY':
      return arrayOf(node).map((item) => convert(schema.valueSchema!, item, settings));
    case 'MAP':
      return mapOf(schema, node, settings);
    case 'STRUCT':
      return structOf(schema, node, settings);
    default:
      return node;
  }
}

function integerOf(node: JsonNode): bigint {
  if (!isInteger(node)) throw invalid('integer', node);
  return toInt64(node);
}

function bytesOf(node: JsonNode): Uint8Array {
  return typeof node === 'string' ? Buffer.from(node, 'latin1') : fail('bytes', node);
}

function arrayOf(node: JsonNode): readonly JsonNode[] {
  return isArray(node) ? node : fail('array', node);
}

function mapOf(schema: Schema, node: JsonNode, settings: AvroDataSettings): Map<unknown, unknown> {
  const valueOf = (value: JsonNode | undefined): unknown => convert(schema.valueSchema!, value ?? null, settings);
  if (isAvroMap(schema, settings)) {
    if (!isObject(node)) return fail('map', node);
    return new Map(Array.from(node, ([key, value]) => [key, valueOf(value)]));
  }
  return new Map(
    arrayOf(node).map((entry) => {
      const [key, value] = entryOf(entry);
      return [convert(schema.keySchema!, key ?? null, settings), valueOf(value)];
    }),
  );
}

/** A pair, as the note has it, or a record of key and value, as Avro's own default has. */
function entryOf(node: JsonNode): (JsonNode | undefined)[] {
  return isObject(node) ? [node.get('key'), node.get('value')] : [...arrayOf(node)];
}

function structOf(schema: Schema, node: JsonNode, settings: AvroDataSettings): Struct {
  const struct = new Struct(schema);
  if (schema.name === UNION_NAME) {
    // The default of a union is of its first type.
    const [first] = schema.fields;
    if (first !== undefined) struct.put(first, convert(first.schema, node, settings));
    return struct;
  }
  if (!isObject(node)) return fail('record', node);
  for (const field of schema.fields) {
    const given = node.get(scrubName(field.name, settings));
    struct.put(field, given === undefined ? field.schema.defaultValue : convert(field.schema, given, settings));
  }
  return struct;
}

function fail(what: string, node: JsonNode): never {
  throw invalid(what, node);
}

function invalid(what: string, node: JsonNode): DataError {
  return new DataError(`Invalid JSON for ${what} default value: ${nodeType(node)}`);
}
