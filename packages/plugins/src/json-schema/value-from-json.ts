import {
  ConnectDate,
  ConnectTime,
  ConnectTimestamp,
  DataError,
  Decimal,
  hashOrdered,
  Struct,
  type ConnectValue,
  type Field,
  type Schema,
} from '@millrace/connector-api';
import { decodeBase64 } from '../json/base64.ts';
import { isArray, isInteger, isObject, nodeType, type JsonNode } from '../json/json-node.ts';
import { isFloat, toDecimal, toSignedFloat32, toSignedFloat64, toInt64 } from '../json/json-number.ts';
import { ENUM, NULL_SYMBOL, ONE_OF } from './json-schema-notes.ts';
import { hasStringKeys } from './value-to-json.ts';

/** The Connect value of a JSON value by its schema; undefined is a member that is not there. A DataError for one that is none of it. */
export function valueFromJson(schema: Schema, node: JsonNode | undefined): ConnectValue {
  if (node === null || node === undefined) return nullOf(schema, node);
  switch (schema.name) {
    case Decimal.LOGICAL_NAME:
      return decimalOf(schema, node);
    case ConnectDate.LOGICAL_NAME:
      return ConnectDate.toLogical(schema, intOf('Date', node));
    case ConnectTime.LOGICAL_NAME:
      return ConnectTime.toLogical(schema, intOf('Time', node));
    case ConnectTimestamp.LOGICAL_NAME:
      if (isInteger(node)) return ConnectTimestamp.toLogical(schema, toInt64(node));
      throw invalid('Timestamp', 'integral', node);
    default:
      return baseOf(schema, node);
  }
}

function nullOf(schema: Schema, node: null | undefined): ConnectValue {
  if (schema.defaultValue !== null) return schema.defaultValue;
  if (node === undefined || schema.optional) return null;
  if (schema.parameters?.has(`${ENUM}.${NULL_SYMBOL}`) === true) return null;
  throw new DataError(`Invalid null value for required ${schema.type} field`);
}

function baseOf(schema: Schema, node: JsonNode): ConnectValue {
  switch (schema.type) {
    case 'BOOLEAN':
      return typeof node === 'boolean' ? node : fail(schema, node);
    case 'INT8':
      return Number(BigInt.asIntN(8, integerOf(schema, node)));
    case 'INT16':
      return Number(BigInt.asIntN(16, integerOf(schema, node)));
    case 'INT32':
      return Number(BigInt.asIntN(32, integerOf(schema, node)));
    case 'INT64':
      return integerOf(schema, node);
    case 'FLOAT32':
      return isFloat(node) ? toSignedFloat32(node) : fail(schema, node);
    case 'FLOAT64':
      return isFloat(node) ? toSignedFloat64(node) : fail(schema, node);
    case 'STRING':
      return stringOf(schema, node);
    case 'BYTES':
      return bytesOf(schema, node);
    case 'ARRAY':
      return isArray(node) ? node.map((item) => valueFromJson(schema.valueSchema!, item)) : fail(schema, node);
    case 'MAP':
      return mapOf(schema, node);
    default:
      return schema.name === ONE_OF ? unionOf(schema, node) : structOf(schema, node);
  }
}

function integerOf(schema: Schema, node: JsonNode): bigint {
  return nodeType(node) === 'NUMBER' ? toInt64(node) : fail(schema, node);
}

/** An enum's symbols may be anything; what is no string goes by its text. */
function stringOf(schema: Schema, node: JsonNode): string {
  if (typeof node === 'string') return node;
  const isEnum = schema.parameters?.has(ENUM) === true;
  return isEnum && (isInteger(node) || typeof node === 'boolean') ? String(node) : fail(schema, node);
}

function bytesOf(schema: Schema, node: JsonNode): Uint8Array {
  const bytes = typeof node === 'string' ? decodeBase64(node) : undefined;
  return bytes ?? fail(schema, node);
}

function decimalOf(schema: Schema, node: JsonNode): Decimal {
  const number = toDecimal(node);
  if (number !== undefined) return number;
  if (typeof node === 'string') return Decimal.toLogical(schema, bytesOf(schema, node));
  throw invalid('Decimal', 'numeric or bytes', node);
}

