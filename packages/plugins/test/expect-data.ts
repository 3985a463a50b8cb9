import { Decimal, Float64, Struct, type Schema, type SchemaAndValue } from '@millrace/connector-api';
import { expect } from 'vitest';
import { decodeNumber, decodeSchema, type SchemaSpec, type Tagged } from './connect-values.ts';

/** What the vectors say that a conversion gives. */
export interface DataSpec {
  readonly schema: SchemaSpec | null;
  readonly value: unknown;
}

/** Holds schema and value against what the vectors expect. Integers without a schema have no width here. */
export function expectData(actual: SchemaAndValue, expected: DataSpec): void {
  expectSchema(actual.schema, decodeSchema(expected.schema));
  const difference = findDifference(actual.value, expected.value, actual.schema, 'value');
  expect(difference).toBeUndefined();
}

function expectSchema(actual: Schema | null, expected: Schema | null): void {
  const same = expected === null ? actual === null : expected.equals(actual);
  expect(same ? expected : actual).toBe(expected);
}

/** Where and how a value is not what was expected; undefined if it is. */
function findDifference(actual: unknown, expected: unknown, schema: Schema | null, path: string): string | undefined {
  const same =
    typeof expected === 'object' && expected !== null ? matchesTag(actual, expected, schema, path) : Object.is(actual, expected);
  if (typeof same === 'string') return same;
  return same ? undefined : `${path}: expected ${JSON.stringify(expected)}, got ${String(actual)}`;
}

function matchesTag(actual: unknown, expected: object, schema: Schema | null, path: string): boolean | string {
  if (Array.isArray(expected)) return matchesList(actual, expected, schema, path);
  const tag = expected as Tagged;
  const name = Object.keys(tag).find((key) => key !== 'scale' && key !== 'schema' && key !== 'buffer')!;
  const content = tag[name];
  switch (name) {
    case 'int8':
    case 'int16':
    case 'int32':
      return matchesInteger(actual, BigInt(content as number), schema);
    case 'int64':
      return matchesInteger(actual, BigInt(content as string), schema);
    case 'bigint':
      return matchesInteger(actual, BigInt(content as string), null);
    case 'float32':
      return matchesFloat(actual, Math.fround(decodeNumber(content)), schema, Math.fround);
    case 'float64':
      return matchesFloat(actual, decodeNumber(content), schema, Number);
    case 'bytes':
      return actual instanceof Uint8Array && Buffer.from(actual).toString('base64') === content;
    case 'decimal':
      return actual instanceof Decimal && actual.toPlainString() === content && actual.scale === tag['scale'];
    case 'date':
    case 'time':
    case 'timestamp':
      return actual instanceof Date && actual.getTime() === Number(content);
    case 'map':
      return matchesMap(actual, content as [unknown, unknown][], schema, path);
    default:
      return matchesStruct(actual, content as Tagged, path);
  }
}

function matchesInteger(actual: unknown, expected: bigint, schema: Schema | null): boolean {
  if (schema !== null && typeof actual !== (schema.type === 'INT64' ? 'bigint' : 'number')) return false;
  return (typeof actual === 'number' || typeof actual === 'bigint') && !Object.is(actual, -0) && BigInt(actual) === expected;
}

function matchesFloat(actual: unknown, expected: number, schema: Schema | null, round: (value: number) => number): boolean {
  if (schema === null && Number.isSafeInteger(expected) && !(actual instanceof Float64)) return false;
  return (typeof actual === 'number' || actual instanceof Float64) && Object.is(round(actual.valueOf()), expected);
}

function matchesList(actual: unknown, expected: readonly unknown[], schema: Schema | null, path: string): boolean | string {
  if (!Array.isArray(actual) || actual.length !== expected.length) return false;
  const differences = expected.map((item, i) => findDifference(actual[i], item, schema?.valueSchema ?? null, `${path}[${i}]`));
  return differences.find((difference) => difference !== undefined) ?? true;
}

function matchesMap(
  actual: unknown,
  expected: readonly [unknown, unknown][],
  schema: Schema | null,
  path: string,
): boolean | string {
  if (!(actual instanceof Map) || actual.size !== expected.length) return false;
  const entries = [...actual];
  for (const [key, value] of expected) {
    const entry = entries.find(([own]) => findDifference(own, key, schema?.keySchema ?? null, path) === undefined);
    if (entry === undefined) return `${path}: the key ${JSON.stringify(key)} is missing`;
    const difference = findDifference(entry[1], value, schema?.valueSchema ?? null, `${path}.${JSON.stringify(key)}`);
    if (difference !== undefined) return difference;
  }
  return true;
}

function matchesStruct(actual: unknown, expected: Tagged, path: string): boolean | string {
  if (!(actual instanceof Struct)) return false;
  for (const [name, value] of Object.entries(expected)) {
    const difference = findDifference(
      actual.getWithoutDefault(name),
      value,
      actual.schema.field(name)!.schema,
      `${path}.${name}`,
    );
    if (difference !== undefined) return difference;
  }
  return true;
}
