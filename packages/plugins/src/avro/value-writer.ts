import {
  ConnectDate,
  ConnectTime,
  ConnectTimestamp,
  DataError,
  Decimal,
  Float64,
  javaClassOf,
  Struct,
  type Field,
  type Schema,
} from '@millrace/connector-api';
import type { JsonNode } from '../json/json-node.ts';
import { asBuffer } from '../text/java-utf8.ts';
import { fieldKey, isNullable, symbolName } from './avro-codec.ts';
import { isAvroMap, isFixedSchema, scrubFullName, scrubName } from './avro-names.ts';
import { branchName, isNull, type AvroRecord, type AvroSchema, type AvroUnion } from './avro-schema.ts';
import { AvroBranch } from './avsc-types.ts';
import { parameters, type AvroDataSettings } from './connect-props.ts';
import { jsonToAvro } from './default-to-avro.ts';
import { encodableText } from './encodable-text.ts';
import { isUnionStruct } from './schema-from-connect.ts';
import { anythingOf } from './schemaless.ts';

/** Turns a Connect value into what the codec of an Avro schema writes. Throws a DataError for a value that is none of its schema's. */
export type ValueWriter = (value: unknown) => unknown;

const INT64_MAX = 2n ** 63n - 1n;

/**
 * The writer of values of a Connect schema as values of an Avro schema, its own or one that can hold them: fields go by their
 * names, those that are not there get their defaults, and those that the Avro schema does not have are left out.
 */
export function createValueWriter(schema: Schema | null, target: AvroSchema, settings: AvroDataSettings): ValueWriter {
  return schema === null ? anythingOf : new WriterFactory(settings).writer(schema, target);
}

class WriterFactory {
  readonly #settings: AvroDataSettings;
  /** By the record, then by the struct's fields; a writer of a record may be needed within itself. */
  readonly #records = new Map<AvroRecord, Map<readonly Field[], { write: ValueWriter | null }>>();

  constructor(settings: AvroDataSettings) {
    this.#settings = settings;
  }

  /** Of values that may be null: null is a value where the target has a null, and nothing else. */
  writer(schema: Schema, target: AvroSchema): ValueWriter {
    if (target.type === 'union') return this.#intoUnion(schema, target);
    const write = this.#present(schema, target);
    return (value) => (value === null || value === undefined ? noValue(schema, target) : write(value));
  }

