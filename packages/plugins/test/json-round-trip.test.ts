import { javaToString, valuesEqual, type Properties } from '@millrace/connector-api';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonConverter } from '../src/converters/json-converter.ts';
import { connectData } from './arbitrary-connect-data.ts';

describe('the way to JSON and back', () => {
  it.each<Properties>([{}, { 'decimal.format': 'NUMERIC' }, { 'schemas.cache.size': '0' }])(
    'loses nothing of schemas and values with %o',
    (settings) => {
      const converter = jsonConverter.create({ 'schemas.enable': 'true', ...settings }, { use: 'value' });
      fc.assert(
        fc.property(connectData(), ({ schema, value }) => {
          const back = converter.toConnectData('t', converter.fromConnectData('t', schema, value));
          expect(back.schema?.equals(schema)).toBe(true);
          expect(valuesEqual(back.value, value), `${javaToString(back.value)} is not ${javaToString(value)}`).toBe(true);
        }),
        { numRuns: 500 },
      );
    },
  );
});
