import { ConnectSchema, Decimal, Float64, Struct, type Schema, type SchemaParts, type SchemaType } from '../src/index.ts';

/** A schema as the vectors write it. */
export interface SchemaSpec {
  type: string;
  name?: string;
  version?: number;
  optional?: true;
  doc?: string;
  parameters?: Record<string, string>;
  default?: unknown;
  fields?: { name: string; schema: SchemaSpec }[];
  keySchema?: SchemaSpec | null;
  valueSchema?: SchemaSpec | null;
}

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

type Decoder = (tag: Record<string, unknown>, schema: Schema | null) => unknown;

const toDate = (ms: unknown): Date => new Date(Number(ms));

const decoders: Record<string, Decoder> = {
  int8: ({ int8 }) => int8,
  int16: ({ int16 }) => int16,
  int32: ({ int32 }) => int32,
  int64: ({ int64 }) => BigInt(int64 as string),
  float32: ({ float32 }, schema) => (schema === null ? Float64.of(Number(float32)) : Math.fround(Number(float32))),
  float64: ({ float64 }, schema) => (schema === null ? Float64.of(Number(float64)) : Number(float64)),
  bytes: ({ bytes }) => Buffer.from(bytes as string, 'base64'),
  decimal: ({ decimal, scale }) => Decimal.parse(decimal as string).withScale(scale as number),
  bigint: ({ bigint }) => BigInt(bigint as string),
  date: ({ date }) => toDate(date),
  time: ({ time }) => toDate(time),
  timestamp: ({ timestamp }) => toDate(timestamp),
  struct: ({ struct, schema: own }, schema) =>
    decodeStruct(struct as Record<string, unknown>, own === undefined ? schema! : decodeSchema(own as SchemaSpec)!),
  map: ({ map }, schema) =>
    new Map(
      (map as [unknown, unknown][]).map(([key, value]) => [
        decodeValue(key, schema?.keySchema ?? null),
        decodeValue(value, schema?.valueSchema ?? null),
      ]),
    ),
};

/** A value as the vectors write it: tagged by its Java class. */
export function decodeValue(value: unknown, schema: Schema | null): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => decodeValue(item, schema?.valueSchema ?? null));
  const tag = value as Record<string, unknown>;
  const decoder = Object.entries(decoders).find(([name]) => Object.hasOwn(tag, name))?.[1];
  if (decoder === undefined) throw new Error(`The vectors' value ${JSON.stringify(value)} is not known here.`);
  return decoder(tag, schema);
}

function decodeStruct(values: Record<string, unknown>, schema: Schema): Struct {
  const struct = new Struct(schema);
  for (const [name, value] of Object.entries(values)) {
    if (value !== null) struct.put(name, decodeValue(value, schema.field(name)!.schema));
  }
  return struct;
}
