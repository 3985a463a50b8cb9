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
import { fieldKey, symbolName, type MapEntries } from './avro-codec.ts';
import { scrubName, unionFieldName } from './avro-names.ts';
import { branchName, isNull, nullBranchOf, type AvroRecord, type AvroSchema, type AvroUnion } from './avro-schema.ts';
import type { AvroBranch } from './avsc-types.ts';
import type { AvroDataSettings } from './connect-props.ts';
import { isUnionStruct } from './schema-from-connect.ts';
import { valueOfAnything } from './schemaless.ts';

/** Turns what the codec of an Avro schema has read into a Connect value. */
export type ValueReader = (value: unknown) => ConnectValue;

/** The reader of an Avro schema's values as values of the Connect schema that was made of it. */
export function createValueReader(source: AvroSchema, schema: Schema | null, settings: AvroDataSettings): ValueReader {
  return schema === null ? valueOfAnything : new ReaderFactory(settings).reader(source, schema);
}

class ReaderFactory {
  readonly #settings: AvroDataSettings;
  readonly #records = new Map<AvroRecord, Map<Schema, { read: ValueReader | null }>>();

  constructor(settings: AvroDataSettings) {
    this.#settings = settings;
  }

  reader(source: AvroSchema, schema: Schema): ValueReader {
    if (source.type === 'union') return this.#union(source, schema);
    const read = this.#base(source, schema);
    const logical = logicalOf(schema);
    return logical === undefined ? read : (value) => logical(read(value));
  }

  #union(union: AvroUnion, schema: Schema): ValueReader {
    const nullAt = nullBranchOf(union);
    if (nullAt !== undefined) {
      const read = this.reader(union.branches[1 - nullAt]!, schema);
      return (value) => (value === null ? null : read(value));
    }
    if (!isUnionStruct(schema)) {
      const read = this.reader(union.branches[0]!, schema);
      return (value) => read((value as AvroBranch).value);
    }
    const branches = union.branches.map((branch) => (isNull(branch) ? null : this.#branch(branch, schema)));
    return (value) => {
      const { index, value: content } = value as AvroBranch;
      return branches[index]?.(content) ?? null;
    };
  }

  #branch(branch: AvroSchema, union: Schema): ValueReader {
    const field = union.field(unionFieldName(branch, this.#settings));
    if (field === undefined) throw new DataError('Did not find matching union field for data');
    const read = this.reader(branch, field.schema);
    const count = union.fields.length;
    return (value) => {
      const values = Array<unknown>(count).fill(null);
      values[field.index] = read(value);
      return Struct.ofTrusted(union, values);
    };
  }

  #base(source: AvroSchema, schema: Schema): ValueReader {
    switch (source.type) {
      case 'int':
        return intReader(schema);
      case 'array':
        return schema.type === 'MAP' ? this.#entries(source.items, schema) : this.#array(source.items, schema);
      case 'map':
        return this.#map(source.values, schema);
      case 'record':
        return this.#record(source, schema);
      case 'enum': {
        const symbols = new Map(source.symbols.map((symbol, index) => [symbolName(index), symbol]));
        return (value) => symbols.get(value as string);
      }
      default:
        return (value) => value;
    }
  }

  #array(items: AvroSchema, schema: Schema): ValueReader {
    const read = this.reader(items, schema.valueSchema!);
    return (value) => {
      const values = value as unknown[];
      for (let i = 0; i < values.length; i++) values[i] = read(values[i]);
      return values;
    };
  }

  #map(values: AvroSchema, schema: Schema): ValueReader {
    const read = this.reader(values, schema.valueSchema!);
    return (value) => {
      const map = new Map<string, unknown>();
      for (const { k, v } of (value as MapEntries).e) map.set(k, read(v));
      return hashOrdered(map, 'STRING');
    };
  }

  #entries(entry: AvroSchema, schema: Schema): ValueReader {
    if (entry.type !== 'record') throw new DataError(`Values of ${branchName(entry)} are no entries of a map`);
    const [key, value] = ['key', 'value'].map((name, at) => {
      const index = entry.fields.findIndex((field) => field.name === name);
      const inner = at === 0 ? schema.keySchema! : schema.valueSchema!;
      return { name: fieldKey(index), read: this.reader(entry.fields[index]!.schema, inner) };
    });
    return (entries) => {
      const map = new Map<unknown, unknown>();
      for (const each of entries as Readonly<Record<string, unknown>>[]) {
        map.set(key!.read(each[key!.name]), value!.read(each[value!.name]));
      }
      return hashOrdered(map, schema.keySchema!.type);
    };
  }

  #record(source: AvroRecord, schema: Schema): ValueReader {
    const bySchema = this.#records.get(source) ?? new Map<Schema, { read: ValueReader | null }>();
    this.#records.set(source, bySchema);
    let slot = bySchema.get(schema);
    if (slot === undefined) {
      slot = { read: null };
      bySchema.set(schema, slot);
      slot.read = this.#fields(source, schema);
    }
    const made = slot;
    return (value) => made.read!(value);
  }

  #fields(source: AvroRecord, schema: Schema): ValueReader {
    const steps = schema.fields.map((field) => this.#field(source, field));
    return (value) => {
      const record = value as Readonly<Record<string, unknown>>;
      const values = Array<unknown>(steps.length);
      for (let i = 0; i < steps.length; i++) {
        const { key, read } = steps[i]!;
        values[i] = read(record[key]);
      }
      return Struct.ofTrusted(schema, values);
    };
  }

  #field(source: AvroRecord, field: Field): { key: string; read: ValueReader } {
    const name = scrubName(field.name, this.#settings);
    const index = source.fields.findIndex((each) => each.name === name);
    if (index < 0) throw new DataError(`${name} is not a valid field name`);
    return { key: fieldKey(index), read: this.reader(source.fields[index]!.schema, field.schema) };
  }
}

function intReader(schema: Schema): ValueReader {
  switch (schema.type) {
    case 'INT8':
      return (value) => ((value as number) << 24) >> 24;
    case 'INT16':
      return (value) => ((value as number) << 16) >> 16;
    default:
      return (value) => {
        if ((value as number) === ((value as number) | 0)) return value;
        throw new DataError(`${value as number} is no int: it takes more than 32 bits`);
      };
  }
}

function logicalOf(schema: Schema): ((value: unknown) => unknown) | undefined {
  switch (schema.name) {
    case Decimal.LOGICAL_NAME:
      checkType(schema, 'BYTES', 'bytes');
      return (value) => Decimal.toLogical(schema, value as Uint8Array);
    case ConnectDate.LOGICAL_NAME:
      checkType(schema, 'INT32', 'int32');
      return (value) => ConnectDate.toLogical(schema, value as number);
    case ConnectTime.LOGICAL_NAME:
      checkType(schema, 'INT32', 'int32');
      return (value) => ConnectTime.toLogical(schema, value as number);
    case ConnectTimestamp.LOGICAL_NAME:
      checkType(schema, 'INT64', 'int64');
      return (value) => ConnectTimestamp.toLogical(schema, value as bigint);
    default:
      return undefined;
  }
}

function checkType(schema: Schema, type: Schema['type'], name: string): void {
  if (schema.type === type) return;
  const what = String(schema.name).slice(String(schema.name).lastIndexOf('.') + 1);
  throw new DataError(`Invalid type for ${what}, underlying representation should be ${name} but was ${schema.type}`);
}
