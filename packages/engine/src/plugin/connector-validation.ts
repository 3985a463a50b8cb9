import { ConfigDef, ConfigError, createConfigValue, hashOrdered } from '@millrace/connector-api';
import type {
  AnyConfigDef,
  ConfigValue,
  PluginManifest,
  Properties,
  SinkConnectorPlugin,
  SourceConnectorPlugin,
} from '@millrace/connector-api';
import { BadRequestError, InternalError } from '../model/errors.ts';
import type { ConfigMap, SubmittedConfig } from '../model/names.ts';
import type { ConfigInfosData } from '../model/config-infos.ts';
import { defineAliasedPlugins } from './aliased-plugins.ts';
import { validateClientOverrides } from './client-override-validation.ts';
import type { ConfigInfosPart } from './config-infos.ts';
import { configInfosOf, mergeConfigInfos } from './config-infos.ts';
import { findConnector } from './connector-lookup.ts';
import { validateConverters } from './converter-validation.ts';
import { exactlyOnceSupport } from './exactly-once-support.ts';
import { connectorConfigDef, plainContext } from './framework-config.ts';
import { hashCopyOrder, javaMapText } from './hash-copy.ts';
import { loadNamedPlugins } from './loaded-plugins.ts';
import type { LoadedPlugins } from './loaded-plugins.ts';
import { OWN_CONFIG, sourceOwnConfig } from './own-config.ts';
import { valueOf } from './prefixed.ts';
import { PluginVersionError } from './registry.ts';
import type { PluginRegistry } from './registry.ts';
import { checkSink } from './sink-checks.ts';
import { sinkConfigDef } from './sink-framework-config.ts';
import { checkSource } from './source-checks.ts';
import { sourceConfigDef } from './source-framework-config.ts';
import { classResolver, frameworkContext, newestConnectorVersion } from './validation-context.ts';
import type { ValidatingWorker } from './validation-context.ts';
import { VersionSpecError } from './version-range.ts';

type ConnectorPlugin = SourceConnectorPlugin | SinkConnectorPlugin;
type ConfigValues = Map<string, ConfigValue>;

/**
 * Validates a connector's configuration: the framework's keys, those of the transformations, predicates and converters that it
 * names, those of the connector itself, and client overrides. The answer is that of PUT /connector-plugins/{plugin}/config/validate.
 * Runs the connector's own `validate`, which may hang. Throws BadRequestError when no connector can be told from the configuration, or
 * when it cannot be looked at as a whole.
 */
export async function validateConnector(config: SubmittedConfig, worker: ValidatingWorker): Promise<ConfigInfosData> {
  const name = valueOf(config, 'connector.class') ?? null;
  if (name === null) throw new BadRequestError(`Connector config ${javaMapText(config)} contains no connector type`);
  let manifest: PluginManifest;
  try {
    manifest = findConnector(worker.registry, name, valueOf(config, 'connector.plugin.version') ?? null);
  } catch (error) {
    if (error instanceof PluginVersionError) return withoutConnector(name, config, worker.registry, error);
    if (error instanceof VersionSpecError) throw new BadRequestError(error.message, { cause: error });
    throw error;
  }
  const plugin = (await worker.registry.load(manifest)) as ConnectorPlugin;
  const loaded = await loadNamedPlugins(worker.registry, config);
  return validateWith(plugin, name, config, worker, loaded);
}

async function validateWith(
  plugin: ConnectorPlugin,
  name: string,
  config: SubmittedConfig,
  worker: ValidatingWorker,
  loaded: LoadedPlugins,
): Promise<ConfigInfosData> {
  const { registry, properties } = worker;
  const resolveClass = classResolver(registry);
  const props = config as Properties;
  const def = frameworkDef(plugin, config, worker, loaded);
  const values = def.validateAll(props, { resolveClass });
  if (plugin.type === 'sink') checkSink(config, values, worker.groupId);
  else checkSource(props, values, plugin, exactlyOnceSupport(properties) === 'enabled');
  addNullErrors(config, values);

  // Converters may add errors to the values of the framework's keys, so they come first and their settings last.
  const converters = validateConverters(config, values, registry, loaded);
  const clients = validateClientOverrides(config, plugin.type, properties, clientClassResolver(registry));
  const own = await validateOwn(plugin, props, resolveClass);
  const connector = connectorInfos(def, plugin.config, [...hashOrdered(values).values(), ...own]);
  return mergeConfigInfos(name, [connector, clients, converters, ownConfigInfos(plugin, props)]);
}

