import { ConnectError } from '@millrace/connector-api';
import type { LoggerFactory } from '../model/logger.ts';
import type { State } from '../model/names.ts';
import { requireValidSettings } from '../plugin/connector-settings.ts';
import type { PluginRegistry } from '../plugin/registry.ts';
import type { Clock } from '../model/clock.ts';
import { javaTrace } from '../task/java-trace.ts';
import { createOffsetReader } from '../task/source-offsets.ts';
import type { SourceOffsetAccess } from '../task/source-offsets.ts';
import { askAlterOffsets } from './alter-offsets.ts';
import { createConnectorInstance } from './connector-instance.ts';
import type { ConnectorInstance } from './connector-instance.ts';
import type { StartConnectorRequest, TaskHost } from './task-host.ts';
import { loadConnector } from './task-plugins.ts';

/** The part of a host's calls that is about connector instances. */
export type HostedConnectors = Pick<
  TaskHost,
  'startConnector' | 'setConnectorState' | 'taskConfigs' | 'stopConnector' | 'alterConnectorOffsets'
> & {
  stopAll(): Promise<void>;
};

export interface HostedConnectorsOptions {
  readonly registry: PluginRegistry;
  readonly clock: Clock;
  /** The worker's `topic.creation.enable`: without it, topic creation groups are not looked at. */
  readonly createTopics: boolean;
  readonly loggers: LoggerFactory;
  readonly offsetsOf: (connector: string) => SourceOffsetAccess;
  readonly report: (name: string, state: State, trace: string | null, version: string | null) => void;
  readonly requestReconfiguration: (name: string) => void;
}

interface HostedConnector {
  /** null: it is being made. */
  instance: ConnectorInstance | null;
}

export function createHostedConnectors(options: HostedConnectorsOptions): HostedConnectors {
  const { registry, clock, report } = options;
  const instances = new Map<string, HostedConnector>();

  async function make({ name, config }: StartConnectorRequest): Promise<ConnectorInstance> {
    const loaded = await loadConnector(registry, config);
    requireValidSettings(loaded.plugin.type, config, options.createTopics);
    const { version } = loaded.manifest;
    return createConnectorInstance({
      name,
      config,
      loaded,
      offsets: createOffsetReader(options.offsetsOf(name)),
      report: (state, trace) => report(name, state, trace, version),
      requestReconfiguration: () => options.requestReconfiguration(name),
      clock,
      logger: options.loggers(`org.apache.kafka.connect.runtime.WorkerConnector.${name}`),
    });
  }

  async function stopConnector(name: string): Promise<void> {
    const hosted = instances.get(name);
    instances.delete(name);
    await hosted?.instance?.stop();
  }

  function require(name: string): ConnectorInstance {
    const instance = instances.get(name)?.instance;
    if (instance === undefined || instance === null) throw new ConnectError(`Connector ${name} not found in this worker.`);
    return instance;
  }

  return {
    async startConnector(request) {
      const { name } = request;
      if (instances.has(name)) throw new ConnectError(`Connector with name ${name} already exists`);
      const hosted: HostedConnector = { instance: null };
      const isWanted = (): boolean => instances.get(name) === hosted;
      instances.set(name, hosted);
      try {
        hosted.instance = await make(request);
      } catch (error) {
        if (isWanted()) {
          instances.delete(name);
          report(name, 'FAILED', javaTrace(error), null);
        }
        throw error;
      }
      if (isWanted()) await hosted.instance.start(request.target);
    },
    setConnectorState: async (name, target) => require(name).setTarget(target),
    taskConfigs: async (name, request) => require(name).taskConfigs(request),
    stopConnector,
    alterConnectorOffsets: async (request) => askAlterOffsets(await loadConnector(registry, request.config), request),
    async stopAll() {
      await Promise.all(Array.from(instances.keys(), stopConnector));
    },
  };
}
