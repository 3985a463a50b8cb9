import { SerializationError } from '@millrace/connector-api';
import avsc, { type Type } from 'avsc';
import { asBuffer } from '../text/java-utf8.ts';
import { nullBranchOf, type AvroNamed, type AvroRecord, type AvroSchema } from './avro-schema.ts';
import { BigLongType, BoundedArrayType, IndexedUnionType, NullableType } from './avsc-types.ts';

/**
 * Reads and writes Avro's binary form of a schema's values.
 *
 * | schema | value |
 * | --- | --- |
 * | null, boolean, int, float, double, string | as in JavaScript |
 * | long | bigint |
 * | bytes, fixed | Buffer |
 * | enum | its symbol's place, written as {@link symbolName} |
 * | array | array |
 * | map | `{e: [{k, v}, …]}` |
 * | record | an object with a member {@link fieldKey} for each field |
 * | union of null and one type | null, or the type's value |
 * | other unions | AvroBranch |
 */
export interface AvroCodec {
  /** The bytes of `prefix`, then those of the value. */
  encode(prefix: Uint8Array, value: unknown): Buffer;
  /** The value whose bytes begin at `start`, and where they end. A SerializationError for bytes that are none of the schema's. */
  decode(bytes: Uint8Array, start: number): { readonly value: unknown; readonly end: number };
}

export interface MapEntries {
  readonly e: { readonly k: string; readonly v: unknown }[];
}

/** The member that holds the value of a record's n-th field. */
export const fieldKey = (index: number): string => `f${index}`;
/** The value that stands for an enum's n-th symbol. */
export const symbolName = (index: number): string => `s${index}`;

const FIRST_SIZE = 4096;
/** A buffer that has grown beyond this is not kept for the next value. */
const MAX_KEPT_SIZE = 1 << 20;

/** Shared by all codecs: encoding is over before anything else runs. */
let scratch = Buffer.allocUnsafeSlow(FIRST_SIZE);

export function createAvroCodec(schema: AvroSchema): AvroCodec {
  const type = typeOf(schema);
  return {
    encode(prefix, value) {
      let buffer = scratch;
      for (;;) {
        buffer.set(prefix);
        const end = type.encode(value, buffer, prefix.length);
        if (end >= 0) return Buffer.from(buffer.subarray(0, end));
        buffer = Buffer.allocUnsafeSlow(2 * buffer.length - end);
        if (buffer.length <= MAX_KEPT_SIZE) scratch = buffer;
      }
    },
    decode(bytes, start) {
      const { value, offset } = type.decode(asBuffer(bytes), start);
      if (offset < 0) throw new SerializationError('The bytes end before the value does');
      return { value, end: offset };
    },
  };
}

/**
 * The avsc type. It is made of a schema of the same binary form with names of ours: names of users, `__proto__` among them, would
 * become members of JavaScript objects otherwise, and the keys of a map with them. A map is binary the same as an array of records
 * of a key and a value.
 */
function typeOf(schema: AvroSchema): Type {
  return avsc.Type.forSchema(new ShapeBuilder().shape(schema), { typeHook: replaceType, omitRecordMethods: true });
}

type Shape = Parameters<typeof avsc.Type.forSchema>[0];
type ForSchemaOptions = NonNullable<Parameters<typeof avsc.Type.forSchema>[1]>;

const LONG = new BigLongType();

function replaceType(schema: unknown, options: ForSchemaOptions): Type | undefined {
  if (schema === 'long') return LONG;
  if (Array.isArray(schema)) {
    const isNullable = schema.length === 2 && schema.filter((branch) => branch === 'null').length === 1;
    return isNullable ? new NullableType(schema, options) : new IndexedUnionType(schema, options);
  }
  const isArray = typeof schema === 'object' && schema !== null && 'items' in schema;
  return isArray ? new BoundedArrayType(schema as Shape, options) : undefined;
}

class ShapeBuilder {
  readonly #names = new Map<AvroNamed, string>();
  #count = 0;

  shape(schema: AvroSchema): Shape {
    switch (schema.type) {
      case 'array':
        return { type: 'array', items: this.shape(schema.items) };
      case 'map':
        return this.#map(this.shape(schema.values));
      case 'union':
        return schema.branches.map((branch) => this.shape(branch)) as Shape;
      case 'record':
      case 'enum':
      case 'fixed':
        return this.#named(schema);
      default:
        return schema.type;
    }
  }

  #map(values: Shape): Shape {
    const entry: Shape = {
      type: 'record',
      name: this.#name(),
      fields: [
        { name: 'k', type: 'string' },
        { name: 'v', type: values },
      ],
    };
    return { type: 'record', name: this.#name(), fields: [{ name: 'e', type: { type: 'array', items: entry } }] };
  }

  #named(schema: AvroNamed): Shape {
    const known = this.#names.get(schema);
    if (known !== undefined) return known;
    const name = this.#name();
    this.#names.set(schema, name);
    switch (schema.type) {
      case 'enum':
        return { type: 'enum', name, symbols: schema.symbols.map((_, index) => symbolName(index)) };
      case 'fixed':
        return { type: 'fixed', name, size: schema.size };
      default:
        return this.#record(schema, name);
    }
  }

  #record(schema: AvroRecord, name: string): Shape {
    const fields = schema.fields.map((field, index) => ({ name: fieldKey(index), type: this.shape(field.schema) }));
    return { type: 'record', name, fields };
  }

  #name(): string {
    return `N${this.#count++}`;
  }
}

/** Whether the value of a schema is null or a value, without a branch around it. */
export function isNullable(schema: AvroSchema): boolean {
  return nullBranchOf(schema) !== undefined;
}
