import type { Schema } from './schema.ts';

/**
 * A value as connectors, converters and transformations exchange it.
 *
 * With a schema, the value is what the schema's type says:
 *
 * | schema type | value |
 * | --- | --- |
 * | INT8, INT16, INT32 | `number` (whole) |
 * | INT64 | `bigint` |
 * | FLOAT32, FLOAT64 | `number` |
 * | BOOLEAN | `boolean` |
 * | STRING | `string` |
 * | BYTES | `Uint8Array` |
 * | ARRAY | `unknown[]` |
 * | MAP | `Map<unknown, unknown>` |
 * | STRUCT | `Struct` |
 * | Date, Time, Timestamp (logical) | `Date` |
 * | Decimal (logical) | `Decimal` |
 *
 * Without a schema: a whole `number` or a `bigint` is an integer (Java's Long; `bigint` where it is beyond 2^53), a `number`
 * with a fraction is a Double, and a Double that happens to be whole is a {@link Float64}, so that `1` and `1.0` stay apart.
 * Objects are `Map`s on the way in; on the way out plain objects are taken too.
 */
export type ConnectValue = unknown;

/** A value and the schema that describes it; a null schema is schemaless data. */
export interface SchemaAndValue {
  readonly schema: Schema | null;
  readonly value: ConnectValue;
}

/** Values of a batch, in order, and their schemas: one for all of them, or one for each. */
export interface ConnectColumn {
  readonly schemas: Schema | null | readonly (Schema | null)[];
  readonly values: readonly ConnectValue[];
}

/**
 * A double in schemaless data whose value is whole (`1.0`), or a negative zero. Arithmetic and JSON work on it as on a number;
 * it only exists because JavaScript cannot tell `1.0` from `1`.
 */
export class Float64 extends Number {
  /** The `number` or `Float64` that stands for a Java Double of this value. */
  static of(value: number): number | Float64 {
    return Number.isInteger(value) ? new Float64(value) : value;
  }
}
