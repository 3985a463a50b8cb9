import {
  ConnectDate,
  ConnectTime,
  ConnectTimestamp,
  Decimal,
  doubleToString,
  floatToString,
  type Schema,
  type Struct,
} from '@millrace/connector-api';
import { isArray, isInteger, isObject, JsonDecimal, type JsonNode } from '../json/json-node.ts';
import { asBuffer } from '../text/java-utf8.ts';
import { isAvroMap, scrubName } from './avro-names.ts';
import type { AvroSchema } from './avro-schema.ts';
import { UNION_NAME, type AvroDataSettings } from './connect-props.ts';

const LOGICAL: ReadonlyMap<string, (schema: Schema, value: unknown) => JsonNode> = new Map<
  string,
  (schema: Schema, value: unknown) => JsonNode
>([
  [Decimal.LOGICAL_NAME, (schema, value) => latin1(Decimal.fromLogical(schema, value as Decimal))],
  [ConnectDate.LOGICAL_NAME, (schema, value) => ConnectDate.fromLogical(schema, value as Date)],
  [ConnectTime.LOGICAL_NAME, (schema, value) => ConnectTime.fromLogical(schema, value as Date)],
  [ConnectTimestamp.LOGICAL_NAME, (schema, value) => integer(ConnectTimestamp.fromLogical(schema, value as Date))],
]);

/**
 * A schema's default as `connect.default` notes it: Avro's JSON form of values, where bytes are characters up to 255, but for
 * unions, which are noted by their value alone, and maps without string keys, which are pairs.
 */
export function defaultToJson(schema: Schema, value: unknown, settings: AvroDataSettings): JsonNode {
  return convert(schema, value, { settings, floatText: floatToString });
}

interface Conversion {
  readonly settings: AvroDataSettings;
  /** How numbers of FLOAT32 are written. */
  readonly floatText: (value: number) => string;
}

function convert(schema: Schema, value: unknown, how: Conversion): JsonNode {
  if (value === null || value === undefined) return null;
  const logical = schema.name === null ? undefined : LOGICAL.get(schema.name);
  if (logical !== undefined) return logical(schema, value);
  switch (schema.type) {
    case 'INT64':
      return integer(value as bigint);
    case 'FLOAT32':
      return decimal(how.floatText(Number(value)));
    case 'FLOAT64':
      return decimal(doubleToString(Number(value)));
    case 'BYTES':
      return latin1(value as Uint8Array);
    case 'ARRAY':
      return (value as unknown[]).map((item) => convert(schema.valueSchema!, item, how));
    case 'MAP':
      return mapToJson(schema, value as Map<unknown, unknown>, how);
    case 'STRUCT':
      return structToJson(schema, value as Struct, how);
    default:
      return value as JsonNode;
  }
}

function mapToJson(schema: Schema, map: ReadonlyMap<unknown, unknown>, how: Conversion): JsonNode {
  const entries = Array.from(map, ([key, value]): [unknown, JsonNode] => [key, convert(schema.valueSchema!, value, how)]);
  if (isAvroMap(schema, how.settings)) return new Map(entries as [string, JsonNode][]);
  return entries.map(([key, value]) => [convert(schema.keySchema!, key, how), value]);
}

function structToJson(schema: Schema, struct: Struct, how: Conversion): JsonNode {
  if (schema.name === UNION_NAME) {
    // The default of a union has to be of its first type.
    const [first] = schema.fields;
    return first === undefined ? null : convert(first.schema, struct.get(first), how);
  }
  return new Map(
    schema.fields.map((field) => [scrubName(field.name, how.settings), convert(field.schema, struct.get(field), how)]),
  );
}

function integer(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** NaN and the infinities are no JSON numbers: they are noted by their names. */
function decimal(text: string): JsonNode {
  return /\d/.test(text) ? new JsonDecimal(text) : text;
}

function latin1(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('latin1');
}

/** The default of a record's field; undefined where there is none, or Avro would not take it for a value of the field. */
export function fieldDefaultOf(schema: Schema, avroSchema: AvroSchema, settings: AvroDataSettings): JsonNode | undefined {
  if (schema.defaultValue === null) return schema.optional ? null : undefined;
  const value = convert(schema, schema.defaultValue, { settings, floatText: widened });
  return isValidDefault(avroSchema, value) ? value : undefined;
}

/** A float as the double that it is, as a field's default has it; the note has the float itself. */
function widened(value: number): string {
  return doubleToString(Math.fround(value));
}

/** Whether a JSON value is one of the schema, of any branch for a union. */
export function isValidDefault(schema: AvroSchema, value: JsonNode): boolean {
  switch (schema.type) {
    case 'null':
      return value === null;
    case 'boolean':
      return typeof value === 'boolean';
    case 'int':
      return typeof value === 'number' && (value | 0) === value;
    case 'long':
      return isInteger(value) && BigInt.asIntN(64, BigInt(value)) === BigInt(value);
    case 'float':
    case 'double':
      return isInteger(value) || value instanceof JsonDecimal;
    case 'array':
      return isArray(value) && value.every((item) => isValidDefault(schema.items, item));
    case 'map':
      return isObject(value) && [...value.values()].every((item) => isValidDefault(schema.values, item));
    case 'union':
      return schema.branches.some((branch) => isValidDefault(branch, value));
    case 'record':
      return (
        isObject(value) &&
        schema.fields.every((field) => isValidDefault(field.schema, value.get(field.name) ?? field.default ?? null))
      );
    default:
      return typeof value === 'string';
  }
}
