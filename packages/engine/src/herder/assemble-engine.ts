import type { Engine, EngineHealth, EngineOptions, TaskInfo } from '../engine.ts';
import { closeBrokers, createEngineCore } from './engine-core.ts';
import type { EngineBrokers, EngineCore } from './engine-core.ts';
import type { EngineParts } from './engine-parts.ts';
import { engineSettings } from './engine-settings.ts';
import { findConnector } from './find-connector.ts';
import { NOT_STARTED } from './health.ts';
import { verifyRequest } from './request-signature.ts';
import type { ClusterConfig, ConnectorEntry } from '../model/cluster-config.ts';
import { ForbiddenError, NotReadyError } from '../model/errors.ts';

/**
 * An engine from its parts; nothing is opened before `start`. Throws BadRequestError for properties that cannot be read.
 */
export function assembleEngine(options: EngineOptions, parts: EngineParts): Engine {
  const settings = engineSettings(options.properties);
  let core: EngineCore | null = null;
  let startup: Promise<void> | null = null;
  let stopping: Promise<void> | null = null;

  function ready(): EngineCore {
    if (stopping !== null) throw new NotReadyError('Worker is shutting down');
    if (core === null) throw new NotReadyError(NOT_STARTED.message);
    return core;
  }

  function config(): ClusterConfig {
    return ready().config();
  }

  const find = (name: string): ConnectorEntry => findConnector(config(), name);

  function requireTracking(): void {
    if (!settings.topicTracking) throw new ForbiddenError('Topic tracking is disabled.');
  }

  async function start(): Promise<void> {
    const starting = await putTogether(await openBrokers());
    try {
      await starting.start();
    } catch (error) {
      await starting.stop();
      throw error;
    }
    core = starting;
  }

  /** The state's first: a data directory that is in use is told at once. */
  async function openBrokers(): Promise<EngineBrokers> {
    const { broker, stateBroker, loggers } = options;
    if (stateBroker === undefined) {
      const opened = await parts.openBroker(broker, loggers);
      return { records: opened, state: opened };
    }
    const state = await parts.openBroker(stateBroker, loggers);
    try {
      return { records: await parts.openBroker(broker, loggers), state };
    } catch (error) {
      await state.close();
      throw error;
    }
  }

  async function putTogether(brokers: EngineBrokers): Promise<EngineCore> {
    try {
      return createEngineCore(options, parts, settings, brokers);
    } catch (error) {
      await closeBrokers(brokers);
      throw error;
    }
  }

  async function stop(): Promise<void> {
    await startup?.catch(() => undefined);
    await core?.stop();
  }

  return {
    start: () => (startup ??= start()),
    stop: () => (stopping ??= stop()),
    health: (): EngineHealth => core?.health.report() ?? NOT_STARTED,
    clusterId: () => ready().broker.clusterId,
    catchUp: async () => ready().catchUp.now(),
    keepUp: async () => ready().catchUp.soon(),
    leader: () => ready().leader(),
    metrics: async () => ready().metrics(),

    connectors: () => [...config().connectors.keys()],
    connector(name) {
      const entry = find(name);
      const tasks = entry.tasks.map((_, task) => ({ connector: name, task }));
      return { name, config: entry.config, tasks, type: ready().plugins.typeOf(entry.config) };
    },
    connectorConfig: (name) => find(name).config,
    connectorStatus: (name) => ready().statuses.connector(name),
    taskStatus: (id) => ready().statuses.task(id),
    tasks: (name): TaskInfo[] =>
      find(name).tasks.map((taskConfig, task) => ({ id: { connector: name, task }, config: taskConfig })),
    topics(name) {
      requireTracking();
      if (!config().connectors.has(name)) return [];
      return ready()
        .stores.statuses.topics(name)
        .map(({ topic }) => topic);
    },
    async resetTopics(name) {
      requireTracking();
      if (!settings.topicTrackingReset) throw new ForbiddenError('Topic tracking reset is disabled.');
      const { stores, host } = ready();
      await stores.statuses.removeTopics(name);
      await host.forgetTopics(name);
    },

    createConnector: async (name, given, initialState) => ready().herder.configs.create(name, given, initialState),
    putConnectorConfig: async (name, given) => ready().herder.configs.put(name, given),
    patchConnectorConfig: async (name, patch) => ready().herder.configs.patch(name, patch),
    deleteConnector: async (name) => ready().herder.configs.delete(name),
    setTargetState: async (name, target) => ready().herder.configs.setTargetState(name, target),
    restartConnector: async (name, restart) => ready().herder.restarts.connector(name, restart),
    restartTask: async (id) => ready().herder.restarts.task(id),

    offsets: async (name) => ready().herder.offsets.read(name),
    alterOffsets: async (name, offsets) => ready().herder.offsets.alter(name, offsets),
    resetOffsets: async (name) => ready().herder.offsets.reset(name),

    plugins: (connectorsOnly) => ready().registry.list(connectorsOnly),
    pluginConfig: async (plugin, version) => ready().validation.pluginConfig(plugin, version),
    validate: async (plugin, given) => ready().validation.validate(plugin, given),

    setClusterLoggerLevel: async (logger, level) => ready().herder.setLoggerLevel(logger, level),

    async putTaskConfigs(name, configs, signature) {
      verifyRequest(signature, config().sessionKey, settings.verificationAlgorithms);
      await ready().herder.taskConfigs.put(name, configs);
    },
    async fenceZombies(name, signature) {
      verifyRequest(signature, config().sessionKey, settings.verificationAlgorithms);
      await ready().herder.taskConfigs.fence(name);
    },
  };
}
