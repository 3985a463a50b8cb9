import {
  ConnectDate,
  ConnectSchema,
  ConnectTime,
  ConnectTimestamp,
  Decimal,
  Struct,
  type Schema,
  type SchemaParts,
  type SchemaType,
} from '@millrace/connector-api';
import * as fc from 'fast-check';

/** A schema and a value of it. */
export interface ConnectData {
  readonly schema: Schema;
  readonly value: unknown;
}

/** A schema without being optional, a default or notes, and its values. */
interface Kind {
  readonly parts: SchemaParts;
  readonly value: fc.Arbitrary<unknown>;
}

const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

const text = fc.string({ unit: 'binary', maxLength: 12 });
const identifier = fc.oneof(
  fc.stringMatching(/^[A-Za-z_]\w{0,6}$/),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'key', 'value', 'int', 'null'),
);

function integers(type: SchemaType, bits: number): Kind {
  return { parts: { type }, value: fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 }) };
}

function logical(schema: Schema, value: fc.Arbitrary<unknown>): Kind {
  const { type, name, version, parameters } = schema;
  return { parts: { type, name, version, parameters }, value };
}

const leaves: readonly Kind[] = [
  integers('INT8', 8),
  integers('INT16', 16),
  integers('INT32', 32),
  { parts: { type: 'INT64' }, value: fc.oneof(fc.bigInt(INT64), fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n })) },
  { parts: { type: 'FLOAT32' }, value: fc.float() },
  { parts: { type: 'FLOAT64' }, value: fc.double() },
  { parts: { type: 'BOOLEAN' }, value: fc.boolean() },
  { parts: { type: 'STRING' }, value: text },
  { parts: { type: 'BYTES' }, value: fc.uint8Array({ maxLength: 20 }) },
  logical(
    Decimal.schema(3),
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map((unscaled) => new Decimal(unscaled, 3)),
  ),
  logical(
    ConnectDate.SCHEMA,
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map((days) => new Date(days * 86_400_000)),
  ),
  logical(
    ConnectTime.SCHEMA,
    fc.integer({ min: 0, max: 86_399_999 }).map((ms) => new Date(ms)),
  ),
  logical(
    ConnectTimestamp.SCHEMA,
    fc.integer({ min: -8e12, max: 8e12 }).map((ms) => new Date(ms)),
  ),
];

const notes = fc.record(
  {
    doc: text,
    version: fc.integer({ min: 0, max: 1000 }),
    parameters: fc.uniqueArray(fc.tuple(identifier, text), { maxLength: 2, selector: ([name]) => name }).map((entries) => {
      return entries.length === 0 ? null : new Map(entries);
    }),
  },
  { requiredKeys: [] },
);

/** Schemas of up to `depth` levels, with values of them; names of structs do not repeat. */
export function connectData(depth = 3): fc.Arbitrary<ConnectData> {
  return kinds(depth).chain(({ parts, value }) => noted(parts, value, false));
}

/** What a schema says besides its type: being optional, a default, documentation, a version, parameters. */
function noted(parts: SchemaParts, value: fc.Arbitrary<unknown>, mayBeOptional: boolean): fc.Arbitrary<ConnectData> {
  return fc
    .record({ notes, optional: mayBeOptional ? fc.boolean() : fc.constant(false), withDefault: fc.boolean() })
    .chain((more) => {
      const isLogical = parts.name !== undefined && parts.type !== 'STRUCT';
      const own = isLogical ? {} : more.notes;
      const withDefault = more.withDefault && parts.type !== 'STRUCT';
      return fc
        .tuple(more.optional ? fc.option(value) : value, withDefault ? value : fc.constant(null))
        .map(([content, standard]) => {
          const schema = new ConnectSchema({ ...parts, ...own, optional: more.optional, defaultValue: standard });
          // A null stands for the default.
          return { schema, value: restruct(schema, content ?? standard) };
        });
    });
}

/** Values of structs are made with a schema that says less. */
function restruct(schema: Schema, value: unknown): unknown {
  if (!(value instanceof Struct) || value.schema === schema) return value;
  return Struct.ofTrusted(
    schema,
    schema.fields.map((field) => value.getWithoutDefault(value.schema.fields[field.index]!)),
  );
}

let structs = 0;

function kinds(depth: number): fc.Arbitrary<Kind> {
  const leaf = fc.constantFrom(...leaves);
  if (depth === 0) return leaf;
  const inner = kinds(depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: inner.chain(arrays) },
    { weight: 1, arbitrary: fc.tuple(leaf, inner).chain(maps) },
    { weight: 2, arbitrary: fc.uniqueArray(identifier, { maxLength: 4 }).chain((names) => struct(names, inner)) },
  );
}

/** Elements are values of one schema: of the sample's. */
function arrays(kind: Kind): fc.Arbitrary<Kind> {
  return noted(kind.parts, fc.constant(null), false).map(() => {
    const valueSchema = new ConnectSchema({ ...kind.parts, optional: true });
    const value = fc.array(
      fc.option(kind.value).map((item) => restruct(valueSchema, item)),
      { maxLength: 4 },
    );
    return { parts: { type: 'ARRAY', valueSchema }, value };
  });
}

function maps([key, kind]: readonly [Kind, Kind]): fc.Arbitrary<Kind> {
  const keySchema = new ConnectSchema(key.parts);
  const valueSchema = new ConnectSchema(kind.parts);
  const entries = fc.uniqueArray(
    fc.tuple(
      key.value,
      kind.value.map((item) => restruct(valueSchema, item)),
    ),
    { maxLength: 3, selector: ([name]) => printed(name) },
  );
  return fc.constant({ parts: { type: 'MAP', keySchema, valueSchema }, value: entries.map((all) => new Map(all)) });
}

function printed(value: unknown): string {
  return value instanceof Uint8Array
    ? Buffer.from(value).toString('hex')
    : value instanceof Date
      ? String(value.getTime())
      : String(value);
}

function struct(names: readonly string[], inner: fc.Arbitrary<Kind>): fc.Arbitrary<Kind> {
  return fc
    .tuple(...names.map(() => inner.chain(({ parts, value }) => noted(parts, value, true).map((sample) => ({ sample, value })))))
    .map((all) => {
      const fields = all.map(({ sample }, index) => ({ name: names[index]!, index, schema: sample.schema }));
      const parts: SchemaParts = { type: 'STRUCT', name: `com.example.S${structs++}`, fields };
      const schema = new ConnectSchema(parts);
      const value = fc
        .tuple(...all.map((each) => valuesOf(each.sample.schema, each.value)))
        .map((values) => Struct.ofTrusted(schema, values));
      return { parts, value };
    });
}

function valuesOf(schema: Schema, value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const present = value.map((content) => restruct(schema, content));
  return schema.optional ? fc.option(present).map((content) => content ?? schema.defaultValue) : present;
}
