import { randomBytes } from 'node:crypto';
import type { Broker, BrokerConfig, WritePermit } from '../broker/broker.ts';
import { leaseIn } from '../model/lease.ts';
import type { LoggerFactory } from '../model/logger.ts';
import type { OffsetRecords } from '../model/offset-texts.ts';
import { validateConnector } from '../plugin/connector-validation.ts';
import { pluginConfig } from '../plugin/plugin-config.ts';
import { NO_HOST } from '../metrics/host-snapshot.ts';
import { createPluginRegistry } from '../plugin/registry.ts';
import type { Clock } from '../model/clock.ts';
import { valueOf } from '../plugin/prefixed.ts';
import type { Activity } from './activity.ts';
import { createSendingLoggers } from './host-log.ts';
import { hostSettings } from './host-settings.ts';
import { createHostConfigs } from './host-configs.ts';
import type { HostConfigs } from './host-configs.ts';
import { createHostedConnectors } from './hosted-connectors.ts';
import { createHostedTasks } from './hosted-tasks.ts';
import type { MessageLink } from './message-link.ts';
import { connectorOwner, offsetsOwner, pluginOwner, taskOwner, validationOwner } from './owner.ts';
import { createRemoteCalls } from './remote-calls.ts';
import type { CallTable } from './remote-calls.ts';
import { createSharedBroker } from './shared-broker.ts';
import type { TaskHost, TaskHostEvents, TaskHostOptions } from './task-host.ts';
import type { HostedOffsets } from './task-order.ts';

const CONFIG_LOGGER = 'org.apache.kafka.connect.runtime.WorkerConfigTransformer';

/** What a broker for tasks is opened with. */
export interface HostBrokerEnvironment {
  readonly loggers: LoggerFactory;
  readonly permit?: WritePermit;
}

/** What the thread of a task host brings along itself. */
export interface TaskRuntimeParts {
  readonly clock: Clock;
  /** Learns on whose behalf plugins are called. */
  readonly activity: Activity;
  readonly openBroker: (config: BrokerConfig, environment: HostBrokerEnvironment) => Promise<Broker>;
}

/** What the thread of a task host gets from it. */
export interface TaskRuntime {
  /** An error as it may leave the thread: without values of config providers. */
  readonly hideInError: (error: unknown) => unknown;
}

/**
 * The inner side of a task host: serves the calls of {@link TaskHost} that arrive by the link, and tells {@link TaskHostEvents} and
 * log lines by it. It knows nothing of the outside but the link and the options, both of which could come from another thread. The
 * broker is opened with the first task.
 */
export function startTaskRuntime(link: MessageLink, options: TaskHostOptions, parts: TaskRuntimeParts): TaskRuntime {
  const { activity } = parts;
  const { workerProperties, workerGroupId } = options;
  const registry = createPluginRegistry(options.manifests);
  const hosted = hostSettings(workerProperties);
  // Transactions of their own are what tasks have where others could take over from them.
  const settings = { ...hosted, exactlyOnce: hosted.exactlyOnce && options.lease !== undefined };
  const tell = <K extends keyof TaskHostEvents>(name: K, ...args: Parameters<TaskHostEvents[K]>): void => calls.tell(name, args);
  const loggers = createSendingLoggers((line) => calls.tell('log', [{ ...configs.hideIn(line), logger: line.logger }]));
  const configs = createHostConfigs({
    registry,
    workerProperties,
    workerSecrets: options.workerSecrets ?? new Map(),
    digestKey: options.digestKey ?? randomBytes(32).toString('hex'),
    logger: loggers(CONFIG_LOGGER),
  });
  const permit = options.lease === undefined ? undefined : leaseIn(options.lease);
  const broker = createSharedBroker(() =>
    activity.apart(() => parts.openBroker(options.broker, { loggers, ...(permit !== undefined && { permit }) })),
  );

  const offsetsOf = (connector: string, topic: string | null, ticket?: number): HostedOffsets => ({
    read: async (partitions) => (await calls.call('readOffsets', [connector, topic, partitions])) as (string | null)[],
    write: async (offsets) => void (await calls.call('commitOffsets', [connector, topic, offsets, ticket])),
    encode: async (offsets) => (await calls.call('encodeOffsets', [connector, topic, offsets])) as OffsetRecords,
    written: (offsets) => tell('offsetsWritten', connector, topic, offsets),
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
      permit,
      clock: parts.clock,
    },
    loggers,
    offsetsOf,
    report: (id, state, trace, version) => tell('taskState', id, state, configs.hideIn(trace), version),
    configResolved: (id, sources) => tell('configResolved', id.connector, id.task, sources),
    topicUsed: (...args) => tell('topicUsed', ...args),
    abandoned: (id) => calls.tell('taskAbandoned', [id]),
    fenceOlderTasks: async (connector) => void (await calls.call('fenceOlderTasks', [connector])),
    confirmTask: async (id) => void (await calls.call('confirmTask', [id])),
  });

  const table: TaskHost = {
    validateConnector: ({ config: given }) =>
      activity.run(validationOwner(valueOf(given, 'connector.class')), () =>
        configs.validate(given, (config) =>
          validateConnector(config, { registry, properties: workerProperties, groupId: workerGroupId }),
        ),
      ),
    pluginConfig: (plugin, version) => activity.run(pluginOwner(plugin), () => pluginConfig(registry, plugin, version)),
    startConnector: (request) => activity.run(connectorOwner(request.name), () => connectors.startConnector(request)),
    setConnectorState: (name, target) => activity.run(connectorOwner(name), () => connectors.setConnectorState(name, target)),
    taskConfigs: (name, request) => activity.run(connectorOwner(name), () => connectors.taskConfigs(name, request)),
    stopConnector: (name) => activity.run(connectorOwner(name), () => connectors.stopConnector(name)),
    alterConnectorOffsets: (request) => activity.run(offsetsOwner(request.name), () => connectors.alterConnectorOffsets(request)),
    resolveSettings: async (_name, settings) => (await configs.resolve(settings)).config,
    startTask: (request) => activity.run(taskOwner(request.id), () => tasks.startTask(request)),
    setTaskState: (id, target) => activity.run(taskOwner(id), () => tasks.setTaskState(id, target)),
    forgetTopics: tasks.forgetTopics,
    stopTask: (id, deadlineMs) => activity.run(taskOwner(id), () => tasks.stopTask(id, deadlineMs)),
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
  return { hideInError: (error) => configs.hideInError(error) };
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
