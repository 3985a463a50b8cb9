import type { PluginManifest } from '@millrace/connector-api';
import { checkImports } from './check-imports.ts';
import { findPlugins, withoutDuplicates } from './find-plugins.ts';
import type { PluginPathProblem } from './plugin-package.ts';

/** The plugins that `plugin.path` leads to. */
export interface PluginPath {
  /** Those that could be imported. */
  readonly manifests: readonly PluginManifest[];
  readonly packages: number;
  readonly problems: readonly PluginPathProblem[];
}

/** How long a module may take to load. */
const IMPORT_TIMEOUT_MS = 10_000;

/**
 * The plugins of all packages below `plugin.path` that can be imported, and what is wrong with the others. Only modules that a package's own
 * `package.json` lists are imported, here and later. `directory` is what relative paths start from.
 */
export async function loadPluginPath(
  pluginPath: readonly string[],
  directory: string,
  stock: readonly PluginManifest[],
  importTimeoutMs = IMPORT_TIMEOUT_MS,
): Promise<PluginPath> {
  const found = findPlugins(pluginPath, directory);
  const { packages, problems } = withoutDuplicates(stock, found.packages);
  const listed = packages.flatMap(({ path, manifests }) => manifests.map((manifest) => ({ path, manifest })));
  const flaws = await checkImports(
    listed.map(({ manifest }) => manifest),
    importTimeoutMs,
  );
  const broken = listed.flatMap(({ path }, at) => (flaws[at] == null ? [] : [{ path, message: flaws[at] }]));
  return {
    manifests: listed.filter((_, at) => flaws[at] === null).map(({ manifest }) => manifest),
    packages: packages.length,
    problems: [...found.problems, ...problems, ...broken],
  };
}
