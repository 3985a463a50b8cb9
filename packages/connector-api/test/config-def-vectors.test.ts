import { ConfigError, convertToString, parseType, type ClassResolver, type ConfigType, type Properties } from '../src/index.ts';
import { describe, expect, it } from 'vitest';
import {
  comparable,
  createDef,
  createValidator,
  decode,
  type KeySpec,
  type Tagged,
  type ValidatorSpec,
} from './config-vectors.ts';
import { readKnownDifferences, readVectors } from './fixtures.ts';

interface ErrorSpec {
  exception: string;
  message?: string;
}

interface Result {
  out?: unknown;
  error?: ErrorSpec | null;
}

interface ConfigVector extends Result {
  id: string;
  kind: string;
  name: string;
  type: ConfigType;
  in: Tagged;
  text: string;
  def: KeySpec[];
  props: Properties;
  validator: ValidatorSpec;
  jvm_text?: boolean;
}

const vectors = readVectors<ConfigVector>('config-def.open.jsonl');
const knownDifferences = readKnownDifferences();
const classesOfJava = new Set(JSON.stringify(vectors).match(/(?<="Class","text":")[^"]+/g));
const resolveClass: ClassResolver = (name) => (classesOfJava.has(name) ? { name } : undefined);

const run: Record<string, (vector: ConfigVector) => unknown> = {
  'parse-type': ({ name, in: value, type }) => comparable(parseType(name, decode(value), type, resolveClass), type),
  'to-string': ({ in: value, type }) => convertToString(decode(value), type),
  validator: ({ validator, name, in: value, text }) => {
    const created = createValidator(validator);
    expect(String(created)).toBe(text);
    created.ensureValid(name, decode(value));
    return undefined;
  },
  define: ({ def }) => {
    createDef(def);
    return undefined;
  },
  parse: ({ def, props }) =>
    Object.fromEntries(
      Object.entries(createDef(def).parse(props, { resolveClass })).map(([name, value]) => [
        name,
        comparable(value, typeOf(def, name)),
      ]),
    ),
  validate: ({ def, props }) =>
    createDef(def)
      .validate(props, { resolveClass })
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, value, recommendedValues, errorMessages, visible }) => ({
        name,
        value: comparable(value, typeOf(def, name)),
        recommended_values: recommendedValues.map((item) => comparable(item)),
        errors: errorMessages,
        visible,
      })),
};

function typeOf(def: readonly KeySpec[], name: string): ConfigType | undefined {
  return def.find((key) => key.name === name)?.type;
}

/** A tagged expectation in the form in which results are compared. */
function expected(out: unknown): unknown {
  if (Array.isArray(out)) return out.map(expected);
  if (typeof out !== 'object' || out === null) return out;
  if ('java' in out) return comparable(decode(out as Tagged));
  return Object.fromEntries(Object.entries(out).map(([key, value]) => [key, expected(value)]));
}

function outcome(vector: ConfigVector): Result {
  try {
    return { out: run[vector.kind]?.(vector) };
  } catch (error) {
    if (error instanceof ConfigError) return { error: { exception: 'ConfigException', message: error.message } };
    if (error instanceof TypeError || error instanceof RangeError) return { error: { exception: error.name } };
    throw error;
  }
}

/** Kafka's own texts are compared to the letter; of the JVM's own ones and its accidents only whether they are errors. */
function check(vector: ConfigVector): void {
  const result = outcome(vector);
  if (vector.jvm_text === true) {
    expect(Object.keys(result)).toEqual([vector.error ? 'error' : 'out']);
  } else if (vector.error === undefined || vector.error === null) {
    expect(result).toEqual({ out: expected(vector.out) });
  } else if (vector.error.exception === 'ConfigException') {
    expect(result).toEqual({ error: vector.error });
  } else {
    expect(result.error).toBeDefined();
  }
}

describe('ConfigDef against vectors of the real one', () => {
  it.each(vectors.map((vector) => [vector.id, vector.kind, vector] as const))('%s %s', (id, _kind, vector) => {
    if (knownDifferences.has(id)) expect(() => check(vector), knownDifferences.get(id)).toThrow();
    else check(vector);
  });
});
