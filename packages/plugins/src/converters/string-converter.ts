import {
  ConfigDef,
  SerializationError,
  javaToString,
  schemas,
  type Converter,
  type ConverterOptions,
  type Properties,
  type Schema,
} from '@millrace/connector-api';
import { javaCharset, type JavaCharset } from '../text/java-charset.ts';
import { isUtf8Column } from '../text/utf8-columns.ts';
import { converterConfig, withUse } from './converter-config.ts';
import { headerForm } from './header-form.ts';

const config = new ConfigDef(converterConfig).define({
  name: 'converter.encoding',
  type: 'STRING',
  default: 'UTF-8',
  importance: 'HIGH',
  documentation:
    'The character encoding of the bytes, by the name that Java has for it. Unicode and single-byte encodings can be had.',
  width: 'MEDIUM',
  displayName: 'Encoding',
});

/**
 * Text as bytes. Whatever is not a string is written as Java's `toString` would have it. Answers to
 * `org.apache.kafka.connect.storage.StringConverter`.
 */
export const stringConverter = {
  type: 'converter',
  config,
  create(props: Properties, options: ConverterOptions): Converter {
    const { 'converter.encoding': encoding } = config.parse(withUse(props, options));
    const prefix = options.use === 'key' ? 'key' : 'value';
    const serializer = charsetOf(props[`${prefix}.serializer.encoding`] ?? encoding);
    const deserializer = charsetOf(props[`${prefix}.deserializer.encoding`] ?? encoding);
    return createConverter(serializer, deserializer);
  },
} as const;

export const stringHeaderConverter = headerForm(stringConverter);

function charsetOf(name: string): JavaCharset {
  const charset = javaCharset(name);
  if (charset === undefined) throw new SerializationError(`Unsupported encoding ${name}`);
  return charset;
}

function createConverter(serializer: JavaCharset, deserializer: JavaCharset): Converter {
  return {
    fromConnectData(_topic, schema, value) {
      const text = textOf(schema, value);
      return text === null ? null : serializer.encode(text);
    },
    toConnectData: (_topic, bytes) => ({
      schema: schemas.OPTIONAL_STRING,
      value: bytes === null ? null : deserializer.decode(bytes),
    }),
    fromConnectBatch(_topic, givenSchemas, values, allocate) {
      const texts = Array<string | null>(values.length);
      for (let i = 0; i < values.length; i++) texts[i] = textOf(givenSchemas[i] ?? null, values[i]);
      return serializer.encodeAll?.(texts, allocate) ?? texts.map((text) => (text === null ? null : serializer.encode(text)));
    },
    ...(serializer.isUtf8 === true && { fromTexts: (_topic, _schema, texts) => texts }),
    ...(deserializer.isUtf8 === true && { toTexts: (_topic, bytes) => (isUtf8Column(bytes) ? bytes : null) }),
    toConnectBatch: (_topic, column) => ({
      schemas: schemas.OPTIONAL_STRING,
      values:
        deserializer.decodeAll?.(column) ?? column.toArray().map((bytes) => (bytes === null ? null : deserializer.decode(bytes))),
    }),
  };
}

function textOf(schema: Schema | null, value: unknown): string | null {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? null : javaToString(value, schema);
}
