import {
  ConnectSchema,
  ConnectTimestamp,
  Decimal,
  Float64,
  SchemaBuilder,
  Struct,
  schemas,
  type ConnectValue,
  type Schema,
} from '@millrace/connector-api';

/** What a generator makes, and how that becomes a value with a schema, or one without. */
export interface ValueKind<Raw = unknown> {
  readonly schema: Schema;
  typed(raw: Raw): ConnectValue;
  plain(raw: Raw): ConnectValue;
}

/** A raw value together with its kind; the two are only ever handed on together. */
export type AnyKind = ValueKind<never>;

const same = <T>(value: T): T => value;

export const INT32: ValueKind<number> = { schema: schemas.INT32, typed: same, plain: same };
/** Raw: a safe integer. */
export const INT64: ValueKind<number> = { schema: schemas.INT64, typed: BigInt, plain: same };
export const FLOAT64: ValueKind<number> = { schema: schemas.FLOAT64, typed: same, plain: (value) => Float64.of(value) };
export const BOOLEAN: ValueKind<boolean> = { schema: schemas.BOOLEAN, typed: same, plain: same };
export const STRING: ValueKind<string> = { schema: schemas.STRING, typed: same, plain: same };
export const BYTES: ValueKind<Uint8Array> = { schema: schemas.BYTES, typed: same, plain: same };
/** Raw: milliseconds since the epoch. */
export const TIMESTAMP: ValueKind<number> = { schema: ConnectTimestamp.SCHEMA, typed: (ms) => new Date(ms), plain: same };
export const STRINGS: ValueKind<string[]> = {
  schema: SchemaBuilder.array(schemas.STRING).build(),
  typed: same,
  plain: same,
};

/** Raw: the unscaled value, a safe integer. Without a schema it is a double: schemaless data has no decimals. */
export function decimalKind(scale: number): ValueKind<number> {
  return {
    schema: Decimal.schema(scale),
    typed: (unscaled) => new Decimal(BigInt(unscaled), scale),
    plain: (unscaled) => Float64.of(unscaled / 10 ** scale),
  };
}

/** Raw: the raw values of the members, in their order. */
export function structKind(name: string, members: readonly (readonly [name: string, kind: AnyKind])[]): ValueKind<unknown[]> {
  const builder = SchemaBuilder.struct().name(name);
  for (const [member, kind] of members) builder.field(member, kind.schema);
  const schema = builder.build();
  return {
    schema,
    typed: (raw) =>
      Struct.ofTrusted(
        schema,
        members.map(([, kind], i) => kind.typed(raw[i] as never)),
      ),
    plain: (raw) => new Map(members.map(([member, kind], i) => [member, kind.plain(raw[i] as never)])),
  };
}

/** The same, or null. */
export function optionalKind(kind: AnyKind): ValueKind {
  return {
    schema: new ConnectSchema({ ...kind.schema, optional: true }),
    typed: (raw) => (raw === null ? null : kind.typed(raw as never)),
    plain: (raw) => (raw === null ? null : kind.plain(raw as never)),
  };
}
