import { DataError, SchemaBuilder, javaTrim, schemas, valuesEqual, type SchemaAndValue } from '@millrace/connector-api';
import { alignValue, withoutSchema } from './align-value.ts';
import { parseNumber } from './parse-number.ts';
import { parseTemporal } from './parse-temporal.ts';
import { commonSchema } from './schema-merge.ts';
import { TokenReader } from './token-reader.ts';

const NULL: SchemaAndValue = { schema: null, value: null };
const DIGIT = /^\p{Nd}/u;

/**
 * Finds out what a text stands for: null, a boolean, a number, a date or time, a list `[…]`, a map `{…:…}`, or just a string. What
 * looks like a list or a map but is not a sound one is a string. Text behind a value that is complete is not looked at.
 */
export function parseString(text: string): SchemaAndValue {
  if (text === '') return { schema: schemas.STRING, value: text };
  return new ValueParser(text).parse(false);
}

class ValueParser {
  readonly #tokens: TokenReader;

  constructor(text: string) {
    this.#tokens = new TokenReader(text);
  }

  /** `embedded`: within a list or a map, where strings stand in quotes. */
  parse(embedded: boolean): SchemaAndValue {
    if (!this.#tokens.hasNext()) return NULL;
    if (embedded && this.#tokens.canConsume('"')) return this.#parseQuoted();
    if (this.#consumeWord('null', embedded)) return NULL;
    if (this.#consumeWord('true', embedded)) return { schema: schemas.BOOLEAN, value: true };
    if (this.#consumeWord('false', embedded)) return { schema: schemas.BOOLEAN, value: false };
    return this.#parseContainer() ?? this.#parseToken(embedded);
  }

  /** A word only counts by itself: `true}` is a string. */
  #consumeWord(word: string, embedded: boolean): boolean {
    const start = this.#tokens.mark();
    if (this.#tokens.canConsume(word) && (embedded || !this.#tokens.hasNext())) return true;
    this.#tokens.rewindTo(start);
    return false;
  }

  #parseContainer(): SchemaAndValue | undefined {
    const start = this.#tokens.mark();
    try {
      if (this.#tokens.canConsume('[')) return this.#parseArray();
      if (this.#tokens.canConsume('{')) return this.#parseMap();
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      this.#tokens.rewindTo(start);
    }
    return undefined;
  }

  #parseToken(embedded: boolean): SchemaAndValue {
    const token = this.#tokens.next();
    const trimmed = javaTrim(token);
    if (trimmed === '') return { schema: schemas.STRING, value: token };
    const digitFirst = DIGIT.test(trimmed);
    const value =
      (digitFirst ? this.#parseTemporal(trimmed) : undefined) ??
      (digitFirst || /^[+-]/.test(trimmed) ? parseNumber(trimmed) : undefined);
    if (value !== undefined) return value;
    if (embedded) throw new DataError('Failed to parse embedded value');
    return { schema: schemas.STRING, value: this.#tokens.original };
  }

  /** A time has two colons in it, so it makes five tokens. */
  #parseTemporal(token: string): SchemaAndValue | undefined {
    const start = this.#tokens.mark();
    const rest = this.#tokens.nextJoined(4);
    const value = rest === null ? undefined : parseTemporal(token + rest);
    if (value !== undefined) return value;
    this.#tokens.rewindTo(start);
    return parseTemporal(token);
  }

  #parseQuoted(): SchemaAndValue {
    let content = '';
    while (this.#tokens.hasNext() && !this.#tokens.canConsume('"')) content += this.#tokens.next();
    return parseTemporal(content) ?? { schema: schemas.STRING, value: content };
  }

  #parseArray(): SchemaAndValue {
    const elements: SchemaAndValue[] = [];
    while (this.#tokens.hasNext()) {
      if (this.#tokens.canConsume(']')) return listOf(elements);
      if (this.#tokens.canConsume(',')) throw this.#malformed('Unable to parse an empty array element');
      elements.push(this.parse(true));
      const end = this.#tokens.mark();
      if (this.#tokens.canConsume(']')) this.#tokens.rewindTo(end);
      else if (!this.#tokens.canConsume(',')) throw new DataError("Array elements missing ',' delimiter");
    }
    throw this.#malformed("Array is missing an element or the terminating ']'");
  }

  #parseMap(): SchemaAndValue {
    const keys: SchemaAndValue[] = [];
    const values: SchemaAndValue[] = [];
    while (this.#tokens.hasNext()) {
      if (this.#tokens.canConsume('}')) return mapOf(keys, values);
      if (this.#tokens.canConsume(',')) throw this.#malformed('Unable to parse a map entry with no key or value');
      const key = this.parse(true);
      if (key.value === null) throw this.#malformed('Map entry may not have a null key');
      if (!this.#tokens.canConsume(':')) throw this.#malformed("Map entry is missing ':'");
      keys.push(key);
      values.push(this.parse(true));
      this.#tokens.canConsume(',');
    }
    throw this.#malformed("Map is missing an entry or the terminating '}'");
  }

  #malformed(what: string): DataError {
    return new DataError(`${what}: ${this.#tokens.original}`);
  }
}

function listOf(elements: readonly SchemaAndValue[]): SchemaAndValue {
  const common = commonSchema(elements.map(({ schema }) => schema));
  if (common === null) return { schema: SchemaBuilder.arrayOfNull().build(), value: elements.map(withoutSchema) };
  return { schema: SchemaBuilder.array(common).build(), value: elements.map((element) => alignValue(common, element)) };
}

function mapOf(keys: readonly SchemaAndValue[], values: readonly SchemaAndValue[]): SchemaAndValue {
  const keySchema = commonSchema(keys.map(({ schema }) => schema));
  const valueSchema = keySchema === null ? null : commonSchema(values.map(({ schema }) => schema));
  const map = new Map<unknown, unknown>();
  for (const [at, i] of lastByKey(keys)) {
    const key = keySchema === null ? withoutSchema(keys[at]!) : alignValue(keySchema, keys[at]!);
    map.set(key, valueSchema === null ? withoutSchema(values[i]!) : alignValue(valueSchema, values[i]!));
  }
  const schema =
    keySchema !== null && valueSchema !== null
      ? SchemaBuilder.map(keySchema, valueSchema)
      : SchemaBuilder.mapOfNull(keySchema, null);
  return { schema: schema.build(), value: map };
}

/** For each key, where it stands first, and where last: a later entry replaces the value of an earlier one. */
function lastByKey(keys: readonly SchemaAndValue[]): [number, number][] {
  const entries: [number, number][] = [];
  const firstOfPrimitive = new Map<unknown, [number, number]>();
  for (const [i, { schema, value }] of keys.entries()) {
    // 1 and 1.0 are two keys.
    const primitive = schema?.type.startsWith('FLOAT') === true ? `float ${String(value)}` : value;
    const known =
      typeof value === 'object' ? entries.find(([at]) => valuesEqual(keys[at]!.value, value)) : firstOfPrimitive.get(primitive);
    if (known === undefined) {
      const entry: [number, number] = [i, i];
      entries.push(entry);
      firstOfPrimitive.set(primitive, entry);
    } else known[1] = i;
  }
  return entries;
}
