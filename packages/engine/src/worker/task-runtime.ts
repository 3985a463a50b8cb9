import type { Broker, BrokerConfig } from '../broker/broker.ts';
import type { LoggerFactory } from '../model/logger.ts';
import { validateConnector } from '../plugin/connector-validation.ts';
import { pluginConfig } from '../plugin/plugin-config.ts';
import { createPluginRegistry } from '../plugin/registry.ts';
import type { Clock } from '../model/clock.ts';
import type { CommittableOffset } from '../task/submitted-records.ts';
import type { SourceOffsetAccess } from '../task/source-offsets.ts';
import { createSendingLoggers } from './host-log.ts';
import { hostSettings } from './host-settings.ts';
import { createHostedConnectors } from './hosted-connectors.ts';
import { createHostedTasks } from './hosted-tasks.ts';
import type { MessageLink } from './message-link.ts';
import { createRemoteCalls } from './remote-calls.ts';
import { createSharedBroker } from './shared-broker.ts';
import type { TaskHost, TaskHostEvents, TaskHostOptions } from './task-host.ts';

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
  const broker = createSharedBroker(() => parts.openBroker(options.broker, loggers));

  const tell = <K extends keyof TaskHostEvents>(name: K, ...args: Parameters<TaskHostEvents[K]>): void => calls.tell(name, args);
  const loggers = createSendingLoggers((line) => calls.tell('log', [line]));
  const offsetsOf = (connector: string): SourceOffsetAccess => ({
    read: async (partitions) => (await calls.call('readOffsets', [connector, partitions])) as (string | null)[],
    write: async (offsets: readonly CommittableOffset[]) => void (await calls.call('commitOffsets', [connector, offsets])),
  });
  const connectors = createHostedConnectors({
    registry,
    clock: parts.clock,
    createTopics: settings.topicCreation,
    loggers,
    offsetsOf,
    report: (...args) => tell('connectorState', ...args),
    requestReconfiguration: (name) => tell('reconfigurationRequested', name),
  });
  const tasks = createHostedTasks({
    environment: {
      registry,
      broker: broker.open,
      workerProperties,
      workerGroupId,
      settings,
      clock: parts.clock,
    },
    loggers,
    offsetsOf,
    report: (...args) => tell('taskState', ...args),
    topicUsed: (...args) => tell('topicUsed', ...args),
  });

  const table: TaskHost = {
    validateConnector: (request) =>
      validateConnector(request.config, { registry, properties: workerProperties, groupId: workerGroupId }),
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
    metrics: async () => ({ tasks: tasks.snapshots(), threads: [], kills: [] }),
    async close() {
      await Promise.all([connectors.stopAll(), tasks.stopAll(settings.stopTimeoutMs)]);
      await broker.close();
    },
  };
  const calls = createRemoteCalls(link, { ...table }, (name, error) =>
    loggers('millrace.worker').error(`${name} failed`, { error }),
  );
}
