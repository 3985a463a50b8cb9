import { describe } from 'vitest';
import { checkConverterVector, type ConverterVector } from './converter-vectors.ts';
import { readVectors, testVectors } from './vectors.ts';

describe('the converters of text, bytes, booleans and numbers', () => {
  const vectors = readVectors<ConverterVector & { converter: string }>('primitive-converters.jsonl');
  testVectors(vectors, (vector) => checkConverterVector(vector.converter, vector));
});

describe('the JSON converter', () => {
  const vectors = readVectors<ConverterVector>('json-converter.jsonl');
  testVectors(vectors, (vector) => checkConverterVector('org.apache.kafka.connect.json.JsonConverter', vector));
});

describe('the simple header converter', () => {
  const vectors = readVectors<ConverterVector>('header-converter.jsonl');
  testVectors(vectors, (vector) => checkConverterVector('org.apache.kafka.connect.storage.SimpleHeaderConverter', vector));
});
