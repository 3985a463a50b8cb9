import { DataError, Decimal, SchemaBuilder, schemas, Struct, type Converter, type Schema } from '@millrace/connector-api';
import { afterEach, describe, expect, it } from 'vitest';
import { jsonSchemaConverter } from '../src/converters/json-schema-converter.ts';
import { startRegistry, whenReady, type TestRegistry } from './schema-registry.ts';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function setUp(props: Record<string, string> = {}): Promise<{ registry: TestRegistry; converter: Converter }> {
  const registry = await startRegistry();
  const converter = jsonSchemaConverter.create({ 'schema.registry.url': registry.url, ...props }, { use: 'value' });
  open.push(registry, { close: () => converter.close?.() });
  return { registry, converter };
}

const write = (converter: Converter, schema: Schema | null, value: unknown) =>
  whenReady(() => converter.fromConnectData('users', schema, value));
const read = (converter: Converter, bytes: Uint8Array | null) => whenReady(() => converter.toConnectData('users', bytes));
const message = (id: number, json: string): Buffer => Buffer.concat([Buffer.from([0, 0, 0, 0, id]), Buffer.from(json)]);

/** The Connect schema and value of a document under a schema, as text. */
async function readAs(
  schema: object,
  json: string,
  props: Record<string, string> = {},
): Promise<{ schema: Schema; value: unknown }> {
  const { registry, converter } = await setUp(props);
  registry.add('users-value', JSON.stringify(schema), { schemaType: 'JSON' });
  const { schema: connectSchema, value } = await read(converter, message(1, json));
  return { schema: connectSchema!, value };
}

const fieldsOf = (schema: Schema): string[] =>
  schema.fields.map((field) => `${field.name}:${field.schema.type}${field.schema.optional ? '?' : ''}`);

describe('writing', () => {
  it('registers a JSON Schema that keeps the order of fields and their types', async () => {
    const { registry, converter } = await setUp();
    const schema = SchemaBuilder.struct()
      .name('com.example.User')
      .field('id', schemas.INT64)
      .field('mail', schemas.OPTIONAL_STRING)
      .field('scores', SchemaBuilder.map(schemas.INT32, schemas.FLOAT32).build())
      .build();
    const value = new Struct(schema).put('id', 9_007_199_254_740_993n).put('scores', new Map([[1, 0.1]]));
    const bytes = await write(converter, schema, value);
    expect(String(Buffer.from(bytes!).subarray(5))).toBe('{"id":9007199254740993,"mail":null,"scores":[{"key":1,"value":0.1}]}');
    expect(JSON.parse(registry.versions('users-value')[0]!)).toEqual({
      type: 'object',
      title: 'com.example.User',
      properties: {
        id: { type: 'integer', 'connect.type': 'int64', 'connect.index': 0 },
        mail: { oneOf: [{ type: 'null' }, { type: 'string' }], 'connect.index': 1 },
        scores: {
          type: 'array',
          'connect.type': 'map',
          'connect.index': 2,
          items: {
            type: 'object',
            properties: {
              key: { type: 'integer', 'connect.type': 'int32', 'connect.index': 0 },
              value: { type: 'number', 'connect.type': 'float32', 'connect.index': 1 },
            },
          },
        },
      },
    });
    const back = await read(converter, bytes);
    expect(String(back.value)).toBe('Struct{id=9007199254740993,scores={1=0.1}}');
    expect(back.schema?.version).toBe(1);
  });

  it('tells nothing from null', async () => {
    const { converter } = await setUp();
    expect(await write(converter, null, null)).toBeNull();
    expect(await write(converter, schemas.STRING, null)).toBeNull();
    expect(String(Buffer.from((await write(converter, schemas.OPTIONAL_STRING, null))!).subarray(5))).toBe('null');
    expect(await read(converter, null)).toEqual({ schema: null, value: null });
  });

  it('refuses data without a schema', async () => {
    const { converter } = await setUp();
    await expect(write(converter, null, 'x')).rejects.toThrow('Data without a schema has no JSON Schema');
  });

  it.each([
    ['BASE64', '"BNI="'],
    ['numeric', '12.34'],
  ])('writes decimals as %s', async (format, expected) => {
    const { converter } = await setUp({ 'decimal.format': format });
    const bytes = await write(converter, Decimal.schema(2), Decimal.parse('12.34'));
    expect(String(Buffer.from(bytes!).subarray(5))).toBe(expected);
    expect((await read(converter, bytes)).value).toEqual(Decimal.parse('12.34'));
  });

  it('holds data against the latest schema where that is asked for', async () => {
    const { registry, converter } = await setUp({ 'auto.register.schemas': 'false', 'use.latest.version': 'true' });
    registry.add('users-value', '{"type":"object","properties":{"id":{"type":"integer","maximum":9}}}', { schemaType: 'JSON' });
    const schema = SchemaBuilder.struct().field('id', schemas.INT32).build();
    expect(await write(converter, schema, new Struct(schema).put('id', 9))).not.toBeNull();
    await expect(write(converter, schema, new Struct(schema).put('id', 10))).rejects.toThrow(
      'JSON does not fit its schema: /id must be <= 9',
    );
  });
});

