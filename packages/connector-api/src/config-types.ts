import { ClassRef, type ClassResolver } from './class-ref.ts';
import { Float64 } from './data.ts';
import { ConfigError } from './errors.ts';
import { javaClassOf } from './java-class.ts';
import { javaTrim, parseDouble, parseInteger, trimWhere } from './java-number.ts';
import { doubleToString, javaToString } from './java-text.ts';
import { Password } from './password.ts';

/** What a setting of each type is after parsing. */
export interface ConfigTypeValues {
  BOOLEAN: boolean;
  STRING: string;
  INT: number;
  SHORT: number;
  LONG: bigint;
  DOUBLE: number;
  LIST: string[];
  CLASS: ClassRef;
  PASSWORD: Password;
}

export type ConfigType = keyof ConfigTypeValues;

type Parser = (value: unknown, fail: (why: string) => ConfigError, resolveClass?: ClassResolver) => unknown;

const PARSERS: Readonly<Record<ConfigType, Parser>> = {
  BOOLEAN: parseBoolean,
  STRING: (value, fail) => (typeof value === 'string' ? javaTrim(value) : wrongClass(value, 'string', fail)),
  INT: (value, fail) => parseInt32(value, 32, 'INT', '32-bit integer', fail),
  SHORT: (value, fail) => parseInt32(value, 16, 'SHORT', '16-bit integer (short)', fail),
  LONG: parseLong,
  DOUBLE: parseDoubleSetting,
  LIST: parseList,
  CLASS: parseClass,
  PASSWORD: parsePassword,
};

/**
 * Turns the text of a setting into its value; a value of the right type is taken as it is, null stays null. Throws ConfigError
 * with Java's text. Java: `ConfigDef.parseType`.
 *
 * CLASS: without a resolver every name is taken for one that exists.
 */
export function parseType(name: string, value: unknown, type: ConfigType, resolveClass?: ClassResolver): unknown {
  if (value === null || value === undefined) return null;
  return PARSERS[type](value, (why) => ConfigError.invalidValue(name, value, why), resolveClass);
}

/**
 * The text of a parsed value, as configurations and REST answers show it; null stays null, a password stays hidden. A TypeError if
 * the value cannot be of a LIST or a CLASS. Java: `ConfigDef.convertToString`.
 */
export function convertToString(value: unknown, type: ConfigType | null): string | null {
  if (value === null || value === undefined) return null;
  if (type === 'LIST') return listText(value);
  if (type === 'CLASS') return classText(value);
  return configText(value, type);
}

function listText(value: unknown): string {
  if (!Array.isArray(value) || value.includes(null)) throw new TypeError(`Not a list of values: ${javaToString(value)}`);
  return value.map((item) => javaToString(item)).join(',');
}

function classText(value: unknown): string {
  const name = (value as Partial<ClassRef>).name;
  if (typeof name !== 'string') throw new TypeError(`Not a class: ${javaToString(value)}`);
  return name;
}

/** A parsed value as it stands in an error's text. */
export function configText(value: unknown, type?: ConfigType | null): string {
  return type === 'DOUBLE' && typeof value === 'number' ? doubleToString(value) : javaToString(value);
}

function wrongClass(value: unknown, expected: string, fail: (why: string) => ConfigError): never {
  throw fail(`Expected value to be a ${expected}, but it was a ${javaClassOf(value)}`);
}

function parseBoolean(value: unknown, fail: (why: string) => ConfigError): boolean {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? javaTrim(value) : '';
  if (equalsIgnoreCase(text, 'true')) return true;
  if (equalsIgnoreCase(text, 'false')) return false;
  throw fail('Expected value to be either true or false');
}

/** `String.equalsIgnoreCase` for a word of plain letters: letter by letter, by their capitals, so that a long s is an s. */
function equalsIgnoreCase(text: string, word: string): boolean {
  return text.length === word.length && text.toUpperCase() === word.toUpperCase();
}

function parseInt32(
  value: unknown,
  bits: 16 | 32,
  type: ConfigType,
  expected: string,
  fail: (why: string) => ConfigError,
): number {
  if (typeof value === 'string') {
    const parsed = parseInteger(javaTrim(value), bits);
    if (parsed === undefined) throw fail(`Not a number of type ${type}`);
    return Number(parsed);
  }
  const limit = 2 ** (bits - 1);
  if (typeof value === 'number' && Number.isInteger(value) && value >= -limit && value < limit) return value;
  return wrongClass(value, expected, fail);
}

function parseLong(value: unknown, fail: (why: string) => ConfigError): bigint {
  if (typeof value === 'string') {
    const parsed = parseInteger(javaTrim(value), 64);
    if (parsed === undefined) throw fail('Not a number of type LONG');
    return parsed;
  }
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return value;
  if (Number.isSafeInteger(value)) return BigInt(value as number);
  return wrongClass(value, '64-bit integer (long)', fail);
}

function parseDoubleSetting(value: unknown, fail: (why: string) => ConfigError): number {
  if (typeof value === 'string') {
    const parsed = parseDouble(value);
    if (parsed === undefined) throw fail('Not a number of type DOUBLE');
    return parsed;
  }
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Float64) return Number(value);
  return wrongClass(value, 'double', fail);
}

function parseList(value: unknown, fail: (why: string) => ConfigError): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string') throw fail('Expected a comma separated list.');
  const trimmed = javaTrim(value);
  return trimmed === '' ? [] : trimmed.split(',').map((item) => trimWhere(item, isRegexSpace));
}

/** What `\s` means in a Java regular expression. */
function isRegexSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

function parseClass(value: unknown, fail: (why: string) => ConfigError, resolveClass?: ClassResolver): ClassRef {
  if (value instanceof ClassRef) return value;
  if (typeof value !== 'string') throw fail('Expected a Class instance or class name.');
  const name = javaTrim(value);
  const found = resolveClass === undefined ? { name } : resolveClass(name);
  if (found === undefined) throw fail(`Class ${value} could not be found.`);
  return new ClassRef(found.name);
}

function parsePassword(value: unknown, fail: (why: string) => ConfigError): Password {
  if (value instanceof Password) return value;
  return typeof value === 'string' ? new Password(javaTrim(value)) : wrongClass(value, 'string', fail);
}