  #intoUnion(schema: Schema, union: AvroUnion): ValueWriter {
    const nullAt = union.branches.findIndex(isNull);
    const write = isUnionStruct(schema) ? this.#unionStruct(schema, union) : this.#branch(schema, union);
    const nothing = isNullable(union) ? null : new AvroBranch(nullAt, null);
    return (value) => {
      if (value !== null && value !== undefined) return write(value);
      if (nullAt < 0 || !schema.optional) return noValue(schema, union);
      return nothing;
    };
  }

  #branch(schema: Schema, union: AvroUnion): ValueWriter {
    const index = branchIndexFor(schema, union, this.#settings);
    const write = this.#present(schema, union.branches[index]!);
    return isNullable(union) ? write : (value) => new AvroBranch(index, write(value));
  }

  /** The struct that a union is in Connect: the first of its fields that has a value counts. */
  #unionStruct(schema: Schema, union: AvroUnion): ValueWriter {
    const fields = schema.fields.map((field) => ({ field, write: this.#branch(field.schema, union) }));
    const { ignoreDefaultForNullables } = this.#settings;
    const nullAt = union.branches.findIndex(isNull);
    return (value) => {
      const struct = structOf(schema, value);
      for (const { field, write } of fields) {
        const content = ignoreDefaultForNullables ? struct.getWithoutDefault(field) : struct.get(field);
        if (content !== null) return write(content);
      }
      if (nullAt < 0) throw new DataError(`No field of the union ${String(schema)} has a value, and the union has no null`);
      return isNullable(union) ? null : new AvroBranch(nullAt, null);
    };
  }

  /** Of values that are there, into a schema that is no union. */
  #present(schema: Schema, target: AvroSchema): ValueWriter {
    const toBase = logicalToBase(schema);
    const write = this.#base(schema, target);
    return toBase === undefined ? write : (value) => write(toBase(value));
  }

  #base(schema: Schema, target: AvroSchema): ValueWriter {
    switch (schema.type) {
      case 'INT8':
      case 'INT16':
      case 'INT32':
        return integerWriter(schema, target);
      case 'INT64':
        return longWriter(schema, target);
      case 'FLOAT32':
      case 'FLOAT64':
        if (target.type !== 'double' && (target.type !== 'float' || schema.type === 'FLOAT64')) throw mismatch(schema, target);
        return (value) => floatOf(schema, value);
      case 'BOOLEAN':
        if (target.type !== 'boolean') throw mismatch(schema, target);
        return (value) => (typeof value === 'boolean' ? value : wrongType(schema, value));
      case 'STRING':
        return stringWriter(schema, target);
      case 'BYTES':
        return bytesWriter(schema, target);
      case 'ARRAY':
        return this.#array(schema, target);
      case 'MAP':
        return isAvroMap(schema, this.#settings) ? this.#map(schema, target) : this.#entries(schema, target);
      default:
        return this.#struct(schema, target);
    }
  }

  #array(schema: Schema, target: AvroSchema): ValueWriter {
    if (target.type !== 'array') throw mismatch(schema, target);
    const write = this.writer(schema.valueSchema!, target.items);
    return (value) => (Array.isArray(value) ? value.map((item) => write(item)) : wrongType(schema, value));
  }

  #map(schema: Schema, target: AvroSchema): ValueWriter {
    if (target.type !== 'map') throw mismatch(schema, target);
    const write = this.writer(schema.valueSchema!, target.values);
    const entryOf = ([key, value]: [unknown, unknown]): object => {
      if (typeof key !== 'string') throw new DataError('A key of a map with string keys is null or no string');
      return { k: encodableText(key), v: write(value) };
    };
    return (value) => (value instanceof Map ? { e: Array.from(value, entryOf) } : wrongType(schema, value));
  }

  #entries(schema: Schema, target: AvroSchema): ValueWriter {
    if (target.type !== 'array' || target.items.type !== 'record') throw mismatch(schema, target);
    const { fields } = target.items;
    const keyAt = fields.findIndex(({ name }) => name === 'key');
    const valueAt = fields.findIndex(({ name }) => name === 'value');
    if (keyAt < 0 || valueAt < 0 || fields.length !== 2) throw mismatch(schema, target);
    const writeKey = this.writer(schema.keySchema!, fields[keyAt]!.schema);
    const writeValue = this.writer(schema.valueSchema!, fields[valueAt]!.schema);
    const entryOf = ([key, value]: [unknown, unknown]): object => {
      return { [fieldKey(keyAt)]: writeKey(key), [fieldKey(valueAt)]: writeValue(value) };
    };
    return (value) => (value instanceof Map ? Array.from(value, entryOf) : wrongType(schema, value));
  }

  #struct(schema: Schema, target: AvroSchema): ValueWriter {
    if (target.type !== 'record') throw mismatch(schema, target);
    const byFields = this.#records.get(target) ?? new Map<readonly Field[], { write: ValueWriter | null }>();
    this.#records.set(target, byFields);
    let slot = byFields.get(schema.fields);
    if (slot === undefined) {
      slot = { write: null };
      byFields.set(schema.fields, slot);
      slot.write = this.#fields(schema, target);
    }
    const made = slot;
    return (value) => made.write!(structOf(schema, value));
  }

  #fields(schema: Schema, target: AvroRecord): ValueWriter {
    const { ignoreDefaultForNullables } = this.#settings;
    const byName = new Map(schema.fields.map((field) => [scrubName(field.name, this.#settings), field]));
    const steps = target.fields.map((avroField, index) => {
      const field = byName.get(avroField.name);
      const key = fieldKey(index);
      if (field !== undefined) return { key, field, write: this.writer(field.schema, avroField.schema), standard: null };
      return { key, field: null, write: null, standard: standardOf(target, avroField.name, avroField.schema, avroField.default) };
    });
    return (value) => {
      const struct = value as Struct;
      const record: Record<string, unknown> = {};
      for (const { key, field, write, standard } of steps) {
        if (field === null) record[key] = standard;
        else record[key] = write(ignoreDefaultForNullables ? struct.getWithoutDefault(field) : struct.get(field));
      }
      return record;
    };
  }
}

/** What a field that the value does not have is written as. */
function standardOf(record: AvroRecord, name: string, schema: AvroSchema, standard: JsonNode | undefined): unknown {
  if (standard !== undefined) return jsonToAvro(schema, standard);
  throw new DataError(`The field ${name} of ${record.name} has no default, and the value has no such field`);
}

/** The branch that values of a schema belong to: of its own name or type first, then one that can hold them. */
function branchIndexFor(schema: Schema, { branches }: AvroUnion, settings: AvroDataSettings): number {
  const names = branchNamesFor(schema, settings);
  for (const name of names) {
    const index = branches.findIndex((branch) => branchName(branch) === name);
    if (index >= 0) return index;
  }
  const kind = schema.type === 'STRUCT' ? 'record' : isFixedSchema(schema) ? 'fixed' : schema.type === 'STRING' ? 'enum' : null;
  const alike = branches.flatMap((branch, index) => (branch.type === kind ? [index] : []));
  if (alike.length === 1) return alike[0]!;
  throw new DataError(`The union of ${branches.map(branchName).join(', ')} has no place for values of ${String(schema)}`);
}

const HOLDERS: Readonly<Record<Schema['type'], readonly string[]>> = {
  INT8: ['int', 'long', 'float', 'double'],
  INT16: ['int', 'long', 'float', 'double'],
  INT32: ['int', 'long', 'double'],
  INT64: ['long'],
  FLOAT32: ['float', 'double'],
  FLOAT64: ['double'],
  BOOLEAN: ['boolean'],
  STRING: ['string', 'bytes'],
  BYTES: ['bytes', 'string'],
  ARRAY: ['array'],
  MAP: ['map', 'array'],
  STRUCT: [],
};

function branchNamesFor(schema: Schema, settings: AvroDataSettings): readonly string[] {
  const own = schema.parameters?.get(parameters.ENUM) ?? schema.name;
  const holders = isFixedSchema(schema) ? [] : HOLDERS[schema.type];
  return own === null ? holders : [own, scrubFullName(own, settings), ...holders];
}

function logicalToBase(schema: Schema): ((value: unknown) => unknown) | undefined {
  switch (schema.name) {
    case Decimal.LOGICAL_NAME:
      return (value) => {
        if (value instanceof Decimal) return Decimal.fromLogical(schema, value);
        throw new DataError(`Invalid type for Decimal, expected BigDecimal but was class ${javaClassOf(value)}`);
      };
    case ConnectDate.LOGICAL_NAME:
      return (value) => ConnectDate.fromLogical(schema, dateOf('Date', value));
    case ConnectTime.LOGICAL_NAME:
      return (value) => ConnectTime.fromLogical(schema, dateOf('Time', value));
    case ConnectTimestamp.LOGICAL_NAME:
      return (value) => ConnectTimestamp.fromLogical(schema, dateOf('Timestamp', value));
    default:
      return undefined;
  }
}

function dateOf(what: string, value: unknown): Date {
  if (value instanceof Date) return value;
  throw new DataError(`Invalid type for ${what}, expected Date but was class ${javaClassOf(value)}`);
}

function integerWriter(schema: Schema, target: AvroSchema): ValueWriter {
  const limit = schema.type === 'INT8' ? 2 ** 7 : schema.type === 'INT16' ? 2 ** 15 : 2 ** 31;
  const check = (value: unknown): number => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= -limit && value < limit) return value;
    return wrongType(schema, value);
  };
  if (target.type === 'int' || target.type === 'double') return check;
  if (target.type === 'long') return (value) => BigInt(check(value));
  if (target.type === 'float' && schema.type !== 'INT32') return check;
  throw mismatch(schema, target);
}

