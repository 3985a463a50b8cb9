import { ConfigDef, ConfigError, javaRegex } from '@millrace/connector-api';
import type { ConfigProviderPlugin } from '@millrace/connector-api';

const config = new ConfigDef().define({
  name: 'allowlist.pattern',
  type: 'STRING',
  default: null,
  importance: 'HIGH',
  documentation:
    'A regular expression for the whole names of the environment variables that may be used; without it none may be used.',
});

/**
 * `${env:NAME}`: a variable of the worker's environment, as it was when the worker started. Only those that `allowlist.pattern` matches are
 * there; other than in Java none are without it. Java: `EnvVarConfigProvider` (KIP-887).
 */
export const envVarConfigProvider: ConfigProviderPlugin<typeof config> = {
  type: 'config_provider',
  config,
  create(props, context) {
    const pattern = config.parse(props)['allowlist.pattern'];
    const expression = pattern === null ? null : compile(pattern);
    if (pattern === null) context.warn('it has no allowlist.pattern, so it uses no environment variable');
    const environment = new Map(Object.entries(process.env));
    return {
      get(path, keys) {
        if (path !== '') throw new ConfigError(`Path is not supported for EnvVarConfigProvider, invalid value '${path}'`);
        const data = new Map<string, string>();
        for (const key of keys) {
          const value = environment.get(key);
          if (value === undefined) continue;
          if (expression?.matches(key) === true) data.set(key, value);
          else context.warn(`The environment variable ${key} is not allowed to be used: ${whyNot(pattern)}`);
        }
        return { data };
      },
    };
  },
};

function compile(pattern: string): ReturnType<typeof javaRegex> {
  try {
    return javaRegex(pattern);
  } catch (cause) {
    throw ConfigError.invalidValue('allowlist.pattern', pattern, `Invalid regex: ${(cause as Error).message}`);
  }
}

function whyNot(pattern: string | null): string {
  return pattern === null ? 'the config provider has no allowlist.pattern' : `allowlist.pattern is ${pattern}`;
}
