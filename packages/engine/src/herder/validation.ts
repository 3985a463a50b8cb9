import { ConfigError } from '@millrace/connector-api';
import { invalidConfigMessage } from '../plugin/invalid-config-message.ts';
import { BadRequestError, InternalError, NotReadyError, UnavailableError } from '../model/errors.ts';
import type { ConfigMap, SubmittedConfig } from '../model/names.ts';
import { valueOf } from '../plugin/prefixed.ts';
import type { Clock } from '../model/clock.ts';
import type { ConfigInfosData, ConfigKeyData, ConfigValueData, TaskHost } from '../worker/task-host.ts';
import { createDeadline } from './deadline.ts';

/** Has configurations validated by their plugins, each with a deadline. Runs beside everything else. */
export interface Validation {
  /** The configuration, which then is fit to be written. Throws BadRequestError with every error that it has. */
  requireValid(config: SubmittedConfig): Promise<ConfigMap>;
  /** The whole answer of a plugin. Throws BadRequestError when the configuration is for another plugin or for none. */
  validate(plugin: string, config: SubmittedConfig): Promise<ConfigInfosData>;
  /** The keys that a plugin of any kind knows. Throws NotFoundError, or BadRequestError for what is no version. */
  pluginConfig(plugin: string, version: string | null): Promise<ConfigKeyData[]>;
}

export interface ValidationOptions {
  readonly host: Pick<TaskHost, 'validateConnector' | 'pluginConfig'>;
  readonly clock: Clock;
  readonly timeoutMs: number;
}

/** How the real worker shows an error of this endpoint: as the cause of another one. */
const VALIDATE_PREFIX = 'org.apache.kafka.connect.runtime.rest.errors.BadRequestException: ';

export function createValidation({ host, clock, timeoutMs }: ValidationOptions): Validation {
  const deadline = createDeadline(clock, timeoutMs);

  const infosOf = (config: SubmittedConfig): Promise<ConfigInfosData> =>
    deadline.of('performing multi-property validation for the connector', () => host.validateConnector({ config }));

  return {
    async requireValid(config) {
      const infos = await infosOf(config).catch(stopped);
      if (infos.error_count > 0) throw new BadRequestError(invalidConfigMessage(infos));
      return withoutNulls(config);
    },
    async validate(plugin, config) {
      const connectorClass = valueOf(config, 'connector.class') ?? null;
      if (connectorClass !== null && !withoutSuffix(connectorClass).endsWith(withoutSuffix(plugin))) {
        throw new BadRequestError(`Included connector type ${connectorClass} does not match request type ${plugin}`);
      }
      try {
        return await infosOf(config);
      } catch (error) {
        if (error instanceof BadRequestError) throw new BadRequestError(VALIDATE_PREFIX + error.message, { cause: error });
        // What a config provider throws is no mistake of whoever asks.
        if (error instanceof ConfigError) throw new InternalError(`${error.javaClass}: ${error.message}`, { cause: error });
        throw error;
      }
    },
    pluginConfig: (plugin, version) =>
      deadline.of(`retrieving the configuration definition of ${plugin}`, () => host.pluginConfig(plugin, version)),
  };
}

/** The configuration with its connector's name in it. Throws BadRequestError when it names another one. */
export function withName(name: string, config: SubmittedConfig): SubmittedConfig {
  const included = valueOf(config, 'name');
  if (included === undefined || included === null) return { ...config, name };
  if (included === name) return config;
  throw new BadRequestError(`Connector name configuration (${included}) doesn't match connector name in the URL (${name})`);
}

/** Nothing has been written at this point. */
function stopped(error: unknown): never {
  throw error instanceof UnavailableError ? new NotReadyError('Worker is shutting down', { cause: error }) : error;
}

/** A plugin may have looked past a null at one of its own keys; a configuration that is stored has none. */
function withoutNulls(config: SubmittedConfig): ConfigMap {
  const nulls = Object.keys(config).filter((key) => config[key] === null);
  if (nulls.length === 0) return config as ConfigMap;
  const configs = nulls.map((name) => ({ definition: null, value: nullValue(name) }));
  throw new BadRequestError(invalidConfigMessage({ name: '', error_count: nulls.length, groups: [], configs }));
}

function nullValue(name: string): ConfigValueData {
  const errors = ['Null value can not be supplied as the configuration value.'];
  return { name, value: null, recommended_values: [], errors, visible: true };
}

function withoutSuffix(plugin: string): string {
  return plugin.endsWith('Connector') && plugin.length > 'Connector'.length ? plugin.slice(0, -'Connector'.length) : plugin;
}
