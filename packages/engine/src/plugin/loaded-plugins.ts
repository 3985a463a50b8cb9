import { ConfigError, javaTrim } from '@millrace/connector-api';
import type { Plugin, PluginManifest, PluginType } from '@millrace/connector-api';
import { aliasList } from './alias-list.ts';
import type { SubmittedConfig } from '../model/names.ts';
import { valueOf } from './prefixed.ts';
import type { PluginRegistry } from './registry.ts';

/** Plugins that were loaded beforehand, so that validation itself need not wait. */
export interface LoadedPlugins {
  /** The plugin; throws what its loading threw. */
  get(manifest: PluginManifest): Plugin;
}

/** Loads the transformations, predicates and converters that a configuration names. Does not reject: see {@link LoadedPlugins}. */
export async function loadNamedPlugins(registry: PluginRegistry, props: SubmittedConfig): Promise<LoadedPlugins> {
  const manifests = new Set<PluginManifest>();
  for (const [key, type] of namingKeys(props)) {
    const manifest = resolveQuietly(registry, valueOf(props, key.class) ?? null, type, valueOf(props, key.version) ?? null);
    if (manifest !== undefined) manifests.add(manifest);
  }
  const loaded = new Map<PluginManifest, () => Plugin>();
  await Promise.all([...manifests].map(async (manifest) => loaded.set(manifest, await loadOrKeepError(registry, manifest))));
  return {
    get(manifest) {
      const plugin = loaded.get(manifest);
      if (plugin === undefined) throw new Error(`${manifest.class} was not named by this configuration`);
      return plugin();
    },
  };
}

interface NamingKey {
  readonly class: string;
  readonly version: string;
}

function namingKeys(props: SubmittedConfig): [NamingKey, PluginType][] {
  const aliased = (list: string, type: PluginType): [NamingKey, PluginType][] =>
    aliasList(props, list).map((alias) => [{ class: `${list}.${alias}.type`, version: `${list}.${alias}.plugin.version` }, type]);
  const converter = (use: string, type: PluginType): [NamingKey, PluginType] => [
    { class: `${use}.converter`, version: `${use}.converter.plugin.version` },
    type,
  ];
  return [
    ...aliased('transforms', 'transformation'),
    ...aliased('predicates', 'predicate'),
    converter('key', 'converter'),
    converter('value', 'converter'),
    converter('header', 'header_converter'),
  ];
}

/** What cannot be resolved is for validation to tell. */
function resolveQuietly(
  registry: PluginRegistry,
  name: string | null,
  type: PluginType,
  version: string | null,
): PluginManifest | undefined {
  try {
    return name === null ? undefined : registry.resolve(javaTrim(name), [type], version);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

async function loadOrKeepError(registry: PluginRegistry, manifest: PluginManifest): Promise<() => Plugin> {
  try {
    const plugin = await registry.load(manifest);
    return () => plugin;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
