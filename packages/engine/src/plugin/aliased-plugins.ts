import { ClassRef, ConfigDef, ConfigError, LambdaValidator, parseType } from '@millrace/connector-api';
import type { AnyConfigDef, ClassResolver, ConfigKey, PluginType, Validator } from '@millrace/connector-api';
import { aliasList } from './alias-list.ts';
import type { SubmittedConfig } from '../model/names.ts';
import { aliasedVersionRecommender, classRecommender } from './framework-recommenders.ts';
import type { LoadedPlugins } from './loaded-plugins.ts';
import { findClass, INTERFACES, requireConcrete } from './plugin-class.ts';
import { valueOf } from './prefixed.ts';
import { PluginVersionError } from './registry.ts';
import type { PluginRegistry } from './registry.ts';
import { versionRangeOf, VersionSpecError } from './version-range.ts';

/** What is looked up while a configuration's own definition is made up. */
export interface EnrichmentContext {
  readonly registry: PluginRegistry;
  readonly loaded: LoadedPlugins;
  readonly resolveClass: ClassResolver;
}

interface AliasedKind {
  /** The key with the aliases, which is also the prefix of their settings. */
  readonly list: 'transforms' | 'predicates';
  readonly group: 'Transforms' | 'Predicates';
  readonly word: 'transformation' | 'predicate';
  readonly type: PluginType;
}

const TRANSFORMS: AliasedKind = { list: 'transforms', group: 'Transforms', word: 'transformation', type: 'transformation' };
const PREDICATES: AliasedKind = { list: 'predicates', group: 'Predicates', word: 'predicate', type: 'predicate' };

/**
 * Adds the settings of the transformations and predicates that a configuration lists: for each alias its `type` and
 * `plugin.version`, then the plugin's own keys; for a transformation `predicate` and `negate` (KIP-585) among them. An alias without
 * a usable type has only the first two.
 */
export function defineAliasedPlugins(def: AnyConfigDef, props: SubmittedConfig, context: EnrichmentContext): void {
  for (const kind of [TRANSFORMS, PREDICATES]) {
    for (const alias of aliasList(props, kind.list)) new AliasedPlugin(kind, alias, props, context).define(def);
  }
}

/** One transformation or predicate of a configuration. */
class AliasedPlugin {
  readonly #kind: AliasedKind;
  readonly #alias: string;
  readonly #prefix: string;
  readonly #props: SubmittedConfig;
  readonly #context: EnrichmentContext;

  constructor(kind: AliasedKind, alias: string, props: SubmittedConfig, context: EnrichmentContext) {
    this.#kind = kind;
    this.#alias = alias;
    this.#prefix = `${kind.list}.${alias}.`;
    this.#props = props;
    this.#context = context;
  }

  define(def: AnyConfigDef): void {
    const group = `${this.#kind.group}: ${this.#alias}`;
    this.#defineType(def, group);
    this.#defineVersion(def, group);
    const own = this.#ownKeysOrNull();
    if (own !== null) def.embed(this.#prefix, group, 2, own);
  }

  get #typeKey(): string {
    return `${this.#prefix}type`;
  }

