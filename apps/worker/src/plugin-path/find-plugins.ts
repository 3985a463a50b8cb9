import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PluginManifest } from '@millrace/connector-api';
import { type PluginPackage, type PluginPathProblem, readPluginPackage } from './plugin-package.ts';

/** What there is below `plugin.path`. */
export interface FoundPlugins {
  readonly packages: readonly PluginPackage[];
  readonly problems: readonly PluginPathProblem[];
}

/**
 * Looks for packages that carry plugins: each directory of `plugin.path` itself, the directories in it, and those in its `node_modules`
 * (`@scope` directories too). Relative paths are taken from `directory`. The same package counts once. Reads `package.json` files only.
 */
export function findPlugins(pluginPath: readonly string[], directory: string): FoundPlugins {
  const problems: PluginPathProblem[] = [];
  const packages = new Map<string, PluginPackage>();
  for (const entry of pluginPath.filter((text) => text !== '')) {
    const path = resolve(directory, entry);
    try {
      readdirSync(path);
    } catch (error) {
      problems.push({ path, message: `the directory of plugin.path cannot be read: ${(error as Error).message}` });
      continue;
    }
    for (const candidate of candidatesIn(path)) {
      const real = realpathSync(candidate);
      const found = packages.has(real) ? null : readPluginPackage(candidate);
      if (found !== null) packages.set(real, found);
    }
  }
  return { packages: [...packages.values()], problems: [...problems, ...[...packages.values()].flatMap((one) => one.problems)] };
}

function candidatesIn(path: string): string[] {
  const below = directoriesIn(path);
  const modules = below.includes(join(path, 'node_modules')) ? directoriesIn(join(path, 'node_modules')) : [];
  return [path, ...below, ...modules].flatMap((found) => (isScope(found) ? directoriesIn(found) : [found]));
}

const isScope = (path: string): boolean => /[\\/]@[^\\/]+$/.test(path);

/** In the order of their names, links to directories included; none of one that cannot be read. */
function directoriesIn(path: string): string[] {
  try {
    return readdirSync(path)
      .toSorted()
      .map((name) => join(path, name))
      .filter(isDirectory);
  } catch {
    return [];
  }
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // A link that leads nowhere, or in a circle.
    return false;
  }
}

/** The manifests without those of a class, type and version that was there before, which are problems. */
export function withoutDuplicates(
  stock: readonly PluginManifest[],
  packages: readonly PluginPackage[],
): { readonly packages: readonly PluginPackage[]; readonly problems: readonly PluginPathProblem[] } {
  const idOf = (one: PluginManifest): string => JSON.stringify([one.class, one.type, one.version]);
  const places = new Map(stock.map((one) => [idOf(one), 'the plugins that the worker comes with']));
  const problems: PluginPathProblem[] = [];
  const kept = packages.map((one) => {
    const manifests = one.manifests.filter((manifest) => {
      const place = places.get(idOf(manifest));
      if (place === undefined) {
        places.set(idOf(manifest), one.path);
        return true;
      }
      const message = `${manifest.class}, version ${manifest.version}, is there already, in ${place}; this one is left out`;
      problems.push({ path: one.path, message });
      return false;
    });
    return { ...one, manifests };
  });
  return { packages: kept, problems };
}
