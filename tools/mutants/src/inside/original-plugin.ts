import type { Plugin, PluginManifest, PluginType } from '@millrace/connector-api';
import { manifests } from '@millrace/plugins';

/** The good plugin's manifest. */
export function manifestOf(className: string, type: PluginType): PluginManifest {
  const found = manifests.find((one) => one.class === className && one.type === type);
  if (!found) throw new Error(`There is no ${type} ${className}`);
  return found;
}

/** The good plugin. */
export async function originalPlugin<T extends PluginType>(className: string, type: T): Promise<Extract<Plugin, { type: T }>> {
  const manifest = manifestOf(className, type);
  const module = (await import(manifest.module)) as Record<string, unknown>;
  return module[manifest.export] as Extract<Plugin, { type: T }>;
}
