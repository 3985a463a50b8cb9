import { embeddedKey } from './config-embedding.ts';
import type { ConfigKey, ConfigKeyOptions, ConfigTypeDefaults, Importance } from './config-key.ts';
import { parseConfig, type ParseOptions, type Properties } from './config-parsing.ts';
import { type ConfigType, type ConfigTypeValues, parseType } from './config-types.ts';
import { validateConfig } from './config-validation.ts';
import type { ConfigValue } from './config-value.ts';
import { ConfigError } from './errors.ts';

export type { ConfigValue, ParseOptions, Properties };

/** A ConfigDef of whatever settings. */
export type AnyConfigDef = ConfigDef;

/** The configuration that a ConfigDef parses to: `{ file: string | null; 'batch.size': number }`. */
export type ConfigOf<Def extends AnyConfigDef> = Def extends ConfigDef<infer Config> ? Simplify<Config> : never;

type Simplify<T> = { [Key in keyof T]: T[Key] };

/** A setting's value is null only where its default is. */
type ValueOf<Type extends ConfigType, Default> = null extends Default ? ConfigTypeValues[Type] | null : ConfigTypeValues[Type];

const IMPORTANCES: readonly Importance[] = ['HIGH', 'MEDIUM', 'LOW'];

/**
 * Declares the settings of a plugin: their types, defaults, validity and documentation. The worker validates configurations with
 * it and shows it to users; the plugin's tasks get what it parses. Behaves as Java's `org.apache.kafka.common.config.ConfigDef`,
 * error texts included.
 *
 * @example
 * const config = new ConfigDef()
 *   .define({ name: 'file', type: 'STRING', default: null, importance: 'HIGH', documentation: 'The file to read.' })
 *   .define({ name: 'batch.size', type: 'INT', default: 2000, importance: 'LOW', documentation: 'Lines a poll.' });
 * type Config = ConfigOf<typeof config>; // { file: string | null; 'batch.size': number }
 */
export class ConfigDef<Config extends object = object> {
  readonly #keys = new Map<string, ConfigKey>();
  readonly #groups: string[] = [];

  /** With a base: a copy of it, to which more can be added. */
  constructor(base?: ConfigDef<Config>) {
    for (const key of base?.configKeys.values() ?? []) this.#add(key);
  }

  /**
   * Adds a setting. Without `default` it is required. Throws ConfigError if the key is there already, or if the default is not
   * valid itself. Answers this same object, typed with the new setting.
   */
  define<
    const Name extends string,
    Type extends ConfigType,
    Default extends ConfigTypeDefaults[Type] | null | undefined = undefined,
  >(
    options: ConfigKeyOptions<Name, Type> & { readonly default?: Default },
  ): ConfigDef<Config & { [Key in Name]: ValueOf<Type, Default> }> {
    const hasDefault = options.default !== undefined;
    this.#add({
      name: options.name,
      type: options.type,
      hasDefault,
      defaultValue: hasDefault ? parseType(options.name, options.default, options.type) : null,
      validator: options.validator ?? null,
      importance: options.importance,
      documentation: options.documentation,
      group: options.group ?? null,
      orderInGroup: options.orderInGroup ?? -1,
      width: options.width ?? 'NONE',
      displayName: options.displayName ?? options.name,
      dependents: options.dependents ?? [],
      recommender: options.recommender ?? null,
      internal: options.internal ?? false,
    });
    return this as unknown as ConfigDef<Config & { [Key in Name]: ValueOf<Type, Default> }>;
  }

  /**
   * Adds all settings of another ConfigDef under a prefix, in the order of `sortedKeys`, numbered from `startingOrder` within
   * their group. They are not part of the inferred type.
   */
  embed(keyPrefix: string, groupPrefix: string, startingOrder: number, child: AnyConfigDef): this {
    child.sortedKeys().forEach((key, i) => this.#add(embeddedKey(key, keyPrefix, groupPrefix, startingOrder + i)));
    return this;
  }

  /** The settings by key, in the order in which they were defined. */
  get configKeys(): ReadonlyMap<string, ConfigKey> {
    return this.#keys;
  }

  get names(): readonly string[] {
    return [...this.#keys.keys()];
  }

  /** In the order in which settings first named them. */
  get groups(): readonly string[] {
    return this.#groups;
  }

  /** By group, then order, then required settings first, then by importance, then by key. Settings without a group come first. */
  sortedKeys(): ConfigKey[] {
    return [...this.#keys.values()].toSorted((a, b) => this.#compare(a, b));
  }

  /** Every setting's value, or its default. The first error is thrown as ConfigError. Keys that are not defined are left out. */
  parse(props: Properties, options: ParseOptions = {}): Simplify<Config> {
    return Object.fromEntries(parseConfig(this.#keys, props, options)) as Simplify<Config>;
  }

  /** What is to be said about each setting, in the order of definition: errors, recommended values, visibility. */
  validate(props: Properties, options: ParseOptions = {}): ConfigValue[] {
    return [...this.validateAll(props, options).values()];
  }

  /** The same by key. */
  validateAll(props: Properties, options: ParseOptions = {}): Map<string, ConfigValue> {
    return validateConfig(this.#keys, props, options);
  }

  #add(key: ConfigKey): void {
    if (key.hasDefault) key.validator?.ensureValid(key.name, key.defaultValue, key.type);
    if (this.#keys.has(key.name)) throw new ConfigError(`Configuration ${key.name} is defined twice.`);
    if (key.group !== null && !this.#groups.includes(key.group)) this.#groups.push(key.group);
    this.#keys.set(key.name, key);
  }

  #compare(a: ConfigKey, b: ConfigKey): number {
    return (
      this.#groupOrder(a) - this.#groupOrder(b) ||
      a.orderInGroup - b.orderInGroup ||
      Number(a.hasDefault) - Number(b.hasDefault) ||
      IMPORTANCES.indexOf(a.importance) - IMPORTANCES.indexOf(b.importance) ||
      (a.name < b.name ? -1 : 1)
    );
  }

  #groupOrder(key: ConfigKey): number {
    return key.group === null ? -1 : this.#groups.indexOf(key.group);
  }
}
