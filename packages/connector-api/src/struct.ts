import { DataError } from './errors.ts';
import { javaToString } from './java-text.ts';
import type { Field, Schema, SchemaType } from './schema.ts';
import { validateValue } from './validate-value.ts';
import { listsEqual } from './value-equality.ts';

/**
 * A value of a STRUCT schema: one value a field, by the field's position. `put` holds each value against the field's schema;
 * `validate` says whether required fields are all there. Errors are DataErrors with Java's texts.
 */
export class Struct {
  readonly schema: Schema;
  readonly #values: unknown[];

  /** All fields null; `values` is for {@link Struct.ofTrusted}. */
  constructor(schema: Schema, values: unknown[] = Array<unknown>(schema.fields.length).fill(null)) {
    if (schema.type !== 'STRUCT') throw new DataError(`Not a struct schema: ${String(schema)}`);
    this.schema = schema;
    this.#values = values;
  }

  /**
   * A struct of values that are known to be good, one for each field in the order of the fields, null where there is none. The
   * caller vouches for them and gives the array away: nothing is held against the schema. For code that takes its values from other
   * structs, record by record, where `put` would check again what has been checked before.
   */
  static ofTrusted(schema: Schema, values: unknown[]): Struct {
    if (values.length !== schema.fields.length) {
      throw new DataError(
        `${values.length} values are not one for each of the ${schema.fields.length} fields of ${String(schema)}`,
      );
    }
    return new Struct(schema, values);
  }

  get javaClass(): 'org.apache.kafka.connect.data.Struct' {
    return 'org.apache.kafka.connect.data.Struct';
  }

  /** The field's value, or its schema's default where it is null. */
  get(field: string | Field): unknown {
    const { index, schema } = typeof field === 'string' ? this.#lookup(field) : field;
    return this.#values[index] ?? schema.defaultValue;
  }

  getWithoutDefault(field: string | Field): unknown {
    return this.#values[typeof field === 'string' ? this.#lookup(field).index : field.index];
  }

  put(field: string | Field, value: unknown): this {
    if (field === null || field === undefined) throw new DataError('field cannot be null.');
    const { name, index, schema } = typeof field === 'string' ? this.#lookup(field) : field;
    validateValue(schema, value, name);
    this.#values[index] = value ?? null;
    return this;
  }

  getInt8(name: string): number | null {
    return this.#getChecked(name, 'INT8') as number | null;
  }
  getInt16(name: string): number | null {
    return this.#getChecked(name, 'INT16') as number | null;
  }
  getInt32(name: string): number | null {
    return this.#getChecked(name, 'INT32') as number | null;
  }
  getInt64(name: string): bigint | null {
    return this.#getChecked(name, 'INT64') as bigint | null;
  }
  getFloat32(name: string): number | null {
    return this.#getChecked(name, 'FLOAT32') as number | null;
  }
  getFloat64(name: string): number | null {
    return this.#getChecked(name, 'FLOAT64') as number | null;
  }
  getBoolean(name: string): boolean | null {
    return this.#getChecked(name, 'BOOLEAN') as boolean | null;
  }
  getString(name: string): string | null {
    return this.#getChecked(name, 'STRING') as string | null;
  }
  getBytes(name: string): Uint8Array | null {
    return this.#getChecked(name, 'BYTES') as Uint8Array | null;
  }
  getArray(name: string): unknown[] | null {
    return this.#getChecked(name, 'ARRAY') as unknown[] | null;
  }
  getMap(name: string): Map<unknown, unknown> | null {
    return this.#getChecked(name, 'MAP') as Map<unknown, unknown> | null;
  }
  getStruct(name: string): Struct | null {
    return this.#getChecked(name, 'STRUCT') as Struct | null;
  }

  /** Throws unless every field that has neither a value nor a default is optional, and all values fit their schemas. */
  validate(): void {
    for (const { name, index, schema } of this.schema.fields) {
      const value = this.#values[index];
      if (value === null && (schema.optional || schema.defaultValue !== null)) continue;
      validateValue(schema, value, name);
    }
  }

  /** Whether schemas and values are equal. Values count as they are stored, without defaults. */
  equals(other: unknown): boolean {
    if (this === other) return true;
    return other instanceof Struct && this.schema.equals(other.schema) && listsEqual(this.#values, other.#values);
  }

  toString(): string {
    const parts: string[] = [];
    for (const { name, index, schema } of this.schema.fields) {
      const value = this.#values[index];
      if (value !== null) parts.push(`${name}=${javaToString(value, schema)}`);
    }
    return `Struct{${parts.join(',')}}`;
  }

  #lookup(name: string): Field {
    const field = this.schema.field(name);
    if (field === undefined) throw new DataError(`${name} is not a valid field name`);
    return field;
  }

  #getChecked(name: string, type: SchemaType): unknown {
    const field = this.#lookup(name);
    if (field.schema.type !== type) throw new DataError(`Field '${name}' is not of type ${type}`);
    return this.#values[field.index];
  }
}
