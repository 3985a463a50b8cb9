import { ConfigError, parseJavaProperties } from '@millrace/connector-api';
import type { ConfigProviderPlugin } from '@millrace/connector-api';
import { allowedPaths, allowedPathsConfig } from './allowed-paths.ts';
import { readTextFile } from './text-file.ts';

/**
 * `${file:/path/to/some.properties:key}`: a key of a properties file in UTF-8. Refuses what `allowed.paths` does not allow, and leaves such
 * variables as they are. A file that cannot be read is a ConfigError. Java: `FileConfigProvider`.
 */
export const fileConfigProvider: ConfigProviderPlugin<typeof allowedPathsConfig> = {
  type: 'config_provider',
  config: allowedPathsConfig,
  create(props, context) {
    const allowed = allowedPaths(props, context);
    return {
      async get(path, keys) {
        const properties = path === '' ? new Map<string, string>() : await readProperties(path, () => allowed.find(path));
        return { data: new Map([...properties].filter(([key]) => keys.has(key))) };
      },
    };
  },
};

async function readProperties(path: string, find: () => Promise<string | null>): Promise<ReadonlyMap<string, string>> {
  try {
    const file = await find();
    if (file === null) return new Map();
    const text = await readTextFile(file);
    if (text === null) throw new Error('it is not a regular file');
    return parseJavaProperties(text);
  } catch (cause) {
    throw new ConfigError(`Could not read properties from file ${path}`, { cause });
  }
}
