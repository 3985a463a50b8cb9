import type { PredicatePlugin, Transformation, TransformationPlugin } from '@millrace/connector-api';
import { describe, expect } from 'vitest';
import { load } from './load-plugin.ts';
import { decodeRecord, expectRecord, type RecordSpec } from './record-vectors.ts';
import { expectError, readVectors, testVectors, type ErrorSpec } from './vectors.ts';

interface TransformationVector {
  readonly id: string;
  readonly transform: string;
  readonly config: Record<string, string>;
  readonly input: RecordSpec;
  readonly expected: {
    readonly record?: RecordSpec | null;
    readonly configError?: ErrorSpec;
    readonly applyError?: ErrorSpec;
  };
}

interface PredicateVector {
  readonly id: string;
  readonly predicate: string;
  readonly config: Record<string, string>;
  readonly input: RecordSpec;
  readonly expected: { readonly result?: boolean; readonly configError?: ErrorSpec; readonly testError?: ErrorSpec };
}

const all = readVectors<TransformationVector>('smt.jsonl');
const classes = [...new Set(all.map(({ transform }) => transform))];

describe.each(classes)('%s', (javaClass) => {
  const vectors = all.filter(({ transform }) => transform === javaClass);
  testVectors(vectors, async ({ config, input, expected }) => {
    const plugin = await load<TransformationPlugin>(javaClass, 'transformation');
    if (expected.configError !== undefined) return expectError(() => plugin.create(config), expected.configError);
    if (expected.applyError !== undefined) return checkApplyError(() => plugin.create(config), input, expected.applyError);
    const transformation = plugin.create(config);
    const record = decodeRecord(input);
    expectRecord(transformation.apply(record), expected.record ?? null);
    expectRecord(transformation.applyAll!([record, record])[1]!, expected.record ?? null);
  });
});

/** What is an accident at the first record in Java may be refused beforehand. */
async function checkApplyError(create: () => Transformation, input: RecordSpec, error: ErrorSpec): Promise<void> {
  if (!error.class.startsWith('org.apache.kafka.')) return expectError(() => create().apply(decodeRecord(input)), error);
  const transformation = create();
  return expectError(() => transformation.apply(decodeRecord(input)), error);
}

describe('predicates', () => {
  testVectors(readVectors<PredicateVector>('predicate.jsonl'), async ({ predicate, config, input, expected }) => {
    const plugin = await load<PredicatePlugin>(predicate, 'predicate');
    if (expected.configError !== undefined) return expectError(() => plugin.create(config), expected.configError);
    const made = plugin.create(config);
    if (expected.testError !== undefined) return expectError(() => made.test(decodeRecord(input)), expected.testError);
    expect(made.test(decodeRecord(input))).toBe(expected.result);
  });
});
