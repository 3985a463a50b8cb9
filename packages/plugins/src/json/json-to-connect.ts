import {
  ConnectDate,
  ConnectTime,
  ConnectTimestamp,
  DataError,
  Decimal,
  Struct,
  hashOrdered,
  type ConnectValue,
  type Schema,
} from '@millrace/connector-api';
import { decodeBase64 } from './base64.ts';
import { isArray, isInteger, isObject, nodeType, type JsonNode } from './json-node.ts';
import { toDecimal, toInt32, toInt64, toSignedFloat32, toSignedFloat64 } from './json-number.ts';

/** Whether a null stands for the schema's default (`replace.null.with.default`). */
export interface NullHandling {
  readonly replaceNullWithDefault: boolean;
}

/** The Connect value that a payload has by its schema. An absent node counts as null. Throws a DataError where they do not go together. */
export function jsonToConnect(schema: Schema, node: JsonNode | undefined, nulls: NullHandling): ConnectValue {
  if (node === null || node === undefined) return nullToConnect(schema, nulls);
  const logical = schema.name === null ? undefined : LOGICAL.get(schema.name);
  if (logical !== undefined) return logical(schema, node);
  switch (schema.type) {
    case 'BOOLEAN':
      return node === true;
    case 'INT8':
      return (toInt32(node) << 24) >> 24;
    case 'INT16':
      return (toInt32(node) << 16) >> 16;
    case 'INT32':
      return toInt32(node);
    case 'INT64':
      return toInt64(node);
    case 'FLOAT32':
      return toSignedFloat32(node);
    case 'FLOAT64':
      return toSignedFloat64(node);
    case 'STRING':
      return typeof node === 'string' ? node : null;
    case 'BYTES':
      return toBytes(node);
    case 'ARRAY':
      return elementsOf(node).map((element) => jsonToConnect(schema.valueSchema!, element, nulls));
    case 'MAP':
      return toMap(schema, node, nulls);
    case 'STRUCT':
      return toStruct(schema, node, nulls);
    default:
      throw new DataError(`Unknown schema type: ${String(schema.type)}`);
  }
}

function nullToConnect(schema: Schema, { replaceNullWithDefault }: NullHandling): ConnectValue {
  if (schema.defaultValue !== null && replaceNullWithDefault) return schema.defaultValue;
  if (schema.optional) return null;
  throw new DataError(`Invalid null value for required ${schema.type} field`);
}

function toBytes(node: JsonNode): Uint8Array | null {
  if (typeof node !== 'string') return null;
  const bytes = decodeBase64(node);
  if (bytes === undefined) throw new DataError('Invalid bytes field', { cause: new Error('The text is not Base64') });
  return bytes;
}

/** Of an object, its values. What has no elements counts as empty. */
function elementsOf(node: JsonNode): readonly JsonNode[] {
  if (isArray(node)) return node;
  return isObject(node) ? [...node.values()] : [];
}

/** Maps with string keys are written as objects, others as arrays of pairs. */
function toMap(schema: Schema, node: JsonNode, nulls: NullHandling): Map<ConnectValue, ConnectValue> {
  const keySchema = schema.keySchema!;
  const valueSchema = schema.valueSchema!;
  const map = new Map<ConnectValue, ConnectValue>();
  if (keySchema.type === 'STRING') {
    if (!isObject(node))
      throw new DataError(`Maps with string fields should be encoded as JSON objects, but found ${nodeType(node)}`);
    for (const [key, value] of node) map.set(key, jsonToConnect(valueSchema, value, nulls));
  } else {
    if (!isArray(node)) {
      throw new DataError(`Maps with non-string fields should be encoded as JSON array of tuples, but found ${nodeType(node)}`);
    }
    for (const entry of node) {
      const [key, value] = pairOf(entry);
      map.set(jsonToConnect(keySchema, key, nulls), jsonToConnect(valueSchema, value, nulls));
    }
  }
  return hashOrdered(map, keySchema.type);
}

function pairOf(entry: JsonNode): readonly JsonNode[] {
  if (!isArray(entry)) throw new DataError(`Found invalid map entry instead of array tuple: ${nodeType(entry)}`);
  if (entry.length !== 2) throw new DataError(`Found invalid map entry, expected length 2 but found :${entry.length}`);
  return entry;
}

function toStruct(schema: Schema, node: JsonNode, nulls: NullHandling): Struct {
  if (!isObject(node)) throw new DataError(`Structs should be encoded as JSON objects, but found ${nodeType(node)}`);
  const struct = new Struct(schema);
  for (const field of schema.fields) struct.put(field, jsonToConnect(field.schema, node.get(field.name), nulls));
  return struct;
}

type LogicalReader = (schema: Schema, node: JsonNode) => ConnectValue;

const LOGICAL: ReadonlyMap<string, LogicalReader> = new Map<string, LogicalReader>([
  [Decimal.LOGICAL_NAME, decimalToConnect],
  [ConnectDate.LOGICAL_NAME, (schema, node) => ConnectDate.toLogical(schema, intOf('Date', node))],
  [ConnectTime.LOGICAL_NAME, (schema, node) => ConnectTime.toLogical(schema, intOf('Time', node))],
  [ConnectTimestamp.LOGICAL_NAME, timestampToConnect],
]);

function decimalToConnect(schema: Schema, node: JsonNode): Decimal {
  const number = toDecimal(node);
  if (number !== undefined) return number;
  if (typeof node !== 'string') {
    throw new DataError(
      `Invalid type for Decimal, underlying representation should be numeric or bytes but was ${nodeType(node)}`,
    );
  }
  try {
    return Decimal.toLogical(schema, toBytes(node)!);
  } catch (cause) {
    throw new DataError('Invalid bytes for Decimal field', { cause });
  }
}

function intOf(what: 'Date' | 'Time', node: JsonNode): number {
  if (typeof node === 'number' && (node | 0) === node) return node;
  throw new DataError(`Invalid type for ${what}, underlying representation should be integer but was ${nodeType(node)}`);
}

function timestampToConnect(schema: Schema, node: JsonNode): Date {
  if (isInteger(node)) return ConnectTimestamp.toLogical(schema, toInt64(node));
  throw new DataError(`Invalid type for Timestamp, underlying representation should be integral but was ${nodeType(node)}`);
}
