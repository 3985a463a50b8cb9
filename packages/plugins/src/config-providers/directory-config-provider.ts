import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ConfigError } from '@millrace/connector-api';
import type { ConfigProviderPlugin } from '@millrace/connector-api';
import { allowedPaths, allowedPathsConfig } from './allowed-paths.ts';
import type { AllowedPaths } from './allowed-paths.ts';
import { readTextFile } from './text-file.ts';

/**
 * `${dir:/path/to/secrets:name}`: the text of a file of that name in a directory, as Kubernetes and Docker mount secrets. Refuses what
 * `allowed.paths` does not allow, and leaves such variables as they are, as it does for what is no regular file.
 * Java: `DirectoryConfigProvider`.
 */
export const directoryConfigProvider: ConfigProviderPlugin<typeof allowedPathsConfig> = {
  type: 'config_provider',
  config: allowedPathsConfig,
  create(props, context) {
    const allowed = allowedPaths(props, context);
    return {
      async get(path, keys) {
        const data = new Map<string, string>();
        const directory = path === '' ? null : await findDirectory(path, allowed, (message) => context.warn(message));
        if (directory === null) return { data };
        for (const name of await namesIn(directory, path)) {
          const text = keys.has(name) ? await readEntry(join(directory, name), join(path, name), allowed) : null;
          if (text !== null) data.set(name, text);
        }
        return { data };
      },
    };
  },
};

async function findDirectory(path: string, allowed: AllowedPaths, warn: (message: string) => void): Promise<string | null> {
  try {
    const directory = await allowed.find(path);
    if (directory === null || (await stat(directory)).isDirectory()) return directory;
  } catch {
    // What is not there is no directory either.
  }
  warn(`The path ${path} is not a directory`);
  return null;
}

async function namesIn(directory: string, path: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (cause) {
    throw new ConfigError(`Could not list directory ${path}`, { cause });
  }
}

/** null: not a regular file, or a link that leads nowhere or to where nothing may be read. */
async function readEntry(file: string, shown: string, allowed: AllowedPaths): Promise<string | null> {
  try {
    const real = await realpath(file).catch(() => null);
    const permitted = real === null ? null : await allowed.find(real);
    return permitted === null ? null : await readTextFile(permitted);
  } catch (cause) {
    throw new ConfigError(`Could not read file ${shown} for property ${basename(shown)}`, { cause });
  }
}
