import { DataError, javaClassOf, schemas, type Converter, type Schema, type SchemaAndValue } from '@millrace/connector-api';
import { converterConfig } from './converter-config.ts';
import { headerForm } from './header-form.ts';

/** Passes bytes through. Answers to `org.apache.kafka.connect.converters.ByteArrayConverter`. */
export const byteArrayConverter = {
  type: 'converter',
  config: converterConfig,
  create: (): Converter => ({ fromConnectData, toConnectData }),
} as const;

export const byteArrayHeaderConverter = headerForm(byteArrayConverter);

function fromConnectData(_topic: string, schema: Schema | null, value: unknown): Uint8Array | null {
  if (schema !== null && schema.type !== 'BYTES') {
    throw new DataError(`Invalid schema type for ByteArrayConverter: ${schema.type}`);
  }
  if (value === null || value === undefined) return null;
  if (value instanceof Uint8Array) return value;
  throw new DataError(`ByteArrayConverter is not compatible with objects of type class ${javaClassOf(value)}`);
}

function toConnectData(_topic: string, bytes: Uint8Array | null): SchemaAndValue {
  return { schema: schemas.OPTIONAL_BYTES, value: bytes };
}
