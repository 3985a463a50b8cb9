import { ConnectError } from '@millrace/connector-api';
import type { LoggerFactory } from '../model/logger.ts';
import type { State } from '../model/names.ts';
import type { PluginRegistry } from '../plugin/registry.ts';
import type { Clock } from '../task/clock.ts';
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
  readonly loggers: LoggerFactory;
  readonly offsetsOf: (connector: string) => SourceOffsetAccess;
  readonly report: (name: string, state: State, trace: string | null, version: string | null) => void;
  readonly requestReconfiguration: (name: string) => void;
}

export function createHostedConnectors(options: HostedConnectorsOptions): HostedConnectors {
  const { registry, clock, report } = options;
  /** null: it is being made. */
  const instances = new Map<string, ConnectorInstance | null>();

  async function make({ name, config }: StartConnectorRequest): Promise<ConnectorInstance> {
    const loaded = await loadConnector(registry, config);
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
    const instance = instances.get(name);
    instances.delete(name);
    await instance?.stop();
  }

  function require(name: string): ConnectorInstance {
    const instance = instances.get(name);
    if (instance === undefined || instance === null) throw new ConnectError(`Connector ${name} not found in this worker.`);
    return instance;
  }

  return {
    async startConnector(request) {
      const { name } = request;
      if (instances.has(name)) throw new ConnectError(`Connector with name ${name} already exists`);
      instances.set(name, null);
      let instance: ConnectorInstance;
      try {
        instance = await make(request);
      } catch (error) {
        if (instances.get(name) === null) instances.delete(name);
        report(name, 'FAILED', javaTrace(error), null);
        throw error;
      }
      if (instances.get(name) !== null) return;
      instances.set(name, instance);
      await instance.start(request.target);
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
