import { invalidConfigMessage } from '../plugin/invalid-config-message.ts';
import { BadRequestError, DeadlineError } from '../model/errors.ts';
import type { ConfigMap, SubmittedConfig } from '../model/names.ts';
import type { Clock } from '../task/clock.ts';
import { awaitPlugin } from '../worker/plugin-wait.ts';
import type { ConfigInfosData, TaskHost } from '../worker/task-host.ts';
import { timeoutMessage } from './operation-queue.ts';

/** Has configurations validated by their plugins, each with a deadline. Runs beside everything else. */
export interface Validation {
  /** The configuration, which then is fit to be written. Throws BadRequestError with every error that it has. */
  requireValid(config: SubmittedConfig): Promise<ConfigMap>;
  /** The whole answer of a plugin. Throws BadRequestError when the configuration is for another plugin or for none. */
  validate(plugin: string, config: SubmittedConfig): Promise<ConfigInfosData>;
}

export interface ValidationOptions {
  readonly host: Pick<TaskHost, 'validateConnector'>;
  readonly clock: Clock;
  readonly timeoutMs: number;
}

/** How the real worker shows an error of this endpoint: as the cause of another one. */
const VALIDATE_PREFIX = 'org.apache.kafka.connect.runtime.rest.errors.BadRequestException: ';

export function createValidation({ host, clock, timeoutMs }: ValidationOptions): Validation {
  async function infosOf(config: SubmittedConfig): Promise<ConfigInfosData> {
    const connectorClass = classOf(config);
    if (connectorClass === null) throw new BadRequestError(`Connector config ${javaMap(config)} contains no connector type`);
    const startedAt = clock.now();
    const outcome = await awaitPlugin({ clock, timeoutMs }, () => host.validateConnector({ config, connectorClass }));
    if (outcome.kind === 'done') return outcome.value;
    if (outcome.kind === 'failed') throw outcome.error;
    throw new DeadlineError(timeoutMessage({ description: 'performing multi-property validation for the connector', startedAt }));
  }

  return {
    async requireValid(config) {
      const infos = await infosOf(config);
      if (infos.error_count > 0) throw new BadRequestError(invalidConfigMessage(infos));
      return config as ConfigMap;
    },
    async validate(plugin, config) {
      const connectorClass = classOf(config);
      if (connectorClass !== null && !withoutSuffix(connectorClass).endsWith(withoutSuffix(plugin))) {
        throw new BadRequestError(`Included connector type ${connectorClass} does not match request type ${plugin}`);
      }
      try {
        return await infosOf(config);
      } catch (error) {
        if (error instanceof BadRequestError) throw new BadRequestError(VALIDATE_PREFIX + error.message, { cause: error });
        throw error;
      }
    },
  };
}

/** A connector's name as it is stored: Java takes blanks and control characters off both ends. */
export function trimName(name: string): string {
  return name.replace(/^[\0- ]+|[\0- ]+$/g, '');
}

/** The configuration with its connector's name in it. Throws BadRequestError when it names another one. */
export function withName(name: string, config: SubmittedConfig): SubmittedConfig {
  const included = Object.hasOwn(config, 'name') ? config['name'] : undefined;
  if (included === undefined || included === null) return { ...config, name };
  if (included === name) return config;
  throw new BadRequestError(
    `Connector name configuration (${included}) doesn't match connector name in the URL (${name})`,
  );
}

function classOf(config: SubmittedConfig): string | null {
  return (Object.hasOwn(config, 'connector.class') ? config['connector.class'] : undefined) ?? null;
}

function withoutSuffix(plugin: string): string {
  return plugin.endsWith('Connector') && plugin.length > 'Connector'.length ? plugin.slice(0, -'Connector'.length) : plugin;
}

function javaMap(config: SubmittedConfig): string {
  return `{${Object.entries(config)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ')}}`;
}
