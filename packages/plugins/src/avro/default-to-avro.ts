import { DataError } from '@millrace/connector-api';
import { isArray, isInteger, isObject, nodeType, type JsonNode } from '../json/json-node.ts';
import { toSignedFloat64, toInt64 } from '../json/json-number.ts';
import { fieldKey, isNullable, symbolName } from './avro-codec.ts';
import { AvroBranch } from './avsc-types.ts';
import { branchName, type AvroRecord, type AvroSchema, type AvroUnion } from './avro-schema.ts';
import { isValidDefault } from './default-to-json.ts';

/** What the codec writes for a field's default. A union's default is of the first branch that it is a value of. */
export function jsonToAvro(schema: AvroSchema, node: JsonNode): unknown {
  switch (schema.type) {
    case 'null':
    case 'boolean':
    case 'string':
      return node;
    case 'int':
      return isInteger(node) ? Number(node) : fail(schema, node);
    case 'long':
      return toInt64(node);
    case 'float':
    case 'double':
      return toSignedFloat64(node);
    case 'bytes':
    case 'fixed':
      return typeof node === 'string' ? Buffer.from(node, 'latin1') : fail(schema, node);
    case 'enum': {
      const index = typeof node === 'string' ? schema.symbols.indexOf(node) : -1;
      return index >= 0 ? symbolName(index) : fail(schema, node);
    }
    case 'array':
      return isArray(node) ? node.map((item) => jsonToAvro(schema.items, item)) : fail(schema, node);
    case 'map':
      if (!isObject(node)) return fail(schema, node);
      return { e: Array.from(node, ([key, value]) => ({ k: key, v: jsonToAvro(schema.values, value) })) };
    case 'union':
      return unionToAvro(schema, node);
    default:
      return recordToAvro(schema, node);
  }
}

function unionToAvro(union: AvroUnion, node: JsonNode): unknown {
  const index = union.branches.findIndex((branch) => isValidDefault(branch, node));
  if (index < 0) return fail(union, node);
  const value = jsonToAvro(union.branches[index]!, node);
  return isNullable(union) ? value : new AvroBranch(index, value);
}

function recordToAvro(record: AvroRecord, node: JsonNode): unknown {
  if (!isObject(node)) return fail(record, node);
  return Object.fromEntries(
    record.fields.map(({ name, schema, default: standard }, index) => {
      const given = node.get(name) ?? standard;
      return [fieldKey(index), given === undefined ? fail(schema, null) : jsonToAvro(schema, given)];
    }),
  );
}

function fail(schema: AvroSchema, node: JsonNode): never {
  throw new DataError(`A default is no value of its schema: ${nodeType(node)} for ${branchName(schema)}`);
}
