import { randomBytes } from 'node:crypto';
import type { Broker, OwnAdmin } from '../broker/broker.ts';
import type { EngineOptions, LeaderPlace } from '../engine.ts';
import { createLease } from '../model/lease.ts';
import type { Lease } from '../model/lease.ts';
import type { ClusterConfig } from '../model/cluster-config.ts';
import type { Logger } from '../model/logger.ts';
import type { ConfigMap } from '../model/names.ts';
import { createPluginRegistry } from '../plugin/registry.ts';
import type { PluginRegistry } from '../plugin/registry.ts';
import { importOffsetFile } from '../store/offset-import.ts';
import { createSourceOffsets } from '../store/source-offsets.ts';
import { within } from '../model/clock.ts';
import { adminProperties } from '../worker/client-properties.ts';
import { createStartSlots } from '../worker/start-slots.ts';
import type { TaskHost, TaskHostOptions } from '../worker/task-host.ts';
import { createWorker } from '../worker/worker.ts';
import { createCatchUp } from './catch-up.ts';
import type { CatchUp } from './catch-up.ts';
import { createConfigReloads } from './config-reloads.ts';
import { createConnectorLane } from './connector-lane.ts';
import type { ConnectorLane } from './connector-lane.ts';
import type { MetricFamily } from '../metrics/metric-family.ts';
import { createRunMeter } from '../metrics/run-meter.ts';
import { connectorPlugins } from './connector-plugins.ts';
import type { ConnectorPlugins } from './connector-plugins.ts';
import { createDeadline } from './deadline.ts';
import { desiredOf } from './desired-state.ts';
import { configEvents, hostEvents } from './engine-events.ts';
import { createEngineGroup, isShared } from './engine-group.ts';
import type { NewsReaders } from './engine-events.ts';
import type { EngineParts, Stores } from './engine-parts.ts';
import type { EngineSettings } from './engine-settings.ts';
import { createEngineMetrics } from './engine-metrics.ts';
import { createHealth } from './health.ts';
import type { Health } from './health.ts';
import { createHerder } from './herder.ts';
import type { Herder } from './herder.ts';
import { createLeaderAppends } from './leader-appends.ts';
import { createLeaderCalls } from './leader-calls.ts';
import { createLanes } from './lanes.ts';
import { createConnectorOffsets } from './connector-offsets.ts';
import { createOperationQueue } from './operation-queue.ts';
import { createRebalanceMeter } from './rebalance-meter.ts';
import { createRevisions } from './revisions.ts';
import { createSelfRestarts } from './self-restarts.ts';
import { createSessionKeyKeeper } from './session-key-keeper.ts';
import { createStatusBook } from './status-book.ts';
import { createTaskFencer } from './task-fencer.ts';
import { createTaskFencing } from './task-fencing.ts';
import type { StatusBook } from './status-book.ts';
import { createValidation } from './validation.ts';
import type { Validation } from './validation.ts';
import { withTickets } from './task-tickets.ts';
import { watchStarts } from './watch-starts.ts';

/** Where records are, and where configurations, offsets and states are: one and the same, or two. */
export interface EngineBrokers {
  readonly records: Broker;
  readonly state: Broker;
}

export async function closeBrokers({ records, state }: EngineBrokers): Promise<void> {
  await records.close();
  if (state !== records) await state.close();
}

