import {
  CaseInsensitiveValidString,
  ConfigDef,
  DataError,
  SerializationError,
  type ConfigOf,
  type Converter,
  type ConverterOptions,
  type Properties,
  type Schema,
} from '@millrace/connector-api';
import { createEnvelopeReader } from '../json/envelope-reader.ts';
import { frameTexts } from '../json/frame-texts.ts';
import { connectToJson, type JsonWriting } from '../json/connect-to-json.ts';
import { parseJson } from '../json/json-parser.ts';
import { schemaFromJson } from '../json/json-schema.ts';
import { jsonTextOf } from '../json/json-text.ts';
import { jsonToConnect } from '../json/json-to-connect.ts';
import type { JsonNode } from '../json/json-node.ts';
import { parseSchemalessJson } from '../json/schemaless-json.ts';
import { schemaToJson } from '../json/schema-to-json.ts';
import { unframeTexts } from '../json/unframe-texts.ts';
import { asBuffer } from '../text/java-utf8.ts';
import { newMemory, packTexts } from '../text/pack-texts.ts';
import { converterConfig, withUse } from './converter-config.ts';
import { headerForm } from './header-form.ts';

const config = new ConfigDef(converterConfig)
  .define({
    name: 'schemas.enable',
    type: 'BOOLEAN',
    default: true,
    importance: 'HIGH',
    documentation: 'Whether each document carries its schema: an object of "schema" and "payload" instead of the bare value.',
    group: 'Schemas',
    orderInGroup: 0,
    width: 'MEDIUM',
    displayName: 'Enable Schemas',
  })
  .define({
    name: 'schemas.cache.size',
    type: 'INT',
    default: 1000,
    importance: 'HIGH',
    documentation: 'How many schemas the converter remembers, so that they need not be read again with each document.',
    group: 'Schemas',
    orderInGroup: 1,
    width: 'MEDIUM',
    displayName: 'Schema Cache Size',
  })
  .define({
    name: 'schema.content',
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation:
      'A schema, as the JSON that documents carry it. With it, documents that are read are bare values of this schema. Counts only where schemas are enabled, and for sinks.',
    group: 'Schemas',
    orderInGroup: 2,
    width: 'MEDIUM',
    displayName: 'Schema Content',
  })
  .define({
    name: 'decimal.format',
    type: 'STRING',
    default: 'BASE64',
    validator: CaseInsensitiveValidString.in('BASE64', 'NUMERIC'),
    importance: 'LOW',
    documentation:
      'How decimals are written: BASE64 for the text of their bytes, NUMERIC for JSON numbers. Both are understood when reading.',
    group: 'Serialization',
    orderInGroup: 0,
    width: 'MEDIUM',
    displayName: 'Decimal Format',
  })
  .define({
    name: 'replace.null.with.default',
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Whether a null stands for the default of its schema, where there is one, or stays null.',
    group: 'Serialization',
    orderInGroup: 1,
    width: 'MEDIUM',
    displayName: 'Replace null with default',
  });

interface JsonSettings extends JsonWriting {
  readonly schemasEnabled: boolean;
  readonly cacheSize: number;
  /** Of every document that is read, if configured. */
  readonly fixedSchema: Schema | null;
}

/** JSON documents, with their schema or without. Answers to `org.apache.kafka.connect.json.JsonConverter`. */
export const jsonConverter = {
  type: 'converter',
  config,
  create(props: Properties, options: ConverterOptions): Converter {
    return createConverter(settingsOf(config.parse(withUse(props, options))));
  },
} as const;

export const jsonHeaderConverter = headerForm(jsonConverter);

function settingsOf(parsed: ConfigOf<typeof config>): JsonSettings {
  const replaceNullWithDefault = parsed['replace.null.with.default'];
  const content = parsed['schema.content'];
  return {
    schemasEnabled: parsed['schemas.enable'],
    cacheSize: parsed['schemas.cache.size'],
    decimalFormat: parsed['decimal.format'].toUpperCase() === 'NUMERIC' ? 'NUMERIC' : 'BASE64',
    replaceNullWithDefault,
    fixedSchema: content === null || content === '' ? null : schemaFromJson(parseContent(content), { replaceNullWithDefault }),
  };
}

function parseContent(content: string): JsonNode {
  try {
    return parseJson(content);
  } catch (cause) {
    throw new DataError('Failed to parse schema in converter config due to serialization error: ', { cause });
  }
}

