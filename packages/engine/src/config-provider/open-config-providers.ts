import { ConfigError } from '@millrace/connector-api';
import type { ConfigProvider, ConfigProviderPlugin } from '@millrace/connector-api';
import type { Logger } from '../model/logger.ts';
import type { ConfigMap } from '../model/names.ts';
import { valueOf, withPrefix } from '../plugin/prefixed.ts';
import type { PluginRegistry } from '../plugin/registry.ts';

/** The config providers of a worker, by the names that variables use. */
export interface ConfigProviders {
  readonly byName: ReadonlyMap<string, ConfigProvider>;
  /** Whatever goes wrong with one of them is told to the log. */
  close(): Promise<void>;
}

const LIST = 'config.providers';

/**
 * Makes the providers that a worker's properties declare: `config.providers` lists their names, `config.providers.<name>.class` says the
 * class, `config.providers.<name>.param.*` its parameters. A name without a class stands for none, as in Java. Rejects with ConfigError for a
 * class that is no config provider of this worker, or with what the provider says to its parameters.
 */
export async function openConfigProviders(
  properties: ConfigMap,
  registry: PluginRegistry,
  logger: Logger,
): Promise<ConfigProviders> {
  const byName = new Map<string, ConfigProvider>();
  const opened: ConfigProviders = { byName, close: () => closeAll(byName, logger) };
  try {
    for (const name of namesOf(properties)) {
      const provider = await openProvider(name, properties, registry, logger);
      if (provider !== null) byName.set(name, provider);
    }
  } catch (error) {
    await opened.close();
    throw error;
  }
  return opened;
}

function namesOf(properties: ConfigMap): string[] {
  const list = valueOf(properties, LIST) ?? '';
  const names = list.split(',').map((name) => name.trim());
  return names.filter((name) => name !== '');
}

async function openProvider(
  name: string,
  properties: ConfigMap,
  registry: PluginRegistry,
  logger: Logger,
): Promise<ConfigProvider | null> {
  const key = `${LIST}.${name}.class`;
  const className = valueOf(properties, key)?.trim();
  if (className === undefined) {
    logger.warn(`The config provider ${name} has no class: ${key} is not set; variables that name it stay as they are`);
    return null;
  }
  const manifest = registry.resolve(className, ['config_provider']);
  if (manifest === undefined) {
    throw ConfigError.invalidValue(key, className, 'Could not load config provider class or one of its dependencies');
  }
  const plugin = (await registry.load(manifest)) as ConfigProviderPlugin;
  const warn = (message: string): void => logger.warn(`Config provider ${name}: ${message}`);
  return plugin.create(withPrefix(properties, `${LIST}.${name}.param.`), { warn });
}

async function closeAll(providers: ReadonlyMap<string, ConfigProvider>, logger: Logger): Promise<void> {
  for (const [name, provider] of providers) {
    try {
      await provider.close?.();
    } catch (error) {
      logger.warn(`The config provider ${name} failed to close`, { error });
    }
  }
}