/** An engine whose brokers are open: everything in it, put together. */
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
  /** See `Engine.catchUp` and `Engine.keepUp`. */
  readonly catchUp: CatchUp;
  /** See `Engine.leader`. */
  leader(): LeaderPlace | null;
  metrics(): Promise<MetricFamily[]>;
  /** Reads the stores, joins the group and begins to start what is configured. */
  start(): Promise<void>;
  /** Stops everything, in order, and closes the brokers. */
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
  brokers: EngineBrokers,
): EngineCore {
  const { records: broker, state } = brokers;
  const { clock, times } = parts;
  const { loggers, properties, workerId } = options;
  const log = loggers(HERDER_LOGGER);
  const registry = createPluginRegistry(options.manifests);
  const plugins = connectorPlugins(registry);
  const typeOf = plugins.typeOf;
  const revisions = createRevisions();
  const queue = createOperationQueue({ clock, timeoutMs: times.requestMs });
  const health = createHealth({ clock, queue, stallMs: times.stallMs });

  const lease = createLease();
  const exactlyOnce = isShared(options) ? settings.exactlyOnce : 'disabled';
  const leaderAppends = createLeaderAppends({ broker: state, groupId: settings.groupId, group: () => group, logger: log });
  const stores = parts.createStores({
    ...(isShared(options) && { permit: lease }),
    ...(exactlyOnce !== 'disabled' && { leaderAppend: (...args) => leaderAppends.append(...args) }),
    readsCommitted: exactlyOnce === 'enabled',
    broker: state,
    properties,
    loggers,
    onChange: configEvents(readers, options.onLoggerLevel),
    onTopicsReset: (name) => void host.forgetTopics(name),
  });
  const config = (): ClusterConfig => stores.config.snapshot();
  const rebalances = createRebalanceMeter(clock);
  const group = createEngineGroup({
    options,
    settings,
    broker: state,
    lease,
    store: stores.config,
    lanes: () => lanes,
    worker: () => worker,
    clock,
    onGroup() {
      rebalances.rebalanced();
      sessionKeys.changed();
    },
    onWork(connectors) {
      for (const name of connectors) lanes.of(name).reconcile();
    },
  });
  const lanes = createLanes({
    create: laneOf,
    isConfigured: (name) => config().connectors.has(name),
    onForgotten: () => group.workChanged(),
  });
  const statuses = createStatusBook({
    store: stores.statuses,
    config,
    workerId,
    typeOf,
    generation: () => group.generation(),
    standing: (item) => group.standing(item),
    isForgetting: (name) => lanes.isForgetting(name),
    onWritten: (error) => health.written(error),
  });

  const host = parts.createHost(
    hostOptions(options, settings, lease),
    hostEvents(readers, clock, settings.topicTracking),
    loggers,
  );
  const runMeter = createRunMeter(clock, settings.sampling);
  const worker = createWorker({
    host: watchStarts(isShared(options) ? withTickets(host, lease) : host, runMeter),
    clock,
    logger: loggers(WORKER_LOGGER),
    pluginTimeoutMs: times.requestMs,
    taskStopTimeoutMs: settings.taskStopTimeoutMs,
    connectorStopTimeoutMs: times.connectorStopMs,
    hostGraceMs: times.hostGraceMs,
    versionOf: plugins.versionOf,
    onConnectorState(name, report) {
      runMeter.connectorState(name, report.state);
      statuses.reportConnector(name, selfRestarts.seen(name, null, report));
    },
    onTaskState(id, report) {
      runMeter.taskState(id, report.state);
      statuses.reportTask(id, selfRestarts.seen(id.connector, id.task, report));
    },
  });
  const selfRestarts = createSelfRestarts({
    clock,
    logger: log,
    random: Math.random,
    lanes: () => lanes,
    running: (name) => worker.running(name),
    configOf: (name) => config().connectors.get(name)?.config,
  });
  const reloads = createConfigReloads({ clock, logger: log, lanes: () => lanes, running: (name) => worker.running(name) });
  const slots = createStartSlots({ clock, slots: START_SLOTS, heldMs: times.startSlotMs });

  const sourceOffsets = createSourceOffsets({
    main: stores.offsets,
    create: (topic) => stores.createOffsets(topic),
    logger: log,
  });
  const fenceTasks = createTaskFencer({ broker, groupId: settings.groupId, properties });
  const validation = createValidation({ host, clock, timeoutMs: times.requestMs });
  const offsets = createConnectorOffsets({
    admin: adminOf({}),
    createAdmin: adminOf,
    offsets: sourceOffsets,
    fenceTasks: exactlyOnce === 'enabled' ? fenceTasks : null,
    host,
    clock,
    timeoutMs: times.requestMs,
    typeOf,
  });
  const leader = createLeaderCalls({
    call: options.callWorker,
    group,
    sessionKey: () => config().sessionKey,
    algorithm: settings.signatureAlgorithm,
  });
  const herder = createHerder({
    queue,
    health,
    store: stores.config,
    lanes,
    group,
    leader,
    validation,
    statuses,
    offsets,
    deadline: createDeadline(clock, times.requestMs),
    typeOf,
    fenceTasks,
    onRestartFailure: (request, error) => log.warn('A restart request could not be carried out', { request, error }),
  });
  const fencing = createTaskFencing({
    store: stores.config,
    group,
    leader,
    requests: herder.taskConfigs,
    clock,
    timeoutMs: times.requestMs,
  });
  const sessionKeys = createSessionKeyKeeper({
    settings: settings.sessionKey,
    clock,
    logger: log,
    isLeader: () => group.isLeader(),
    current: () => config().sessionKey,
    async put(key) {
      await group.confirmLeader();
      await stores.config.putSessionKey(key);
    },
  });

  function readers(): NewsReaders {
    return {
      lanes,
      worker,
      statuses,
      revisions,
      reloads,
      restarts: herder.restarts,
      configStore: stores.config,
      offsets: sourceOffsets,
      fencing,
      sessionKeys,
      group,
    };
  }

  /** As the worker's settings for admins say, and a connector's. */
  function adminOf(overrides: ConfigMap): OwnAdmin {
    const clientProperties = adminProperties(properties, overrides);
    return broker.createAdmin({ clientId: 'connector-worker-adminclient', properties: clientProperties });
  }

  function laneOf(name: string): ConnectorLane {
    return createConnectorLane({
      name,
      worker,
      slots,
      clock,
      logger: log,
      desired: () => desiredOf(name, config().connectors.get(name), revisions.of(name), group.assignment()),
      onTaskConfigs: (from, taskConfigs) => herder.taskConfigs.publish(name, from, taskConfigs),
      onTaskRemoved: (task) => statuses.removeTask({ connector: name, task }),
      async onForgotten(ranHere) {
        runMeter.forget(name);
        selfRestarts.forget(name);
        if (!config().connectors.has(name)) revisions.forget(name);
        // Whoever ran it writes last; the leader does it for those that are gone.
        if (ranHere || group.isLeader()) await statuses.forget(name);
      },
    });
  }

  async function readState(): Promise<void> {
    await Promise.all([stores.config.start(), stores.offsets.start(), stores.statuses.start()]);
    if (options.offsetFile !== undefined) await importOffsetFile(options.offsetFile, stores.offsets, log);
  }

  /** What was configured before has been started here, as far as it is this worker's. */
  async function begun(): Promise<void> {
    await group.assigned();
    await lanes.idle();
  }

  function reconcileAll(): void {
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
    catchUp: isShared(options)
      ? createCatchUp({ clock, refresh: () => Promise.all([stores.config.refresh(), stores.statuses.refresh()]) })
      : { now: () => Promise.resolve(), soon: () => Promise.resolve() },
    leader() {
      const url = group.leaderUrl();
      return url === null ? null : { url, isSelf: group.isLeader() };
    },
    metrics: createEngineMetrics({
      meter: runMeter,
      host,
      config,
      running: (name) => worker.running(name),
      registry,
      plugins,
      health,
      group: () => rebalances.snapshot(group),
      clock,
    }),
    async start() {
      await group.awaitFree();
      await group.join(readState());
      await sessionKeys.check();
      if (group.isLeader()) statuses.removeStrays();
      reconcileAll();
      void within(clock, times.startUpMs, begun(), undefined).then(() => health.started());
    },
    async stop() {
      sessionKeys.close();
      reloads.close();
      selfRestarts.close();
      const atRest = Promise.all([queue.close(), lanes.close()]);
      await worker.stopAll();
      await closeInOrder(log, [
        () => within(clock, times.connectorStopMs, atRest.then(nothing), undefined),
        () => within(clock, times.connectorStopMs, host.close(), undefined),
        () => statuses.flush(),
        () => group.leave(),
        () => leaderAppends.close(),
        () => stores.statuses.close(),
        () => sourceOffsets.close(),
        () => stores.offsets.close(),
        () => stores.config.close(),
        () => closeBrokers(brokers),
      ]);
    },
  };
}

function hostOptions(options: EngineOptions, { groupId }: EngineSettings, lease: Lease): TaskHostOptions {
  const { broker, manifests, properties, workerId } = options;
  return {
    broker,
    manifests,
    workerProperties: properties,
    workerId,
    workerGroupId: groupId,
    ...(isShared(options) && { lease: lease.memory }),
    workerSecrets: options.secrets ?? new Map(),
    digestKey: randomBytes(32).toString('hex'),
  };
}

function nothing(): void {}

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
