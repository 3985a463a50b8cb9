import {
  ConfigDef,
  SerializationError,
  javaToString,
  schemas,
  type Converter,
  type ConverterOptions,
  type Properties,
  type Schema,
  type SchemaAndValue,
} from '@millrace/connector-api';
import { javaCharset, type JavaCharset } from '../text/java-charset.ts';
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
  const fromConnect = (schema: Schema | null, value: unknown): Uint8Array | null => {
    const text = textOf(schema, value);
    return text === null ? null : serializer.encode(text);
  };
  const toConnect = (bytes: Uint8Array | null): SchemaAndValue => {
    return { schema: schemas.OPTIONAL_STRING, value: bytes === null ? null : deserializer.decode(bytes) };
  };
  return {
    fromConnectData: (_topic, schema, value) => fromConnect(schema, value),
    toConnectData: (_topic, bytes) => toConnect(bytes),
    fromConnectBatch: (_topic, schemas, values) => values.map((value, i) => fromConnect(schemas[i] ?? null, value)),
    toConnectBatch: (_topic, column) => column.map(toConnect),
  };
}

function textOf(schema: Schema | null, value: unknown): string | null {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? null : javaToString(value, schema);
}
