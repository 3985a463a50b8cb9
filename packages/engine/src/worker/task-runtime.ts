import { randomBytes } from 'node:crypto';
import type { Broker, BrokerConfig } from '../broker/broker.ts';
import type { LoggerFactory } from '../model/logger.ts';
import { validateConnector } from '../plugin/connector-validation.ts';
import { pluginConfig } from '../plugin/plugin-config.ts';
import { NO_HOST } from '../metrics/host-snapshot.ts';
import { createPluginRegistry } from '../plugin/registry.ts';
import type { Clock } from '../model/clock.ts';
import type { CommittableOffset } from '../task/submitted-records.ts';
import type { SourceOffsetAccess } from '../task/source-offsets.ts';
import { createSendingLoggers } from './host-log.ts';
import { hostSettings } from './host-settings.ts';
import { createHostConfigs } from './host-configs.ts';
import type { HostConfigs } from './host-configs.ts';
import { createHostedConnectors } from './hosted-connectors.ts';
import { createHostedTasks } from './hosted-tasks.ts';
import type { MessageLink } from './message-link.ts';
import { createRemoteCalls } from './remote-calls.ts';
import type { CallTable } from './remote-calls.ts';
import { createSharedBroker } from './shared-broker.ts';
import type { TaskHost, TaskHostEvents, TaskHostOptions } from './task-host.ts';

const CONFIG_LOGGER = 'org.apache.kafka.connect.runtime.WorkerConfigTransformer';

/** What the thread of a task host brings along itself. */
export interface TaskRuntimeParts {
  readonly clock: Clock;
  readonly openBroker: (config: BrokerConfig, loggers: LoggerFactory) => Promise<Broker>;
}

/**
 * The inner side of a task host: serves the calls of {@link TaskHost} that arrive by the link, and tells {@link TaskHostEvents} and
 * log lines by it. It knows nothing of the outside but the link and the options, both of which could come from another thread. The
 * broker is opened with the first task.
 */
export function startTaskRuntime(link: MessageLink, options: TaskHostOptions, parts: TaskRuntimeParts): void {
  const { workerProperties, workerGroupId } = options;
  const registry = createPluginRegistry(options.manifests);
  const settings = hostSettings(workerProperties);
  const tell = <K extends keyof TaskHostEvents>(name: K, ...args: Parameters<TaskHostEvents[K]>): void => calls.tell(name, args);
  const loggers = createSendingLoggers((line) => calls.tell('log', [{ ...configs.hideIn(line), logger: line.logger }]));
  const configs = createHostConfigs({
    registry,
    workerProperties,
    workerSecrets: options.workerSecrets ?? new Map(),
    digestKey: options.digestKey ?? randomBytes(32).toString('hex'),
    logger: loggers(CONFIG_LOGGER),
  });
  const broker = createSharedBroker(() => parts.openBroker(options.broker, loggers));

  const offsetsOf = (connector: string): SourceOffsetAccess => ({
    read: async (partitions) => (await calls.call('readOffsets', [connector, partitions])) as (string | null)[],
    write: async (offsets: readonly CommittableOffset[]) => void (await calls.call('commitOffsets', [connector, offsets])),
  });
  const connectors = createHostedConnectors({
    registry,
    configs,
    clock: parts.clock,
    createTopics: settings.topicCreation,
    loggers,
    offsetsOf,
    report: (name, state, trace, version) => tell('connectorState', name, state, configs.hideIn(trace), version),
    configResolved: (name, sources) => tell('configResolved', name, null, sources),
    requestReconfiguration: (name) => tell('reconfigurationRequested', name),
  });
  const tasks = createHostedTasks({
    environment: {
      registry,
      configs,
      broker: broker.open,
      workerProperties,
      workerGroupId,
      settings,
      clock: parts.clock,
    },
    loggers,
    offsetsOf,
    report: (id, state, trace, version) => tell('taskState', id, state, configs.hideIn(trace), version),
    configResolved: (id, sources) => tell('configResolved', id.connector, id.task, sources),
    topicUsed: (...args) => tell('topicUsed', ...args),
  });

  const table: TaskHost = {
    validateConnector: (request) =>
      configs.validate(request.config, (config) =>
        validateConnector(config, { registry, properties: workerProperties, groupId: workerGroupId }),
      ),
    pluginConfig: (plugin, version) => pluginConfig(registry, plugin, version),
    startConnector: connectors.startConnector,
    setConnectorState: connectors.setConnectorState,
    taskConfigs: connectors.taskConfigs,
    stopConnector: connectors.stopConnector,
    alterConnectorOffsets: connectors.alterConnectorOffsets,
    startTask: tasks.startTask,
    setTaskState: tasks.setTaskState,
    forgetTopics: tasks.forgetTopics,
    stopTask: tasks.stopTask,
    metrics: async () => ({ ...NO_HOST, tasks: tasks.snapshots() }),
    async close() {
      await Promise.all([connectors.stopAll(), tasks.stopAll(settings.stopTimeoutMs)]);
      await broker.close();
      await configs.close();
    },
  };
  const calls = createRemoteCalls(link, discreet(table, configs), (name, error) =>
    loggers('millrace.worker').error(`${name} failed`, { error }),
  );
}

/** The calls, without values of config providers in what they throw. */
function discreet(table: TaskHost, configs: HostConfigs): CallTable {
  const guarded = Object.entries(table).map(([name, call]: [string, (...args: never[]) => Promise<unknown>]) => [
    name,
    async (...args: never[]): Promise<unknown> => {
      try {
        return await call(...args);
      } catch (error) {
        throw configs.hideInError(error);
      }
    },
  ]);
  return Object.fromEntries(guarded) as CallTable;
}
