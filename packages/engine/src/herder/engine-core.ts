import type { Broker, Membership } from '../broker/broker.ts';
import type { EngineOptions } from '../engine.ts';
import { EVERYTHING, NOTHING } from '../group/assignment.ts';
import type { Assignment } from '../group/assignment.ts';
import type { ClusterConfig } from '../model/cluster-config.ts';
import type { Logger } from '../model/logger.ts';
import { createPluginRegistry } from '../plugin/registry.ts';
import type { PluginRegistry } from '../plugin/registry.ts';
import type { ConfigStoreEvents } from '../store/config-store.ts';
import { delay } from '../task/clock.ts';
import { createStartSlots } from '../worker/start-slots.ts';
import type { TaskHost, TaskHostEvents } from '../worker/task-host.ts';
import { createWorker } from '../worker/worker.ts';
import type { Worker } from '../worker/worker.ts';
import { createConnectorLane } from './connector-lane.ts';
import type { ConnectorLane } from './connector-lane.ts';
import { connectorPlugins } from './connector-plugins.ts';
import type { ConnectorPlugins } from './connector-plugins.ts';
import { createDeadline } from './deadline.ts';
import { desiredOf } from './desired-state.ts';
import type { EngineParts, Stores } from './engine-parts.ts';
import type { EngineSettings } from './engine-settings.ts';
import { createHealth } from './health.ts';
import type { Health } from './health.ts';
import { createHerder } from './herder.ts';
import type { Herder } from './herder.ts';
import { createLanes } from './lanes.ts';
import type { Lanes } from './lanes.ts';
import { createLeadership } from './leadership.ts';
import { createOffsetRequests } from './offset-requests.ts';
import { createOperationQueue } from './operation-queue.ts';
import { createRestartRequests } from './restart-requests.ts';
import { createSessionKeyKeeper } from './session-key-keeper.ts';
import { createStatusBook } from './status-book.ts';
import type { StatusBook } from './status-book.ts';
import { createValidation } from './validation.ts';
import type { Validation } from './validation.ts';

/** An engine whose broker is open: everything in it, put together. */
export interface EngineCore {
  readonly broker: Broker;
  readonly stores: Stores;
  readonly host: TaskHost;
  readonly registry: PluginRegistry;
  readonly plugins: ConnectorPlugins;
  readonly herder: Herder;
  readonly statuses: StatusBook;
  readonly validation: Validation;
  readonly health: Health;
  config(): ClusterConfig;
  /** Reads the stores, joins the group and begins to start what is configured. */
  start(): Promise<void>;
  /** Stops everything, in order, and closes the broker. */
  stop(): Promise<void>;
}

/** How many connectors are being started at once. */
const START_SLOTS = 8;
const HERDER_LOGGER = 'org.apache.kafka.connect.runtime.distributed.DistributedHerder';
const WORKER_LOGGER = 'org.apache.kafka.connect.runtime.Worker';

