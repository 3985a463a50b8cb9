import type { PluginType } from '@millrace/connector-api';
import { manifests } from '../src/manifests.ts';

/** A plugin by its class, loaded as a worker loads it. */
export async function load<T>(javaClass: string, type: PluginType): Promise<T> {
  const manifest = manifests.find((each) => each.class === javaClass && each.type === type);
  if (manifest === undefined) throw new Error(`There is no ${type} ${javaClass}`);
  const module = (await import(manifest.module)) as Record<string, T>;
  return module[manifest.export]!;
}