function frameworkDef(
  plugin: ConnectorPlugin,
  config: SubmittedConfig,
  worker: ValidatingWorker,
  loaded: LoadedPlugins,
): AnyConfigDef {
  const context = frameworkContext(config, worker);
  const def = plugin.type === 'sink' ? sinkConfigDef(context) : sourceConfigDef(context);
  const { registry } = worker;
  defineAliasedPlugins(def, config, { registry, loaded, resolveClass: classResolver(registry) });
  return def;
}

/** Keys of the connector that the framework has too are the connector's, but stand where the framework's do. */
function connectorInfos(framework: AnyConfigDef, own: AnyConfigDef, values: readonly ConfigValue[]): ConfigInfosPart {
  const keys = new Map([...framework.configKeys, ...own.configKeys]);
  return configInfosOf(keys, values, [...new Set([...framework.groups, ...own.groups])]);
}

async function validateOwn(
  plugin: ConnectorPlugin,
  props: ConfigMap,
  resolveClass: ReturnType<typeof classResolver>,
): Promise<readonly ConfigValue[]> {
  try {
    const options = { resolveClass };
    return plugin.validate === undefined ? plugin.config.validate(props, options) : await plugin.validate(props, options);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof ConfigError) throw new BadRequestError(message, { cause: error });
    throw new InternalError(`The connector failed to validate its configuration: ${message}`, { cause: error });
  }
}

function addNullErrors(config: SubmittedConfig, values: ConfigValues): void {
  for (const [key, text] of hashCopyOrder(config)) {
    if (text !== null) continue;
    const value = values.get(key) ?? createConfigValue(key);
    value.errorMessages.push('Null value can not be supplied as the configuration value.');
    values.set(key, value);
  }
}

/** The connector is there, but not in the version that is asked for: only the keys of every connector can be told. */
function withoutConnector(
  name: string,
  config: SubmittedConfig,
  registry: PluginRegistry,
  error: PluginVersionError,
): ConfigInfosData {
  const def = connectorConfigDef(plainContext(newestConnectorVersion(registry, name)));
  const values = def.validateAll(config as Properties, { resolveClass: classResolver(registry) });
  values.get('connector.class')?.errorMessages.push(error.message);
  const version = values.get('connector.plugin.version');
  if (version !== undefined) {
    version.errorMessages.push(error.message);
    version.recommendedValues = [...error.availableVersions];
  }
  addNullErrors(config, values);
  return { name, ...configInfosOf(def.configKeys, [...hashOrdered(values).values()], def.groups) };
}

/** Our own keys, where the configuration uses them. */
function ownConfigInfos({ type, config }: ConnectorPlugin, props: Properties): ConfigInfosPart {
  const used: AnyConfigDef = new ConfigDef();
  const sourceKeys = type === 'source' ? sourceOwnConfig(props)?.configKeys.values() : undefined;
  const keys = [...OWN_CONFIG.configKeys.values(), ...(sourceKeys ?? [])];
  for (const { hasDefault, defaultValue, ...key } of keys) {
    if (Object.hasOwn(props, key.name) && !config.configKeys.has(key.name))
      used.define(hasDefault ? { ...key, default: defaultValue as never } : key);
  }
  return configInfosOf(used.configKeys, used.validate(props), used.groups);
}

/** Kafka's own classes, which settings of its clients may name, are taken to be there. */
function clientClassResolver(registry: PluginRegistry): ReturnType<typeof classResolver> {
  const resolve = classResolver(registry);
  return (name) => resolve(name) ?? (name.startsWith('org.apache.kafka.') ? { name } : undefined);
}