  get #versionKey(): string {
    return `${this.#prefix}plugin.version`;
  }

  get #defaultVersion(): string | null {
    const name = valueOf(this.#props, this.#typeKey) ?? null;
    return name === null ? null : (this.#context.registry.versions(name, [this.#kind.type]).at(-1) ?? null);
  }

  #defineType(def: AnyConfigDef, group: string): void {
    def.define({
      name: this.#typeKey,
      type: 'CLASS',
      validator: this.#typeValidator(),
      importance: 'HIGH',
      documentation: `The class of the ${this.#kind.word} '${this.#alias}'.`,
      group,
      orderInGroup: 0,
      width: 'LONG',
      displayName: `${INTERFACES[this.#kind.type]} type for ${this.#alias}`,
      recommender: classRecommender(this.#context.registry, this.#kind.type),
    });
  }

  #defineVersion(def: AnyConfigDef, group: string): void {
    def.define({
      name: this.#versionKey,
      type: 'STRING',
      default: this.#defaultVersion,
      validator: this.#versionValidator(),
      importance: 'HIGH',
      documentation: `Which version of the ${this.#kind.word} '${this.#alias}' to use, as a version or a range of versions.`,
      group,
      orderInGroup: 1,
      width: 'LONG',
      displayName: `${INTERFACES[this.#kind.type]} version for ${this.#alias}`,
      recommender: aliasedVersionRecommender(this.#context.registry, this.#typeKey, this.#kind.type),
    });
  }

  #typeValidator(): Validator {
    return LambdaValidator.with(
      (_name, value) => {
        this.#refuseNegateAlone();
        if (!(value instanceof ClassRef)) return;
        this.#pluginConfig(value.name, valueOf(this.#props, this.#versionKey) ?? this.#defaultVersion);
      },
      () => `valid configs for ${this.#alias} ${this.#kind.word}`,
    );
  }

  /** Only what is wrong with the version: the rest is told at the type. */
  #versionValidator(): Validator {
    return LambdaValidator.with(
      (_name, value) => {
        if (typeof value !== 'string') return;
        try {
          this.#pluginConfig(valueOf(this.#props, this.#typeKey) ?? null, value);
        } catch (error) {
          if (error instanceof PluginVersionError || error instanceof VersionSpecError) throw error;
        }
      },
      () => 'a version or a range of versions',
    );
  }

  #refuseNegateAlone(): void {
    if (this.#kind.type !== 'transformation') return;
    const [negate, predicate] = [`${this.#prefix}negate`, `${this.#prefix}predicate`];
    if (!Object.hasOwn(this.#props, negate) || Object.hasOwn(this.#props, predicate)) return;
    throw new ConfigError(
      `Config '${negate}' was provided but there is no config '${predicate}' defining a predicate to be negated.`,
    );
  }

  #ownKeysOrNull(): AnyConfigDef | null {
    try {
      return this.#ownKeys();
    } catch (error) {
      if (error instanceof ConfigError) return null;
      throw error;
    }
  }

  #ownKeys(): AnyConfigDef {
    const def: AnyConfigDef = new ConfigDef();
    if (this.#kind.type === 'transformation') defineGuard(def);
    const name = valueOf(this.#props, this.#typeKey) ?? null;
    if (name === null) throw ConfigError.invalidValue(this.#typeKey, null, `Not a ${INTERFACES[this.#kind.type]}`);
    const plugin = this.#pluginConfig(name, valueOf(this.#props, this.#versionKey) ?? null);
    for (const key of plugin.configKeys.values()) {
      // The framework's own keys hide a plugin's of the same name.
      if (!def.configKeys.has(key.name)) redefine(def, key);
    }
    return def;
  }

  /** What the plugin declares. Throws ConfigError for whatever stands in the way. */
  #pluginConfig(name: string | null, version: string | null): AnyConfigDef {
    if (name === null) return new ConfigDef();
    const { registry, loaded, resolveClass } = this.#context;
    const type = this.#kind.type;
    // What is no version is told before what is no class.
    versionRangeOf(version);
    const named = parseType(this.#typeKey, valueOf(this.#props, this.#typeKey), 'CLASS', resolveClass) as ClassRef;
    const found = findClass(registry, named.name);
    if (found !== undefined) requireConcrete(found, type);
    try {
      const manifest = registry.resolve(name, [type], version);
      if (manifest === undefined) throw new ConfigError(name);
      return loaded.get(manifest).config;
    } catch (error) {
      if (error instanceof PluginVersionError || error instanceof VersionSpecError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw ConfigError.invalidValue(this.#typeKey, name, `Error getting config definition from ${INTERFACES[type]}: ${why}`);
    }
  }
}

/** The keys that every transformation has. */
function defineGuard(def: AnyConfigDef): void {
  def
    .define({
      name: 'predicate',
      type: 'STRING',
      default: null,
      importance: 'MEDIUM',
      documentation: 'The alias of a predicate: the transformation is applied to records for which it holds.',
    })
    .define({
      name: 'negate',
      type: 'BOOLEAN',
      default: false,
      importance: 'MEDIUM',
      documentation: 'Whether it is applied to the other records instead.',
    });
}

function redefine(def: AnyConfigDef, key: ConfigKey): void {
  const { hasDefault, defaultValue, ...options } = key;
  def.define(hasDefault ? { ...options, default: defaultValue as never } : options);
}
