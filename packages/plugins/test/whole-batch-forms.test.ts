import {
  PackedBytes,
  schemas,
  type Converter,
  type ConverterPlugin,
  type Properties,
  type Schema,
} from '@millrace/connector-api';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectData } from './arbitrary-connect-data.ts';
import { load } from './load-plugin.ts';

const TOPIC = 't';
const STRING = 'org.apache.kafka.connect.storage.StringConverter';
const JSON_CONVERTER = 'org.apache.kafka.connect.json.JsonConverter';
const settings: readonly (readonly [name: string, converterClass: string, props: Properties])[] = [
  ['StringConverter', STRING, {}],
  ['StringConverter of ISO-8859-1', STRING, { 'converter.encoding': 'ISO-8859-1' }],
  ['JsonConverter', JSON_CONVERTER, {}],
  ['JsonConverter without schemas', JSON_CONVERTER, { 'schemas.enable': 'false' }],
];

async function converterOf(converterClass: string, props: Properties): Promise<Converter> {
  const plugin = await load<ConverterPlugin>(converterClass, 'converter');
  return plugin.create(props, { use: 'value' });
}

const bytesOf = (column: readonly (Uint8Array | null)[] | PackedBytes): (Buffer | null)[] =>
  (column instanceof PackedBytes ? column.toArray() : column).map((each) => (each === null ? null : Buffer.from(each)));

/** The converter's own result, or that it has none. */
function attempt<T>(action: () => T): T | 'throws' {
  try {
    return action();
  } catch {
    return 'throws';
  }
}

const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', '"', '\\', '\n', '😀', 'é', '}'));
const wellFormedText = anyText.map((text) => text.toWellFormed());
/** Some batches share a schema, as those of a source mostly do. */
const column = fc.oneof(
  fc.array(connectData(2), { maxLength: 6 }),
  fc.array(anyText, { maxLength: 6 }).map((texts) => texts.map((value) => ({ schema: schemas.STRING, value }))),
  fc
    .array(fc.option(anyText), { maxLength: 6 })
    .map((texts) => texts.map((value) => ({ schema: schemas.OPTIONAL_STRING, value }))),
  fc.array(fc.option(anyText), { maxLength: 6 }).map((texts) => texts.map((value) => ({ schema: null, value }))),
);

describe.each(settings)('the whole-batch forms of %s', (_, converterClass, props) => {
  it('write what the form for one value writes, into memory with anything in it', async () => {
    const converter = await converterOf(converterClass, props);
    const dirty = (bytes: number): Buffer => Buffer.alloc(bytes + 7, 0xee);
    fc.assert(
      fc.property(column, (data) => {
        const singly = attempt(() => data.map(({ schema, value }) => converter.fromConnectData(TOPIC, schema, value)));
        const given: [readonly (Schema | null)[], readonly unknown[]] = [
          data.map(({ schema }) => schema),
          data.map(({ value }) => value),
        ];
        const together = attempt(() => converter.fromConnectBatch!(TOPIC, ...given, dirty));
        if (together === 'throws' || singly === 'throws') return expect(together).toBe(singly);
        expect(bytesOf(together)).toEqual(bytesOf(singly));
      }),
    );
  });

  it('read what the form for one value reads', async () => {
    const converter = await converterOf(converterClass, props);
    fc.assert(
      fc.property(column, (data) => {
        const documents = attempt(() => data.map(({ schema, value }) => converter.fromConnectData(TOPIC, schema, value)));
        if (documents === 'throws') return;
        const singly = attempt(() => documents.map((bytes) => converter.toConnectData(TOPIC, bytes)));
        const together = attempt(() => converter.toConnectBatch!(TOPIC, PackedBytes.of(documents)));
        if (together === 'throws' || singly === 'throws') return expect(together).toBe(singly);
        expect(together.values).toEqual(singly.map(({ value }) => value));
        const of = (index: number): unknown =>
          Array.isArray(together.schemas) ? (together.schemas as unknown[])[index] : together.schemas;
        for (const [index, { schema }] of singly.entries()) expect(of(index)).toEqual(schema);
      }),
    );
  });

  it('write texts that are UTF-8 already as they write strings', async () => {
    const converter = await converterOf(converterClass, props);
    if (converter.fromTexts === undefined) return expect(converterClass).toBe(STRING);
    fc.assert(
      fc.property(fc.array(wellFormedText, { maxLength: 6 }), fc.constantFrom(schemas.STRING, null), (texts, schema) => {
        const packed = PackedBytes.of(texts.map((text) => Buffer.from(text)));
        const framed = converter.fromTexts!(TOPIC, schema, packed, (bytes) => Buffer.alloc(bytes, 0xee));
        expect(bytesOf(framed)).toEqual(bytesOf(texts.map((text) => converter.fromConnectData(TOPIC, schema, text))));
      }),
    );
  });

  it('give as UTF-8 what they read as strings, or nothing', async () => {
    const converter = await converterOf(converterClass, props);
    if (converter.toTexts === undefined) return expect(converterClass).toBe(STRING);
    const anyBytes = fc.array(fc.option(fc.uint8Array({ maxLength: 8 })), { maxLength: 6 });
    const documents = fc.oneof(
      anyBytes,
      column.map((data) => attempt(() => data.map(({ schema, value }) => converter.fromConnectData(TOPIC, schema, value)))),
    );
    fc.assert(
      fc.property(documents, (all) => {
        if (all === 'throws') return;
        const texts = attempt(() => converter.toTexts!(TOPIC, PackedBytes.of(all)));
        if (texts === null || texts === 'throws') return;
        const singly = all.map((bytes) => converter.toConnectData(TOPIC, bytes).value);
        expect(texts.toArray().map((text) => Buffer.from(text!).toString())).toEqual(singly);
      }),
      { numRuns: 300 },
    );
  });

  it('give all texts as UTF-8 in which nothing has to be escaped', async () => {
    const converter = await converterOf(converterClass, props);
    if (converter.toTexts === undefined) return;
    const texts = ['plain', '', 'zwölf €', 'a}b'];
    const documents = texts.map((text) => converter.fromConnectData(TOPIC, schemas.STRING, text));
    const given = converter.toTexts(TOPIC, PackedBytes.of(documents));
    expect(given?.toArray().map((text) => Buffer.from(text!).toString())).toEqual(texts);
  });
});
