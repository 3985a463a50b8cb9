import { javaToString, type SchemaAndValue } from '@millrace/connector-api';
import { describe, expect } from 'vitest';
import { jsonConverter } from '../src/converters/json-converter.ts';
import { decodeSchema, decodeValue } from './connect-values.ts';
import { expectData, type DataSpec } from './expect-data.ts';
import { readVectors, testVectors } from './vectors.ts';

interface StringFormVector {
  readonly id: string;
  readonly schemasEnable?: boolean;
  readonly input: DataSpec | { readonly json: string };
  readonly expected: { readonly text: string; readonly data?: DataSpec };
}

describe('the text that a file sink writes', () => {
  testVectors(readVectors<StringFormVector>('string-forms.jsonl'), (vector) => {
    const { schema, value } = dataOf(vector);
    if (vector.expected.data !== undefined) expectData({ schema, value }, vector.expected.data);
    expect(javaToString(value, schema)).toBe(vector.expected.text);
  });
});

function dataOf({ input, schemasEnable }: StringFormVector): SchemaAndValue {
  if ('json' in input) {
    const converter = jsonConverter.create({ 'schemas.enable': String(schemasEnable) }, { use: 'value' });
    return converter.toConnectData('t', Buffer.from(input.json));
  }
  const schema = decodeSchema(input.schema);
  return { schema, value: decodeValue(input.value, schema) };
}
