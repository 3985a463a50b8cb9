import {
  DataError,
  SerializationError,
  javaClassOf,
  schemas,
  type Converter,
  type Schema,
  type SchemaAndValue,
  type ConverterOptions,
  type Properties,
} from '@millrace/connector-api';
import { converterConfig, withUse } from './converter-config.ts';
import { headerForm } from './header-form.ts';

/** Booleans as one byte, 1 or 0. Answers to `org.apache.kafka.connect.converters.BooleanConverter`. */
export const booleanConverter = {
  type: 'converter',
  config: converterConfig,
  create(props: Properties, options: ConverterOptions): Converter {
    converterConfig.parse(withUse(props, options));
    return { fromConnectData, toConnectData };
  },
} as const;

export const booleanHeaderConverter = headerForm(booleanConverter);

function fromConnectData(_topic: string, schema: Schema | null, value: unknown): Uint8Array | null {
  if (schema !== null && schema.type !== 'BOOLEAN') {
    throw new DataError(`Invalid schema type for BooleanConverter: ${schema.type}`);
  }
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return Uint8Array.of(value ? 1 : 0);
  throw new DataError(`BooleanConverter is not compatible with objects of type class ${javaClassOf(value)}`);
}

function toConnectData(_topic: string, bytes: Uint8Array | null): SchemaAndValue {
  return { schema: schemas.OPTIONAL_BOOLEAN, value: bytes === null ? null : booleanOf(bytes) };
}

function booleanOf(bytes: Uint8Array): boolean {
  const byte = bytes[0];
  if (bytes.length === 1 && (byte === 0 || byte === 1)) return byte === 1;
  const why =
    bytes.length === 1
      ? `Unexpected byte received by BooleanDeserializer: ${(byte! << 24) >> 24}`
      : 'Size of data received by BooleanDeserializer is not 1';
  throw new DataError('Failed to deserialize boolean: ', { cause: new SerializationError(why) });
}