function mapOf(schema: Schema, node: JsonNode): Map<unknown, unknown> {
  const keySchema = schema.keySchema!;
  const valueSchema = schema.valueSchema!;
  if (hasStringKeys(schema)) {
    if (!isObject(node))
      throw new DataError(`Maps with string fields should be encoded as JSON objects, but found ${nodeType(node)}`);
    return hashOrdered(new Map(Array.from(node, ([key, value]) => [key, valueFromJson(valueSchema, value)])), 'STRING');
  }
  if (!isArray(node)) {
    throw new DataError(`Maps with non-string fields should be encoded as JSON array of objects, but found ${nodeType(node)}`);
  }
  const entries = node.map((entry): [unknown, unknown] => {
    if (!isObject(entry)) throw new DataError(`Found invalid map entry instead of object: ${nodeType(entry)}`);
    return [valueFromJson(keySchema, entry.get('key')), valueFromJson(valueSchema, entry.get('value'))];
  });
  return hashOrdered(new Map(entries), keySchema.type);
}

function structOf(schema: Schema, node: JsonNode): Struct {
  if (!isObject(node)) throw new DataError(`Structs should be encoded as JSON objects, but found ${nodeType(node)}`);
  return Struct.ofTrusted(
    schema,
    schema.fields.map((field) => valueFromJson(field.schema, node.get(field.name))),
  );
}

/** The field whose type the value has; of structs the one that knows the most of its members. */
function unionOf(schema: Schema, node: JsonNode): Struct {
  const simple = schema.fields.find((field) => isOfType(field.schema, node));
  const field = simple ?? closestStruct(schema.fields, node) ?? schema.fields.find((each) => mayBeBytes(each.schema, node));
  if (field === undefined) throw new DataError('Did not find matching oneof field for data');
  const values = Array<unknown>(schema.fields.length).fill(null);
  values[field.index] = valueFromJson(field.schema, node);
  return Struct.ofTrusted(schema, values);
}

function closestStruct(fields: readonly Field[], node: JsonNode): Field | undefined {
  let best: Field | undefined;
  let most = 0;
  for (const field of fields) {
    const known = knownMembers(field.schema, node);
    if (known <= most) continue;
    best = field;
    most = known;
  }
  return best;
}

function knownMembers(schema: Schema, node: JsonNode | undefined): number {
  if (schema.type !== 'STRUCT' || node === undefined || !isObject(node)) return 0;
  const known = schema.fields.filter(({ name }) => node.has(name));
  return known.reduce((sum, field) => sum + 1 + knownMembers(field.schema, node.get(field.name)), 0);
}

function isOfType(schema: Schema, node: JsonNode): boolean {
  switch (schema.type) {
    case 'INT8':
    case 'INT16':
    case 'INT32':
    case 'INT64':
      return isInteger(node);
    case 'FLOAT32':
    case 'FLOAT64':
      return nodeType(node) === 'NUMBER';
    case 'BOOLEAN':
      return typeof node === 'boolean';
    case 'STRING':
      return typeof node === 'string';
    case 'ARRAY':
      return isArray(node);
    case 'MAP':
      return isObject(node) || isArray(node);
    default:
      return false;
  }
}

/** Bytes are told from strings by there being no string. */
function mayBeBytes(schema: Schema, node: JsonNode): boolean {
  if (schema.type !== 'BYTES') return false;
  return typeof node === 'string' || (schema.name === Decimal.LOGICAL_NAME && nodeType(node) === 'NUMBER');
}

function intOf(what: string, node: JsonNode): number {
  if (typeof node === 'number' && (node | 0) === node) return node;
  throw invalid(what, 'integer', node);
}

function invalid(what: string, expected: string, node: JsonNode): DataError {
  return new DataError(`Invalid type for ${what}, underlying representation should be ${expected} but was ${nodeType(node)}`);
}

function fail(schema: Schema, node: JsonNode): never {
  throw new DataError(`Invalid type for ${schema.type}: ${nodeType(node)}`);
}
