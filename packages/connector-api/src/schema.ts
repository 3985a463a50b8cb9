/** The types of Connect data, as Java's `Schema.Type`. */
export type SchemaType =
  | 'INT8'
  | 'INT16'
  | 'INT32'
  | 'INT64'
  | 'FLOAT32'
  | 'FLOAT64'
  | 'BOOLEAN'
  | 'STRING'
  | 'BYTES'
  | 'ARRAY'
  | 'MAP'
  | 'STRUCT';

/** A field of a STRUCT schema. */
export interface Field {
  readonly name: string;
  /** Position within the struct, from 0. */
  readonly index: number;
  readonly schema: Schema;
}

/** Describes data. Immutable; made by `SchemaBuilder` or taken from the constants of `schemas`. */
export interface Schema {
  readonly type: SchemaType;
  readonly optional: boolean;
  /** null: none. A default is a value of this schema. */
  readonly defaultValue: unknown;
  readonly name: string | null;
  readonly version: number | null;
  readonly doc: string | null;
  readonly parameters: ReadonlyMap<string, string> | null;
  /** Of a STRUCT, in order; empty otherwise. */
  readonly fields: readonly Field[];
  /** Of a STRUCT: the field of that name. */
  field(name: string): Field | undefined;
  /** Of a MAP; null otherwise (and where a header's map was empty). */
  readonly keySchema: Schema | null;
  /** Of a MAP or an ARRAY; null otherwise (and where a header's container was empty). */
  readonly valueSchema: Schema | null;
  /** Deep equality, documentation and defaults included, as Java compares schemas. */
  equals(other: Schema | null): boolean;
  /** `Schema{<name>:<type>}`, `Schema{<type>}` without a name. */
  toString(): string;
}
