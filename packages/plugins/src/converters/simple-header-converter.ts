import { ConfigDef, schemas, type HeaderConverter, type Schema, type SchemaAndValue } from '@millrace/connector-api';
import { decodeJavaUtf8, encodeJavaUtf8 } from '../text/java-utf8.ts';
import { parseString } from '../values/parse-string.ts';
import { valueToString } from '../values/value-to-string.ts';

/**
 * Headers as text, from which the schema is guessed when it is read: `1` is an INT8, `[1,300]` an array of INT16. Answers to
 * `org.apache.kafka.connect.storage.SimpleHeaderConverter`.
 */
export const simpleHeaderConverter = {
  type: 'header_converter',
  config: new ConfigDef(),
  create: (): HeaderConverter => ({ fromConnectHeader, toConnectHeader }),
} as const;

function fromConnectHeader(_topic: string, _key: string, schema: Schema | null, value: unknown): Uint8Array | null {
  return value === null || value === undefined ? null : encodeJavaUtf8(valueToString(schema, value));
}

/** What cannot be told from the text at all, because it nests too deeply, stays bytes. */
function toConnectHeader(_topic: string, _key: string, bytes: Uint8Array | null): SchemaAndValue {
  if (bytes === null) return { schema: null, value: null };
  try {
    return parseString(decodeJavaUtf8(bytes));
  } catch {
    return { schema: schemas.BYTES, value: bytes };
  }
}
