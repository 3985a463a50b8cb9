import { ConnectError } from '@millrace/connector-api';
import type { LoggerFactory } from '../model/logger.ts';
import type { ConfigMap, State } from '../model/names.ts';
import { requireValidSettings } from '../plugin/connector-settings.ts';
import { offsetsTopicOf } from '../plugin/offsets-topic.ts';
import type { PluginRegistry } from '../plugin/registry.ts';
import type { Clock } from '../model/clock.ts';
import type { ResolvedConfig } from '../config-provider/config-resolver.ts';
import { restoreVariables } from '../config-provider/restore-variables.ts';
import { javaTrace } from '../task/java-trace.ts';
import { createOffsetReader } from '../task/source-offsets.ts';
import type { SourceOffsetAccess } from '../task/source-offsets.ts';
import { askAlterOffsets } from './alter-offsets.ts';
import { createConnectorInstance } from './connector-instance.ts';
import type { ConnectorInstance } from './connector-instance.ts';
import type { HostConfigs } from './host-configs.ts';
import type { ConfigSources, StartConnectorRequest, TaskConfigsRequest, TaskHost } from './task-host.ts';
import { loadConnector } from './task-plugins.ts';
import { tasksMaxOf } from './tasks-max.ts';

/** The part of a host's calls that is about connector instances. */
export type HostedConnectors = Pick<
  TaskHost,
  'startConnector' | 'setConnectorState' | 'taskConfigs' | 'stopConnector' | 'alterConnectorOffsets'
> & {
  stopAll(): Promise<void>;
};

export interface HostedConnectorsOptions {
  readonly registry: PluginRegistry;
  readonly configs: HostConfigs;
  readonly clock: Clock;
  /** The worker's `topic.creation.enable`: without it, topic creation groups are not looked at. */
  readonly createTopics: boolean;
  readonly loggers: LoggerFactory;
  readonly offsetsOf: (connector: string, topic: string | null) => SourceOffsetAccess;
  readonly report: (name: string, state: State, trace: string | null, version: string | null) => void;
  readonly requestReconfiguration: (name: string) => void;
  readonly configResolved: (name: string, sources: ConfigSources) => void;
}

interface HostedConnector {
  /** null: it is being made. */
  made: MadeConnector | null;
}

interface MadeConnector {
  readonly instance: ConnectorInstance;
  /** As it was given, variables and all. */
  readonly given: ConfigMap;
  readonly resolved: ResolvedConfig;
}

export function createHostedConnectors(options: HostedConnectorsOptions): HostedConnectors {
  const { registry, configs, clock, report } = options;
  const instances = new Map<string, HostedConnector>();

  async function make({ name, config: given }: StartConnectorRequest): Promise<MadeConnector> {
    const resolved = await configs.resolve(given);
    const { config } = resolved;
    const sources = configs.sourcesOf(resolved);
    if (sources !== null) options.configResolved(name, sources);
    const loaded = await loadConnector(registry, config);
    requireValidSettings(loaded.plugin.type, config, options.createTopics);
    const offsetsTopic = loaded.plugin.type === 'source' ? offsetsTopicOf(config) : null;
    const { version } = loaded.manifest;
    const instance = createConnectorInstance({
      name,
      config,
      loaded,
      offsets: createOffsetReader(options.offsetsOf(name, offsetsTopic)),
      report: (state, trace) => report(name, state, trace, version),
      requestReconfiguration: () => options.requestReconfiguration(name),
      clock,
      logger: options.loggers(`org.apache.kafka.connect.runtime.WorkerConnector.${name}`),
    });
    return { instance, given, resolved };
  }

  async function stopConnector(name: string): Promise<void> {
    const hosted = instances.get(name);
    instances.delete(name);
    await hosted?.made?.instance.stop();
  }

  function require(name: string): MadeConnector {
    const made = instances.get(name)?.made;
    if (made === undefined || made === null) throw new ConnectError(`Connector ${name} not found in this worker.`);
    return made;
  }

  async function taskConfigs(name: string, request: TaskConfigsRequest): Promise<ConfigMap[]> {
    const { instance, given, resolved } = require(name);
    if (resolved.values.size === 0) return instance.taskConfigs(request);
    // How many tasks there may be can itself be a variable.
    const derived = await instance.taskConfigs(tasksMaxOf(resolved.config));
    return derived.map((taskConfig) => restoreVariables(given, resolved, taskConfig));
  }

  return {
    async startConnector(request) {
      const { name } = request;
      if (instances.has(name)) throw new ConnectError(`Connector with name ${name} already exists`);
      const hosted: HostedConnector = { made: null };
      const isWanted = (): boolean => instances.get(name) === hosted;
      instances.set(name, hosted);
      try {
        hosted.made = await make(request);
      } catch (error) {
        if (isWanted()) {
          instances.delete(name);
          report(name, 'FAILED', javaTrace(error), null);
        }
        throw error;
      }
      if (isWanted()) await hosted.made.instance.start(request.target);
    },
    setConnectorState: async (name, target) => require(name).instance.setTarget(target),
    taskConfigs,
    stopConnector,
    async alterConnectorOffsets(request) {
      const { config } = await configs.resolve(request.config);
      return askAlterOffsets(await loadConnector(registry, config), { ...request, config });
    },
    async stopAll() {
      await Promise.all(Array.from(instances.keys(), stopConnector));
    },
  };
}
