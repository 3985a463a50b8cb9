import { ConfigError, ConnectError } from '@millrace/connector-api';
import type {
  ConverterPlugin,
  HeaderConverterPlugin,
  Plugin,
  PluginManifest,
  PluginType,
  PredicatePlugin,
  SinkConnectorPlugin,
  SourceConnectorPlugin,
  TransformationPlugin,
} from '@millrace/connector-api';
import type { ConfigMap } from '../model/names.ts';
import { findConnector } from '../plugin/connector-lookup.ts';
import { converterSettings } from '../plugin/converter-settings.ts';
import type { ConverterUse } from '../plugin/converter-settings.ts';
import { valueOf } from '../plugin/prefixed.ts';
import type { PluginRegistry } from '../plugin/registry.ts';
import { transformSettings } from '../plugin/transform-settings.ts';
import type { AliasedPluginSettings } from '../plugin/transform-settings.ts';
import { headline } from '../task/java-trace.ts';
import type { NamedConverter, TaskConverters } from '../task/source-conversion.ts';
import type { TransformStage } from '../task/transform-chain.ts';
import type { Releases } from './releases.ts';

/** A connector plugin and what its manifest says. */
export interface LoadedConnector {
  readonly manifest: PluginManifest;
  readonly plugin: SourceConnectorPlugin | SinkConnectorPlugin;
}

/** The connector that a configuration names. Throws BadRequestError for a class that is not here. */
export async function loadConnector(registry: PluginRegistry, config: ConfigMap): Promise<LoadedConnector> {
  const connectorClass = valueOf(config, 'connector.class');
  if (connectorClass === undefined)
    throw new ConfigError('Missing required configuration "connector.class" which has no default value.');
  const manifest = findConnector(registry, connectorClass, valueOf(config, 'connector.plugin.version') ?? null);
  return { manifest, plugin: (await registry.load(manifest)) as SourceConnectorPlugin | SinkConnectorPlugin };
}

/** Makes the converters of a task: the connector's own, or the worker's. */
export async function createConverters(
  registry: PluginRegistry,
  config: ConfigMap,
  workerProperties: ConfigMap,
  releases: Releases,
): Promise<TaskConverters> {
  async function make<C extends { close?(): void | Promise<void> }>(
    use: ConverterUse,
    type: PluginType,
    create: (plugin: Plugin, properties: ConfigMap) => C | Promise<C>,
  ): Promise<NamedConverter<C>> {
    const settings = converterSettings(config, workerProperties, use);
    const manifest = resolve(registry, `${use}.converter`, settings.class, [type], settings.version);
    const converter = await create(await registry.load(manifest), settings.properties);
    releases.add(`${use} converter`, () => converter.close?.());
    return { converterClass: manifest.class, converter };
  }
  return {
    key: await make('key', 'converter', (plugin, props) => (plugin as ConverterPlugin).create(props, { use: 'key' })),
    value: await make('value', 'converter', (plugin, props) => (plugin as ConverterPlugin).create(props, { use: 'value' })),
    header: await make('header', 'header_converter', (plugin, props) => (plugin as HeaderConverterPlugin).create(props)),
  };
}

/** Makes the chain of transformations that a connector's configuration declares. */
export async function createTransforms(
  registry: PluginRegistry,
  config: ConfigMap,
  releases: Releases,
): Promise<TransformStage[]> {
  async function make<P extends TransformationPlugin | PredicatePlugin>(
    settings: AliasedPluginSettings,
    kind: 'transforms' | 'predicates',
  ): Promise<{ readonly manifest: PluginManifest; readonly made: ReturnType<P['create']> }> {
    const type = kind === 'transforms' ? 'transformation' : 'predicate';
    const manifest = resolve(registry, `${kind}.${settings.alias}.type`, settings.class, [type], settings.version);
    const plugin = (await registry.load(manifest)) as P;
    const made = wrapped(() => plugin.create(settings.props) as ReturnType<P['create']>);
    releases.add(`${type} ${settings.alias}`, () => made.close?.());
    return { manifest, made };
  }
  const stages: TransformStage[] = [];
  for (const settings of transformSettings(config)) {
    const { manifest, made } = await make<TransformationPlugin>(settings, 'transforms');
    const predicate = settings.predicate === null ? null : (await make<PredicatePlugin>(settings.predicate, 'predicates')).made;
    stages.push({ transformClass: manifest.class, transformation: made, predicate, negate: settings.negate });
  }
  return stages;
}

/** A plugin that refuses its settings fails the task with a ConnectException around what it said, as in Java. */
function wrapped<T>(create: () => T): T {
  try {
    return create();
  } catch (error) {
    throw new ConnectError(headline(error), { cause: error });
  }
}

function resolve(
  registry: PluginRegistry,
  key: string,
  className: string,
  types: readonly PluginType[],
  version: string | null,
): PluginManifest {
  const manifest = registry.resolve(className, types, version);
  if (manifest === undefined) throw ConfigError.invalidValue(key, className, `Class ${className} could not be found.`);
  return manifest;
}
