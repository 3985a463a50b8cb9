import { javaToString, valuesEqual, type Schema } from '@millrace/connector-api';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectData } from '../../test/arbitrary-connect-data.ts';
import { createJsonSchemaFormat } from './json-schema-format.ts';
import type { JsonSchemaSettings } from './json-schema-notes.ts';

const plain: JsonSchemaSettings = {
  additionalProperties: true,
  optionalForNonRequired: false,
  flattenSingletonUnions: true,
  ignoreDefaultForNullables: false,
  decimalFormat: 'BASE64',
  validate: false,
};

function throughJson(schema: Schema, value: unknown, settings: JsonSchemaSettings): { schema: Schema | null; value: unknown } {
  const format = createJsonSchemaFormat(settings);
  const written = format.fromConnect(schema);
  const bytes = written.createWriter(schema, false)(new Uint8Array(5), value);
  return format.parse(written.text, new Map()).createReader(null)(bytes, 5);
}

describe('the way to JSON Schema and back', () => {
  it.each<Partial<JsonSchemaSettings>>([{}, { decimalFormat: 'NUMERIC', additionalProperties: false }])(
    'loses nothing of schemas and values with %j',
    (more) => {
      fc.assert(
        fc.property(connectData(), ({ schema, value }) => {
          const back = throughJson(schema, value, { ...plain, ...more });
          expect(valuesEqual(back.value, value), `${javaToString(back.value)} is not ${javaToString(value)}`).toBe(true);
          expect(schema.equals(back.schema)).toBe(true);
        }),
        { numRuns: 300 },
      );
    },
  );
});
