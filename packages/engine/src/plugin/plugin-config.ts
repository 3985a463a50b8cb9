import { BadRequestError, NotFoundError } from '../model/errors.ts';
import type { ConfigKeyData } from '../model/config-infos.ts';
import { configKeyData } from './config-infos.ts';
import { plainContext } from './framework-config.ts';
import { findClass } from './plugin-class.ts';
import { PLUGIN_TYPES, PluginVersionError } from './registry.ts';
import type { PluginRegistry } from './registry.ts';
import { sinkConfigDef } from './sink-framework-config.ts';
import { sourceConfigDef } from './source-framework-config.ts';
import { newestConnectorVersion } from './validation-context.ts';
import { VersionSpecError } from './version-range.ts';
import type { AnyConfigDef, PluginManifest } from '@millrace/connector-api';

/**
 * The keys of a plugin (class name or alias), as GET /connector-plugins/{plugin}/config shows them: those of a connector with the
 * framework's after them. Throws NotFoundError for an unknown plugin, BadRequestError for a version that there is not or is none.
 */
export async function pluginConfig(registry: PluginRegistry, plugin: string, version: string | null): Promise<ConfigKeyData[]> {
  const manifest = findPlugin(registry, plugin, version);
  const { type, config } = await registry.load(manifest);
  const context = plainContext(newestConnectorVersion(registry, plugin));
  const framework = type === 'sink' ? sinkConfigDef(context) : type === 'source' ? sourceConfigDef(context) : null;
  return pluginFirst(config, framework);
}

function findPlugin(registry: PluginRegistry, plugin: string, version: string | null): PluginManifest {
  try {
    const manifest = PLUGIN_TYPES.map((type) => registry.resolve(plugin, [type], version)).find((found) => found !== undefined);
    if (manifest !== undefined) return manifest;
  } catch (error) {
    if (error instanceof VersionSpecError)
      throw new BadRequestError(`Invalid version specification: ${version}`, { cause: error });
    if (error instanceof PluginVersionError) throw new BadRequestError(error.message, { cause: error });
    throw error;
  }
  if (findClass(registry, plugin) === undefined) throw new NotFoundError(`Unknown plugin ${plugin}.`);
  throw new BadRequestError(
    `Invalid plugin class ${plugin}. Valid types are sink, source, converter, header_converter, transformation, predicate.`,
  );
}

function pluginFirst(own: AnyConfigDef, framework: AnyConfigDef | null): ConfigKeyData[] {
  const keys = new Map(own.configKeys);
  for (const [name, key] of framework?.configKeys ?? []) if (!keys.has(name)) keys.set(name, key);
  return [...keys.values()].map((key) => configKeyData(key));
}
