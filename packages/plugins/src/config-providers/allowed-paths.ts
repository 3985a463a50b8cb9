import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';
import { ConfigDef, ConfigError } from '@millrace/connector-api';
import type { ConfigProviderContext, Properties } from '@millrace/connector-api';

/** The parameter of the config providers that read files. */
export const allowedPathsConfig = new ConfigDef().define({
  name: 'allowed.paths',
  type: 'STRING',
  default: null,
  importance: 'HIGH',
  documentation: 'The absolute paths, separated by commas, that may be read from; without them nothing is read.',
});

/** Where a config provider may read. */
export interface AllowedPaths {
  /** The real path behind one that a configuration names; null, told to the log, where it may not be read. Rejects as `realpath` does. */
  find(path: string): Promise<string | null>;
}

/**
 * Reads `allowed.paths`. Throws ConfigError for a path that is not absolute or not there. Other than in Java, symbolic links are
 * followed before a path is held against the list, and without a list nothing may be read.
 */
export function allowedPaths(props: Properties, context: ConfigProviderContext): AllowedPaths {
  const roots = (allowedPathsConfig.parse(props)['allowed.paths'] ?? '')
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '')
    .map(requireUsable);

  if (roots.length === 0) context.warn('it has no allowed.paths, so it reads nothing');

  function refuse(path: string, why: string): null {
    context.warn(`The path ${path} is not allowed to be accessed: ${why}`);
    return null;
  }

  return {
    async find(path) {
      if (roots.length === 0) return refuse(path, 'the config provider has no allowed.paths');
      const list = `allowed.paths is ${roots.join(',')}`;
      if (!isAbsolute(path) || !isWithin(resolve(path), roots)) return refuse(path, list);
      const real = await realpath(path);
      const realRoots = await Promise.all(roots.map((root) => realpath(root).catch(() => root)));
      return isWithin(real, realRoots) ? real : refuse(path, `it is a link to ${real}, and ${list}`);
    },
  };
}

function requireUsable(path: string): string {
  if (!isAbsolute(path)) throw new ConfigError(`Path ${path} is not absolute`);
  const normalized = resolve(path);
  if (!existsSync(normalized)) throw new ConfigError(`Path ${normalized} does not exist`);
  return normalized;
}

function isWithin(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep));
}
