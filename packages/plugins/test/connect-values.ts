import { ConnectSchema, Decimal, Float64, Struct, type Schema, type SchemaParts, type SchemaType } from '@millrace/connector-api';

/** A schema as the vectors write it. */
export interface SchemaSpec {
  readonly type: string;
  readonly name?: string;
  readonly version?: number;
  readonly optional?: true;
  readonly doc?: string;
  readonly parameters?: Record<string, string>;
  readonly default?: unknown;
  readonly fields?: readonly { readonly name: string; readonly schema: SchemaSpec }[];
  readonly keySchema?: SchemaSpec | null;
  readonly valueSchema?: SchemaSpec | null;
}

export type Tagged = Readonly<Record<string, unknown>>;

export function decodeSchema(spec: SchemaSpec | null | undefined): Schema | null {
  if (spec === null || spec === undefined) return null;
  const parts: SchemaParts = {
    type: spec.type.toUpperCase() as SchemaType,
    optional: spec.optional ?? false,
    name: spec.name ?? null,
    version: spec.version ?? null,
    doc: spec.doc ?? null,
    parameters: spec.parameters === undefined ? null : new Map(Object.entries(spec.parameters)),
    fields: (spec.fields ?? []).map(({ name, schema }, index) => ({ name, index, schema: decodeSchema(schema)! })),
    keySchema: decodeSchema(spec.keySchema),
    valueSchema: decodeSchema(spec.valueSchema),
  };
  const shape = new ConnectSchema(parts);
  return spec.default === undefined ? shape : new ConnectSchema({ ...parts, defaultValue: decodeValue(spec.default, shape) });
}

/** A value as the vectors write it: tagged by its Java class. */
export function decodeValue(value: unknown, schema: Schema | null): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => decodeValue(item, schema?.valueSchema ?? null));
  const tag = value as Tagged;
  for (const [name, decode] of Object.entries(DECODERS)) if (Object.hasOwn(tag, name)) return decode(tag[name], schema, tag);
  throw new Error(`The vectors' value ${JSON.stringify(value)} is not known here.`);
}

/** A floating-point number of the vectors. */
export function decodeNumber(value: unknown): number {
  return Number(value);
}

type Decoder = (content: unknown, schema: Schema | null, tag: Tagged) => unknown;

const integer: Decoder = (content) => content;
const date: Decoder = (content) => new Date(Number(content));

// A struct is told by its own tag before that of its schema.
const DECODERS: Readonly<Record<string, Decoder>> = {
  int8: integer,
  int16: integer,
  int32: integer,
  int64: (content) => BigInt(content as string),
  float32: (content, schema) => (schema === null ? Float64.of(decodeNumber(content)) : Math.fround(decodeNumber(content))),
  float64: (content, schema) => (schema === null ? Float64.of(decodeNumber(content)) : decodeNumber(content)),
  bytes: (content) => Buffer.from(content as string, 'base64'),
  decimal: (content, _schema, tag) => Decimal.parse(content as string).withScale(tag['scale'] as number),
  bigint: (content) => BigInt(content as string),
  date,
  time: date,
  timestamp: date,
  struct: (content, schema, tag) => decodeStruct(content as Tagged, decodeSchema(tag['schema'] as SchemaSpec) ?? schema!),
  map: (content, schema) => {
    return new Map(
      (content as [unknown, unknown][]).map(([key, value]) => [
        decodeValue(key, schema?.keySchema ?? null),
        decodeValue(value, schema?.valueSchema ?? null),
      ]),
    );
  },
};

function decodeStruct(values: Tagged, schema: Schema): Struct {
  const struct = new Struct(schema);
  for (const [name, value] of Object.entries(values)) {
    if (value !== null) struct.put(name, decodeValue(value, schema.field(name)!.schema));
  }
  return struct;
}