function createConverter(settings: JsonSettings): Converter {
  const payloadStart = createPayloadStarts(settings);
  const toText = createWriter(settings, payloadStart);
  const toConnect = createReader(settings);
  return {
    fromConnectData(_topic, schema, value) {
      const text = toText(schema, value);
      return text === null ? null : Buffer.from(text);
    },
    toConnectData: (_topic, bytes) => (bytes === null ? { schema: null, value: null } : toConnect(bytes)),
    fromConnectBatch(_topic, schemas, values, allocate) {
      const shared = settings.schemasEnabled ? sharedSchema(schemas) : null;
      const texts = Array<string | null>(values.length);
      if (shared === null) {
        for (let i = 0; i < values.length; i++) texts[i] = toText(schemas[i] ?? null, values[i]);
        return packTexts(texts, allocate);
      }
      for (let i = 0; i < values.length; i++) texts[i] = connectToJson(shared, values[i], settings);
      return packTexts(texts, allocate, { before: payloadStart(shared), after: '}' });
    },
    fromTexts(_topic, schema, texts, allocate = newMemory) {
      if (schema !== null && (schema.type !== 'STRING' || schema.name !== null)) {
        throw new DataError(`Texts are no values of ${String(schema)}`);
      }
      const frame = settings.schemasEnabled ? { before: payloadStart(schema), after: '}' } : { before: '', after: '' };
      return frameTexts(texts, frame, allocate);
    },
    toTexts(_topic, documents) {
      const frame = settings.schemasEnabled ? frameOf(documents.at(0), toConnect) : BARE_STRING;
      return frame === null ? null : unframeTexts(documents, frame.before, frame.after);
    },
    toConnectBatch(_topic, column) {
      const schemas = Array<Schema | null>(column.length).fill(null);
      const values = Array<unknown>(column.length).fill(null);
      for (let i = 0; i < column.length; i++) {
        const bytes = column.at(i);
        if (bytes !== null) ({ schema: schemas[i], value: values[i] } = toConnect(bytes));
      }
      return { schemas, values };
    },
  };
}

interface StringFrame {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

const BARE_STRING: StringFrame = { before: Buffer.from('"'), after: Buffer.from('"') };
const AFTER_PAYLOAD = Buffer.from('"}');
const BEFORE_PAYLOAD = Buffer.from('"payload":"');

/** What stands before and after the string in a document with its schema; null if its payload is none, or has something escaped in it. */
function frameOf(document: Uint8Array | null, toConnect: ReturnType<typeof createReader>): StringFrame | null {
  if (document === null) return null;
  const { schema, value } = toConnect(document);
  if ((schema !== null && schema.type !== 'STRING') || typeof value !== 'string') return null;
  const end = document.length - AFTER_PAYLOAD.length;
  const before = asBuffer(document).subarray(0, Math.max(0, end - Buffer.byteLength(value)));
  const isPlain =
    asBuffer(document)
      .subarray(before.length)
      .equals(Buffer.concat([Buffer.from(value), AFTER_PAYLOAD])) &&
    before.subarray(-BEFORE_PAYLOAD.length).equals(BEFORE_PAYLOAD);
  return isPlain ? { before, after: AFTER_PAYLOAD } : null;
}

/** The schema that all values have; null where they differ, or one has none. */
function sharedSchema(schemas: readonly (Schema | null)[]): Schema | null {
  const [first = null] = schemas;
  return schemas.every((schema) => schema === first) ? first : null;
}

/** What a document with its schema begins with, up to the payload. */
function createPayloadStarts(settings: JsonSettings): (schema: Schema | null) => string {
  const known = new WeakMap<Schema, string>();
  const make = (schema: Schema | null): string => `{"schema":${schemaToJson(schema, settings)},"payload":`;
  const withoutSchema = make(null);
  return (schema) => {
    if (schema === null) return withoutSchema;
    let start = known.get(schema);
    if (start === undefined) {
      start = make(schema);
      known.set(schema, start);
    }
    return start;
  };
}

/** The JSON of a value; null for null without a schema, which is a record without a value. */
function createWriter(
  settings: JsonSettings,
  payloadStart: (schema: Schema | null) => string,
): (schema: Schema | null, value: unknown) => string | null {
  return (schema, value) => {
    if (schema === null && (value === null || value === undefined)) return null;
    const payload = connectToJson(schema, value, settings);
    return settings.schemasEnabled ? `${payloadStart(schema)}${payload}}` : payload;
  };
}

function createReader(settings: JsonSettings): (bytes: Uint8Array) => ReturnType<Converter['toConnectData']> {
  const { schemasEnabled, fixedSchema } = settings;
  const readEnvelope = createEnvelopeReader(settings);
  return (bytes) => {
    try {
      const text = jsonTextOf(bytes);
      if (!schemasEnabled) return { schema: null, value: parseSchemalessJson(text) };
      if (fixedSchema === null) return readEnvelope(text);
      return { schema: fixedSchema, value: jsonToConnect(fixedSchema, parseJson(text), settings) };
    } catch (cause) {
      if (!(cause instanceof SerializationError)) throw cause;
      throw new DataError('Converting byte[] to Kafka Connect data failed due to serialization error: ', { cause });
    }
  };
}