function longWriter(schema: Schema, target: AvroSchema): ValueWriter {
  if (target.type !== 'long') throw mismatch(schema, target);
  return (value) => {
    if (typeof value === 'bigint' && value <= INT64_MAX && value >= -INT64_MAX - 1n) return value;
    return wrongType(schema, value);
  };
}

function floatOf(schema: Schema, value: unknown): number {
  if (typeof value === 'number') return schema.type === 'FLOAT32' ? Math.fround(value) : value;
  return value instanceof Float64 ? value.valueOf() : wrongType(schema, value);
}

function stringWriter(schema: Schema, target: AvroSchema): ValueWriter {
  const check = (value: unknown): string => (typeof value === 'string' ? value : wrongType(schema, value));
  switch (target.type) {
    case 'string':
      return (value) => encodableText(check(value));
    case 'bytes':
      return (value) => Buffer.from(encodableText(check(value)));
    case 'enum': {
      const symbols = new Map(target.symbols.map((symbol, index) => [symbol, symbolName(index)]));
      return (value) => {
        const symbol = symbols.get(check(value));
        if (symbol !== undefined) return symbol;
        throw new DataError(`${check(value)} is no symbol of the enum ${target.name}: ${target.symbols.join(', ')}`);
      };
    }
    default:
      throw mismatch(schema, target);
  }
}

function bytesWriter(schema: Schema, target: AvroSchema): ValueWriter {
  const check = (value: unknown): Buffer => (value instanceof Uint8Array ? asBuffer(value) : wrongType(schema, value));
  if (target.type === 'bytes') return check;
  if (target.type !== 'fixed') throw mismatch(schema, target);
  const { size, name } = target;
  const isDecimal = schema.name === Decimal.LOGICAL_NAME;
  return (value) => {
    const bytes = check(value);
    if (bytes.length === size) return bytes;
    if (isDecimal && bytes.length < size) return signExtended(bytes, size);
    throw new DataError(`${bytes.length} bytes are no value of ${name}, which has ${size}`);
  };
}

function signExtended(bytes: Buffer, size: number): Buffer {
  const padded = Buffer.alloc(size, (bytes[0] ?? 0) >= 0x80 ? 0xff : 0);
  padded.set(bytes, size - bytes.length);
  return padded;
}

function structOf(schema: Schema, value: unknown): Struct {
  if (!(value instanceof Struct)) return wrongType(schema, value);
  if (value.schema !== schema && !value.schema.equals(schema)) throw new DataError('Mismatching struct schema');
  return value;
}

function noValue(schema: Schema, target: AvroSchema): never {
  if (!schema.optional) throw new DataError('Found null value for non-optional schema');
  throw new DataError(`A null cannot be written: ${branchName(target)} has no null`);
}

function wrongType(schema: Schema, value: unknown): never {
  throw new DataError(
    `Invalid type for ${schema.type}: class ${value === null || value === undefined ? 'null' : javaClassOf(value)}`,
  );
}

function mismatch(schema: Schema, target: AvroSchema): DataError {
  return new DataError(`Values of ${String(schema)} cannot be written as Avro's ${branchName(target)}`);
}
