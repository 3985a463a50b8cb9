import type { Properties } from '../config-def.ts';
import type { SinkConnectorPlugin } from '../sink.ts';
import type { Connector, OffsetReader, SourceConnectorContext, SourceConnectorPlugin } from '../source.ts';
import { HarnessError, inTime } from './harness-options.ts';

/** A connector's instance while a harness runs it. */
export interface ConnectorRun {
  /** Asks it for its tasks' configurations; throws HarnessError for what a worker would not take. */
  taskConfigs(maxTasks: number): Promise<Properties[]>;
  /** How often it has asked to be asked again. */
  reconfigurations(): number;
  /** What it failed with by its context. */
  failure(): Error | null;
  stop(): Promise<void>;
}

export interface ConnectorRunOptions {
  readonly plugin: SourceConnectorPlugin | SinkConnectorPlugin;
  readonly name: string;
  readonly config: Properties;
  readonly offsets: OffsetReader;
  readonly timeoutMs: number;
}

/** Makes a connector and starts it. Rejects with what it throws. */
export async function startConnector({ plugin, name, config, offsets, timeoutMs }: ConnectorRunOptions): Promise<ConnectorRun> {
  // A sink's connector gets more than it asks for.
  const connector: Connector<SourceConnectorContext> = plugin.createConnector();
  let failure: Error | null = null;
  let reconfigurations = 0;
  const context: SourceConnectorContext = {
    name,
    offsets,
    requestTaskReconfiguration: () => void (reconfigurations += 1),
    raiseError: (error) => void (failure ??= error),
  };
  await inTime('The start of the connector', timeoutMs, () => connector.start(config, context));
  return {
    async taskConfigs(maxTasks) {
      const configs = await inTime('taskConfigs', timeoutMs, () => connector.taskConfigs(maxTasks));
      return checkTaskConfigs(configs, maxTasks);
    },
    reconfigurations: () => reconfigurations,
    failure: () => failure,
    stop: () => inTime('The stop of the connector', timeoutMs, () => connector.stop()),
  };
}

function checkTaskConfigs(configs: unknown, maxTasks: number): Properties[] {
  if (!Array.isArray(configs)) throw new HarnessError('taskConfigs has to give an array');
  if (configs.length > maxTasks)
    throw new HarnessError(`taskConfigs gave ${configs.length} configurations; at most ${maxTasks} are allowed`);
  return configs.map((config: unknown, task) => {
    if (typeof config !== 'object' || config === null)
      throw new HarnessError(`The configuration of task ${task} has to be an object`);
    for (const [key, value] of Object.entries(config)) {
      if (typeof value !== 'string')
        throw new HarnessError(`The setting ${key} of task ${task} has to be a text, not ${typeof value}`);
    }
    return Object.freeze({ ...(config as Properties) });
  });
}
