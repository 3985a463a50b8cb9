import { type ConfigKeys, type ParseOptions, parseOrDefault, type Properties, undefinedDependents } from './config-parsing.ts';
import type { ConfigKey } from './config-key.ts';
import { type ConfigValue, createConfigValue } from './config-value.ts';
import { ConfigError } from './errors.ts';
import { valuesEqual } from './value-equality.ts';

/**
 * Checks every known setting and collects all errors instead of throwing. As in Java, a setting that several others name as
 * their dependent is looked at once for each of them, and one that is part of a ring of dependents not at all.
 */
export function validateConfig(keys: ConfigKeys, props: Properties, options: ParseOptions): Map<string, ConfigValue> {
  const values = new Map([...keys.keys()].map((name) => [name, createConfigValue(name)]));
  for (const name of undefinedDependents(keys)) values.set(name, undefinedDependent(name));
  const parsed = new Map<string, unknown>();
  const roots = keysWithoutParent(keys);
  for (const root of roots) {
    walk(
      keys,
      root,
      (key, value) => {
        parseInto(key, props, value, options);
        parsed.set(key.name, value.value);
      },
      values,
    );
  }
  for (const root of roots) walk(keys, root, (key, value) => recommend(key, parsed, value), values);
  return values;
}

function undefinedDependent(name: string): ConfigValue {
  const value = createConfigValue(name);
  value.errorMessages.push(`${name} is referred in the dependents, but not defined.`);
  value.visible = false;
  return value;
}

function keysWithoutParent(keys: ConfigKeys): string[] {
  const withParent = new Set([...keys.values()].flatMap((key) => key.dependents));
  return [...keys.keys()].filter((name) => !withParent.has(name));
}

type Visit = (key: ConfigKey, value: ConfigValue) => void;

/** Visits a key, then its dependents, depth first. */
function walk(
  keys: ConfigKeys,
  name: string,
  visit: Visit,
  values: ReadonlyMap<string, ConfigValue>,
  path: readonly string[] = [],
): void {
  const key = keys.get(name);
  const value = values.get(name);
  if (key === undefined || value === undefined) return;
  if (path.includes(name)) {
    throw new ConfigError(`The dependents of configurations lead in a circle: ${[...path, name].join(' -> ')}`);
  }
  visit(key, value);
  for (const dependent of key.dependents) walk(keys, dependent, visit, values, [...path, name]);
}

function parseInto(key: ConfigKey, props: Properties, value: ConfigValue, options: ParseOptions): void {
  const parsed = collect(value, () => parseOrDefault(key, props, options)) ?? null;
  collect(value, () => key.validator?.ensureValid(key.name, parsed, key.type));
  value.value = parsed;
}

function recommend({ name, recommender }: ConfigKey, parsed: ReadonlyMap<string, unknown>, value: ConfigValue): void {
  if (recommender === null) return;
  collect(value, () => {
    const earlier = value.recommendedValues;
    const recommended = recommender.validValues(name, parsed);
    value.recommendedValues =
      earlier.length === 0 ? [...recommended] : recommended.filter((item) => earlier.some((other) => valuesEqual(item, other)));
    value.visible = recommender.visible(name, parsed);
  });
}

/** Runs a step and keeps the ConfigError that it throws. */
function collect<T>(value: ConfigValue, step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    value.errorMessages.push(error.message);
    return undefined;
  }
}
