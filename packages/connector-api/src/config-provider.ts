import type { AnyConfigDef, Properties } from './config-def.ts';

/**
 * Looks up what stands for `${name:path:key}` in configurations (KIP-297): passwords that live in files, in the environment or in a
 * vault. A worker makes one for each name in its `config.providers`, of the class and with the parameters that its own
 * configuration gives; no connector's configuration can make one.
 */
export interface ConfigProvider {
  /**
   * The values of these keys below `path` (`''` when the variable names none). A key that is not there is left out: its variable then
   * stays as it is. May refuse in the same way, or throw ConfigError: what was to be configured then fails with it.
   */
  get(path: string, keys: ReadonlySet<string>): ConfigData | Promise<ConfigData>;
  close?(): void | Promise<void>;
}

/** What a config provider found. */
export interface ConfigData {
  /** By key. */
  readonly data: ReadonlyMap<string, string>;
  /**
   * After how many milliseconds these values may be others. Connectors that use them are restarted then, unless their
   * `config.action.reload` is `none`. Absent or null: never.
   */
  readonly ttlMs?: number | null;
}

/** What a config provider is given beside its parameters. */
export interface ConfigProviderContext {
  /** Tells the worker's log. Must not contain values. */
  warn(message: string): void;
}

/** A config provider, as its module exports it. */
export interface ConfigProviderPlugin<Def extends AnyConfigDef = AnyConfigDef> {
  readonly type: 'config_provider';
  /** Its parameters: `config.providers.<name>.param.<key>` of the worker's configuration. */
  readonly config: Def;
  /** Throws ConfigError for parameters that it cannot work with: the worker then does not start. */
  create(props: Properties, context: ConfigProviderContext): ConfigProvider | Promise<ConfigProvider>;
}
