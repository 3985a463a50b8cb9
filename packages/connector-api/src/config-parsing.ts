import type { ClassResolver } from './class-ref.ts';
import type { ConfigKey } from './config-key.ts';
import { parseType } from './config-types.ts';
import { ConfigError } from './errors.ts';
import { hashOrderedSet } from './hash-ordered.ts';
import { ValidList } from './valid-list.ts';

/** A configuration as text, by key. */
export type Properties = Readonly<Record<string, string>>;

export interface ParseOptions {
  /** Finds the classes that CLASS settings name. Without it every name is taken. */
  readonly resolveClass?: ClassResolver;
}

export type ConfigKeys = ReadonlyMap<string, ConfigKey>;

/** Parses every known setting and checks it; the first error is thrown. Settings that are not known are left out. */
export function parseConfig(keys: ConfigKeys, props: Properties, options: ParseOptions): Map<string, unknown> {
  const undefinedKeys = undefinedDependents(keys);
  if (undefinedKeys.length > 0) {
    throw new ConfigError(`Some configurations in are referred in the dependents, but not defined: ${undefinedKeys.join(',')}`);
  }
  return new Map([...keys.values()].map((key) => [key.name, parseSetting(key, props, options)]));
}

function parseSetting(key: ConfigKey, props: Properties, options: ParseOptions): unknown {
  const parsed = ownList(key, parseOrDefault(key, props, options));
  key.validator?.ensureValid(key.name, parsed, key.type);
  return parsed;
}

/** The parsed value of a setting or its default, not checked by its validator yet. */
export function parseOrDefault(key: ConfigKey, props: Properties, options: ParseOptions): unknown {
  if (Object.hasOwn(props, key.name)) return parseType(key.name, props[key.name], key.type, options.resolveClass);
  if (key.hasDefault) return key.defaultValue;
  throw new ConfigError(`Missing required configuration "${key.name}" which has no default value.`);
}

/** A list of its own for each parse, without the repetitions that a ValidList does not want. */
function ownList(key: ConfigKey, value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return key.validator instanceof ValidList ? [...new Set<unknown>(value)] : [...(value as unknown[])];
}

/** Keys that are named as dependents but are not settings themselves, in the order in which Java tells them. */
export function undefinedDependents(keys: ConfigKeys): string[] {
  const dependents = [...keys.values()].flatMap((key) => key.dependents);
  return hashOrderedSet(dependents.filter((name) => !keys.has(name)));
}
