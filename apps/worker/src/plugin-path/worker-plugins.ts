import type { PluginManifest } from '@millrace/connector-api';
import type { PluginPathProblem } from './plugin-package.ts';

/** All plugins of a worker: those it comes with, and those of `plugin.path`. */
export interface WorkerPlugins {
  readonly manifests: readonly PluginManifest[];
  /** How many of them are of `plugin.path`, and from how many packages; null where it is not set. */
  readonly fromPath: { readonly plugins: number; readonly packages: number } | null;
  readonly problems: readonly PluginPathProblem[];
}

/** Finds the plugins when first asked. `pluginPath` is the property as it was set; relative paths start from `directory`. */
export function workerPlugins(pluginPath: string | undefined, directory: string): () => Promise<WorkerPlugins> {
  const directories = (pluginPath ?? '')
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '');
  let found: Promise<WorkerPlugins> | null = null;

  async function find(): Promise<WorkerPlugins> {
    const { manifests: stock } = await import('@millrace/plugins');
    if (directories.length === 0) return { manifests: stock, fromPath: null, problems: [] };
    const { loadPluginPath } = await import('./load-plugin-path.ts');
    const { manifests, packages, problems } = await loadPluginPath(directories, directory, stock);
    return { manifests: [...stock, ...manifests], fromPath: { plugins: manifests.length, packages }, problems };
  }

  return () => (found ??= find());
}
