import { javaToString, valuesEqual, type Schema } from '@millrace/connector-api';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectData } from '../../test/arbitrary-connect-data.ts';
import { plainSettings as settings } from '../../test/avro-settings.ts';
import { createAvroCodec } from './avro-codec.ts';
import { avroSchemaText } from './avro-schema-text.ts';
import { parseAvroSchema } from './parse-avro-schema.ts';
import { schemaFromConnect } from './schema-from-connect.ts';
import { schemaToConnect } from './schema-to-connect.ts';
import { createValueReader } from './value-reader.ts';
import { createValueWriter } from './value-writer.ts';

function throughAvro(schema: Schema | null, value: unknown): { schema: Schema | null; value: unknown } {
  const written = schemaFromConnect(schema, settings);
  const bytes = createAvroCodec(written).encode(new Uint8Array(5), createValueWriter(schema, written, settings)(value));
  const read = parseAvroSchema(avroSchemaText(written));
  const decoded = createAvroCodec(read).decode(bytes, 5);
  expect(decoded.end).toBe(bytes.length);
  const connectSchema = schemaToConnect(read, null, settings);
  return { schema: connectSchema, value: createValueReader(read, connectSchema, settings)(decoded.value) };
}

describe('the way to Avro and back', () => {
  it('loses nothing of schemas and values', () => {
    fc.assert(
      fc.property(connectData(), ({ schema, value }) => {
        const back = throughAvro(schema, value);
        expect(describeSchema(back.schema)).toEqual(describeSchema(schema));
        expect(schema.equals(back.schema)).toBe(true);
        expect(valuesEqual(back.value, value), `${javaToString(back.value)} is not ${javaToString(value)}`).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

function describeSchema(schema: Schema | null): unknown {
  if (schema === null) return null;
  const { type, optional, name, version, doc, parameters, defaultValue, fields, keySchema, valueSchema } = schema;
  const inner = [
    ...fields.map((field) => [field.name, describeSchema(field.schema)]),
    describeSchema(keySchema),
    describeSchema(valueSchema),
  ];
  return { type, optional, name, version, doc, parameters, defaultValue: javaToString(defaultValue, schema), inner };
}