describe('reading schemas of others', () => {
  it('takes properties that are not required for optional where it is told to', async () => {
    const schema = { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'number' } }, required: ['a'] };
    expect(fieldsOf((await readAs(schema, '{"a":1}')).schema)).toEqual(['a:INT64', 'b:FLOAT64']);
    const { schema: read } = await readAs(schema, '{"a":1}', { 'use.optional.for.nonrequired': 'true' });
    expect(fieldsOf(read)).toEqual(['a:INT64', 'b:FLOAT64?']);
  });

  it('reads lists of types, choices, enums and constants', async () => {
    const { schema, value } = await readAs(
      {
        properties: {
          name: { type: ['string', 'null'] },
          kind: { enum: ['red', 'green', null] },
          level: { type: 'integer', enum: [1, 2] },
          any: { oneOf: [{ type: 'string' }, { type: 'integer' }, { type: 'object', properties: { x: { type: 'boolean' } } }] },
        },
      },
      '{"name":null,"kind":"red","level":2,"any":{"x":true}}',
    );
    expect(fieldsOf(schema)).toEqual(['name:STRING?', 'kind:STRING', 'level:INT64', 'any:STRUCT']);
    expect([...schema.field('kind')!.schema.parameters!.keys()].at(-1)).toBe('io.confluent.connect.json.Enum.<NULL>');
    expect(String(value)).toBe('Struct{kind=red,level=2,any=Struct{io.confluent.connect.json.OneOf.field.2=Struct{x=true}}}');
  });

  it('follows references within a schema, also to itself', async () => {
    const { schema, value } = await readAs(
      {
        $ref: '#/definitions/node',
        definitions: {
          node: {
            type: 'object',
            title: 'Node',
            properties: { v: { type: 'integer' }, next: { oneOf: [{ type: 'null' }, { $ref: '#/definitions/node' }] } },
          },
        },
      },
      '{"v":1,"next":{"v":2,"next":null}}',
    );
    expect(schema.name).toBe('Node');
    expect(schema.field('next')!.schema.fields.map(({ name }) => name)).toEqual(['v', 'next']);
    expect(String(value)).toBe('Struct{v=1,next=Struct{v=2}}');
  });

  it('takes the parts of allOf together', async () => {
    const { schema } = await readAs(
      {
        allOf: [{ $ref: '#/definitions/base' }, { type: 'object', properties: { b: { type: 'string' } } }],
        definitions: { base: { type: 'object', properties: { a: { type: 'boolean' } } } },
      },
      '{"a":true,"b":"x"}',
    );
    expect(fieldsOf(schema)).toEqual(['a:BOOLEAN', 'b:STRING']);
  });

  it('follows references to other subjects', async () => {
    const { registry, converter } = await setUp();
    registry.add('address', '{"type":"object","properties":{"city":{"type":"string"}}}', { schemaType: 'JSON' });
    const text = '{"type":"object","properties":{"home":{"$ref":"address.json"}}}';
    registry.add('users-value', text, {
      schemaType: 'JSON',
      references: [{ name: 'address.json', subject: 'address', version: 1 }],
    });
    expect(String((await read(converter, message(2, '{"home":{"city":"Rome"}}'))).value)).toBe('Struct{home=Struct{city=Rome}}');
  });

  it('says what it cannot take', async () => {
    await expect(readAs({}, '1')).rejects.toThrow('it does not say a type');
    await expect(readAs({ type: 'array' }, '[]')).rejects.toThrow('Array schema did not specify the items type');
    await expect(readAs({ $ref: '#/nowhere' }, '1')).rejects.toThrow('refers to #/nowhere, which is not there');
    await expect(readAs({ type: 'integer' }, '"x"')).rejects.toBeInstanceOf(DataError);
    await expect(readAs({ type: 'integer' }, '{')).rejects.toThrow(
      'Failed to deserialize data for topic users to JSON Schema: Malformed JSON',
    );
  });

  it('holds data against its schema where it is told to', async () => {
    const schema = { type: 'object', properties: { id: { type: 'integer', minimum: 5 } } };
    expect(String((await readAs(schema, '{"id":1}')).value)).toBe('Struct{id=1}');
    await expect(readAs(schema, '{"id":1}', { 'json.fail.invalid.schema': 'true' })).rejects.toThrow(
      'JSON does not fit its schema: /id must be >= 5',
    );
  });
});
