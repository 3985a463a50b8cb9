import { describe, expect, it } from 'vitest';
import { javaToString } from '../src/index.ts';
import { decodeSchema, decodeValue, type SchemaSpec } from './connect-values.ts';
import { readKnownDifferences, readVectors } from './fixtures.ts';

interface StringFormVector {
  id: string;
  input: { schema: SchemaSpec | null; value: unknown };
  expected: { text: string };
}

const knownDifferences = readKnownDifferences();

describe('javaToString against vectors of String.valueOf', () => {
  it.each(readVectors<StringFormVector>('string-forms.open.jsonl'))('$id', ({ id, input, expected }) => {
    const schema = decodeSchema(input.schema);
    const text = javaToString(decodeValue(input.value, schema), schema);
    if (knownDifferences.has(id)) expect(text, knownDifferences.get(id)).not.toBe(expected.text);
    else expect(text).toBe(expected.text);
  });
});