export function createEngineCore(
  options: EngineOptions,
  parts: EngineParts,
  settings: EngineSettings,
  broker: Broker,
): EngineCore {
  const { clock, times } = parts;
  const log = options.loggers(HERDER_LOGGER);
  const registry = createPluginRegistry(options.manifests);
  const plugins = connectorPlugins(registry);
  const revisions = new Map<string, number>();

  const stores = parts.createStores({
    broker,
    properties: options.properties,
    loggers: options.loggers,
    onChange: configEvents(),
  });
  const config = (): ClusterConfig => stores.config.snapshot();
  const membership = broker.createMembership({
    groupId: settings.groupId,
    workerId: options.workerId,
    url: options.url,
    onChange: () => reconcileAll(),
  });
  let isMember = false;
  const leadership = createLeadership(() => (isMember ? membership.view() : null));
  const assignment = (): Assignment => (isMember ? EVERYTHING : NOTHING);

  const queue = createOperationQueue({ clock, timeoutMs: times.requestMs });
  const health = createHealth({ clock, queue, stallMs: times.stallMs });
  const lanes: Lanes = createLanes({ create: laneOf, isConfigured: (name) => config().connectors.has(name) });
  const statuses = createStatusBook({
    store: stores.statuses,
    config,
    workerId: options.workerId,
    generation: () => leadership.generation(),
    typeOf: (given) => plugins.typeOf(given),
    isForgetting: (name) => lanes.isForgetting(name),
    onWritten: (error) => health.written(error),
  });
  const host = parts.createHost(
    {
      broker: options.broker,
      manifests: options.manifests,
      workerProperties: options.properties,
      workerId: options.workerId,
      workerGroupId: settings.groupId,
    },
    hostEvents(),
    options.loggers,
  );
  const worker: Worker = createWorker({
    host,
    clock,
    logger: options.loggers(WORKER_LOGGER),
    pluginTimeoutMs: times.requestMs,
    taskStopTimeoutMs: settings.taskStopTimeoutMs,
    connectorStopTimeoutMs: times.connectorStopMs,
    versionOf: (given) => plugins.versionOf(given),
    onConnectorState: (name, report) => statuses.reportConnector(name, report),
    onTaskState: (id, report) => statuses.reportTask(id, report),
  });
  const slots = createStartSlots({ clock, slots: START_SLOTS, heldMs: times.startSlotMs });
  const validation = createValidation({ host, clock, timeoutMs: times.requestMs });
  const herder = createHerder({
    queue,
    store: stores.config,
    lanes,
    leadership,
    validation,
    statuses,
    offsets: createOffsetRequests({
      admin: broker.admin,
      store: stores.offsets,
      host,
      clock,
      timeoutMs: times.requestMs,
      typeOf: (given) => plugins.typeOf(given),
    }),
    deadline: createDeadline(clock, times.requestMs),
    typeOf: (given) => plugins.typeOf(given),
  });
  const restarts = createRestartRequests({
    lanes,
    statuses,
    assignment,
    onFailure: (request, error) => log.warn('A restart request could not be carried out', { request, error }),
  });
  const sessionKeys = createSessionKeyKeeper({
    settings: settings.sessionKey,
    clock,
    logger: log,
    isLeader: () => leadership.isLeader(),
    current: () => config().sessionKey,
    put: (key) => stores.config.putSessionKey(key),
  });

  function configEvents(): ConfigStoreEvents {
    return {
      connectorConfig(name) {
        revisions.set(name, (revisions.get(name) ?? 0) + 1);
        lanes.of(name).reconcile();
      },
      connectorRemoved: (name) => lanes.forget(name),
      taskConfigs: (name) => lanes.of(name).reconcile(),
      targetState: (name) => lanes.of(name).reconcile(),
      restartRequest: (request) => restarts.take(request),
      loggerLevel: options.onLoggerLevel,
      sessionKey: () => undefined,
    };
  }

  function hostEvents(): TaskHostEvents {
    return {
      connectorState: (name, state, trace, version) => worker.connectorState(name, state, trace, version),
      taskState: (id, state, trace, version) => worker.taskState(id, state, trace, version),
      reconfigurationRequested(name) {
        if (config().connectors.has(name)) lanes.of(name).deriveTasks();
      },
      readOffsets: (connector, partitions) => stores.offsets.read(connector, partitions),
      commitOffsets: (connector, offsets) => stores.offsets.write(connector, offsets),
      topicUsed(id, topic) {
        const isTracked = settings.topicTracking && config().connectors.has(id.connector) && !lanes.isForgetting(id.connector);
        if (isTracked) statuses.topicUsed(id, topic, clock.now());
      },
    };
  }

  function laneOf(name: string): ConnectorLane {
    return createConnectorLane({
      name,
      worker,
      slots,
      clock,
      logger: log,
      desired: () => desiredOf(name, config().connectors.get(name), revisions.get(name) ?? 0, assignment()),
      onTaskConfigs: (from, taskConfigs) => herder.publishTaskConfigs(name, from, taskConfigs),
      onTaskRemoved: (task) => statuses.removeTask({ connector: name, task }),
      onForgotten() {
        if (!config().connectors.has(name)) revisions.delete(name);
        return statuses.forget(name);
      },
    });
  }

  function reconcileAll(): void {
    if (!isMember) return;
    for (const name of config().connectors.keys()) lanes.of(name).reconcile();
  }

  return {
    broker,
    stores,
    host,
    registry,
    plugins,
    herder,
    statuses,
    validation,
    health,
    config,
    async start() {
      await Promise.all([stores.config.start(), stores.offsets.start(), stores.statuses.start()]);
      await membership.join();
      isMember = true;
      await sessionKeys.check();
      statuses.removeStrays();
      reconcileAll();
      void Promise.race([lanes.idle(), delay(clock, times.startUpMs)]).then(() => health.started());
    },
    async stop() {
      sessionKeys.close();
      const queueClosed = queue.close();
      const lanesClosed = lanes.close();
      await worker.stopAll();
      await Promise.race([Promise.all([queueClosed, lanesClosed]), delay(clock, times.connectorStopMs)]);
      await closeInOrder(log, [
        () => Promise.race([host.close(), delay(clock, times.connectorStopMs)]),
        () => statuses.flush(),
        () => leave(membership),
        () => stores.statuses.close(),
        () => stores.offsets.close(),
        () => stores.config.close(),
        () => broker.close(),
      ]);
    },
  };

  async function leave(group: Membership): Promise<void> {
    if (isMember) await group.leave();
    isMember = false;
  }
}

/** Closes everything, whatever fails on the way. */
async function closeInOrder(log: Logger, closers: readonly (() => Promise<void>)[]): Promise<void> {
  for (const close of closers) {
    try {
      await close();
    } catch (error) {
      log.error('Something could not be closed in order', { error });
    }
  }
}
