import { javaTrim } from '@millrace/connector-api';
import type { ConnectorInfo, ConnectorOffset, ConnectorStatus, RestartOptions } from '../engine.ts';
import type { Group } from '../group/group.ts';
import type { ClusterConfig, ConnectorEntry } from '../model/cluster-config.ts';
import { AlreadyExistsError, BadRequestError, NotFoundError, StoreError } from '../model/errors.ts';
import { taskIdText } from '../model/names.ts';
import type { ConfigMap, ConnectorType, SubmittedConfig, TargetState, TaskId } from '../model/names.ts';
import type { ConfigStore } from '../store/config-store.ts';
import type { Deadline } from './deadline.ts';
import type { Health } from './health.ts';
import type { Lanes } from './lanes.ts';
import type { OffsetRequests } from './offset-requests.ts';
import type { OperationQueue } from './operation-queue.ts';
import { restartPlan } from './restart-plan.ts';
import type { StatusBook } from './status-book.ts';
import { sameConfig } from './task-change.ts';
import { withName } from './validation.ts';
import type { Validation } from './validation.ts';

/**
 * Decides what users and connectors ask for. What has to be written is checked and written in the queue, one thing after another,
 * and comes back to everybody by way of the config topic; plugins are waited for outside of it.
 */
export interface Herder {
  create(name: string, config: SubmittedConfig, initialState: TargetState | null): Promise<ConnectorInfo>;
  put(name: string, config: SubmittedConfig): Promise<{ readonly created: boolean; readonly info: ConnectorInfo }>;
  patch(name: string, patch: SubmittedConfig): Promise<ConnectorInfo>;
  delete(name: string): Promise<void>;
  setTargetState(name: string, target: TargetState): Promise<void>;
  restartConnector(name: string, options: RestartOptions): Promise<ConnectorStatus>;
  restartTask(id: TaskId): Promise<void>;
  offsets(name: string): Promise<ConnectorOffset[]>;
  alterOffsets(name: string, offsets: readonly ConnectorOffset[]): Promise<string>;
  resetOffsets(name: string): Promise<string>;
  setLoggerLevel(logger: string, level: string): Promise<void>;
  /** Writes what a running connector, configured with `config`, said its tasks are to do, if that is new. */
  publishTaskConfigs(name: string, config: ConfigMap, taskConfigs: readonly ConfigMap[]): Promise<void>;
  /** The same, told by the worker that runs the connector. */
  putTaskConfigs(name: string, taskConfigs: readonly ConfigMap[]): Promise<void>;
  /** Records that no older task of an exactly-once source can write any more. */
  fenceZombies(name: string): Promise<void>;
}

export interface HerderOptions {
  readonly queue: OperationQueue;
  readonly health: Pick<Health, 'written'>;
  readonly store: ConfigStore;
  readonly lanes: Lanes;
  readonly group: Group;
  readonly validation: Validation;
  readonly statuses: StatusBook;
  readonly offsets: OffsetRequests;
  readonly deadline: Deadline;
  readonly typeOf: (config: ConfigMap) => ConnectorType | null;
}

export function createHerder(options: HerderOptions): Herder {
  const { queue, store, lanes, group, validation, statuses, deadline } = options;
  const config = (): ClusterConfig => store.snapshot();

  function find(name: string, text = `Connector ${name} not found`): ConnectorEntry {
    const entry = config().connectors.get(name);
    if (entry === undefined) throw new NotFoundError(text);
    return entry;
  }

  /** Runs a write of the leader's. */
  function write<T>(description: string, work: () => Promise<T>): Promise<T> {
    return queue.run(description, async () => {
      group.requireLeader();
      try {
        const result = await work();
        options.health.written(null);
        return result;
      } catch (error) {
        if (error instanceof StoreError) options.health.written(error);
        throw error;
      }
    });
  }

  async function writeConfig(name: string, valid: ConfigMap, target: TargetState | null, mayReplace: boolean): Promise<boolean> {
    return write(`writing a config for connector ${name} to the config topic`, async () => {
      const exists = config().connectors.has(name);
      if (exists && !mayReplace) throw new AlreadyExistsError(`Connector ${name} already exists`);
      await store.putConnectorConfig(name, valid, target);
      return !exists;
    });
  }

  function infoOf(name: string, written: ConfigMap, taskCount: number): ConnectorInfo {
    const tasks = Array.from({ length: taskCount }, (_, task) => ({ connector: name, task }));
    return { name, config: written, tasks, type: options.typeOf(written) };
  }

  async function replace(name: string, submitted: SubmittedConfig): Promise<{ created: boolean; info: ConnectorInfo }> {
    const valid = await validation.requireValid(withName(name, submitted));
    const created = await writeConfig(name, valid, null, true);
    return { created, info: infoOf(name, valid, created ? 0 : (config().connectors.get(name)?.tasks.length ?? 0)) };
  }

  function statusForRestart(name: string): ConnectorStatus {
    try {
      return statuses.connector(name);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      throw new NotFoundError(`Status for connector ${name} not found`, { cause: error });
    }
  }

  /** Checks that offsets may be modified, and does it while nothing of the connector runs. */
  function modifyOffsets(name: string, work: (entry: ConnectorEntry) => Promise<string>): Promise<string> {
    group.requireLeader();
    requireStopped(name);
    return deadline.of(`modifying offsets for connector ${name}`, () =>
      lanes.of(name).exclusively(() => work(requireStopped(name))),
    );
  }

  function requireStopped(name: string): ConnectorEntry {
    const entry = find(name);
    if (entry.targetState === 'STOPPED' && entry.tasks.length === 0) return entry;
    throw new BadRequestError(
      `Connectors must be in the STOPPED state before their offsets can be modified. This can be done for the specified connector ` +
        `by issuing a 'PUT' request to the '/connectors/${name}/stop' endpoint`,
    );
  }

  async function writeTaskConfigs(name: string, taskConfigs: readonly ConfigMap[]): Promise<void> {
    if (taskConfigs.length > 0 && config().connectors.get(name)?.targetState === 'STOPPED') {
      throw new BadRequestError(`Cannot submit non-empty set of task configs for stopped connector ${name}`);
    }
    await store.putTaskConfigs(name, taskConfigs);
  }

  return {
    async create(givenName, submitted, initialState) {
      const name = javaTrim(givenName);
      const valid = await validation.requireValid(withName(name, submitted));
      await writeConfig(name, valid, initialState, false);
      return infoOf(name, valid, 0);
    },

    put: replace,

    async patch(name, patch) {
      for (;;) {
        const base = find(name).config;
        const merged = patched(base, patch);
        const valid = await validation.requireValid(Object.hasOwn(merged, 'name') ? withName(name, merged) : merged);
        const written = await write(`writing a config for connector ${name} to the config topic`, async () => {
          // Somebody else's change in the meantime is not to be lost.
          if (!sameConfig(find(name).config, base)) return false;
          await store.putConnectorConfig(name, valid, null);
          return true;
        });
        if (written) return infoOf(name, valid, config().connectors.get(name)?.tasks.length ?? 0);
      }
    },

    async delete(name) {
      await write(`removing the config for connector ${name} from the config topic`, async () => {
        find(name);
        await store.removeConnector(name);
      });
    },

    async setTargetState(name, target) {
      await write(`writing the ${target} target state for connector ${name} to the config topic`, async () => {
        const { tasks, targetState } = find(name, `Unknown connector ${name}`);
        // The tasks go first: a running connector without tasks is in order, a stopped one with tasks is not.
        if (target === 'STOPPED' && tasks.length > 0) await store.putTaskConfigs(name, []);
        if (target !== targetState) await store.putTargetState(name, target);
      });
    },

    async restartConnector(name, { includeTasks, onlyFailed }) {
      find(name, `Unknown connector: ${name}`);
      if (!includeTasks && !onlyFailed) {
        const order = { connector: true, tasks: [], leave: 'UNASSIGNED' } as const;
        await deadline.of(`restarting connector ${name}`, () => lanes.of(name).restart(() => order));
        return statuses.connector(name);
      }
      const request = { connector: name, includeTasks, onlyFailed };
      return write(`writing restart request for connector ${name} to the config topic`, async () => {
        find(name, `Unknown connector: ${name}`);
        const { status } = restartPlan(request, statusForRestart(name));
        await store.putRestartRequest(request);
        return status;
      });
    },

    async restartTask(id) {
      const { tasks } = find(id.connector, `Unknown connector: ${id.connector}`);
      if (id.task < 0 || id.task >= tasks.length) throw new NotFoundError(`Unknown task: ${taskIdText(id)}`);
      const order = { connector: false, tasks: [id.task], leave: 'UNASSIGNED' } as const;
      await deadline.of(`restarting task ${taskIdText(id)}`, () => lanes.of(id.connector).restart(() => order));
    },

    offsets: async (name) => options.offsets.read(name, find(name)),

    async alterOffsets(name, offsets) {
      if (offsets.length === 0) {
        throw new BadRequestError('Partitions / offsets need to be provided for an alter offsets request');
      }
      return modifyOffsets(name, (entry) => options.offsets.alter(name, entry, offsets));
    },

    resetOffsets: async (name) => modifyOffsets(name, (entry) => options.offsets.reset(name, entry)),

    setLoggerLevel: (logger, level) =>
      queue.run(`writing the level of logger ${logger} to the config topic`, () => store.putLoggerLevel(logger, level)),

    async publishTaskConfigs(name, from, taskConfigs) {
      const isNews = (): boolean => {
        const entry = config().connectors.get(name);
        // A connector that is configured otherwise by now will be asked again.
        const isCurrent = entry?.targetState === 'STARTED' && sameConfig(entry.config, from);
        return isCurrent && tasksChanged(entry, taskConfigs);
      };
      if (!isNews()) return;
      await write(`writing ${taskConfigs.length} task configs for connector ${name} to the config topic`, async () => {
        if (isNews()) await writeTaskConfigs(name, taskConfigs);
      });
    },

    async putTaskConfigs(name, taskConfigs) {
      await write(`writing ${taskConfigs.length} task configs for connector ${name} to the config topic`, async () => {
        find(name);
        await writeTaskConfigs(name, taskConfigs);
      });
    },

    async fenceZombies(name) {
      await write(`writing a task count record for connector ${name} to the config topic`, async () => {
        const entry = find(name);
        if (options.typeOf(entry.config) !== 'source') throw new BadRequestError(`Connector ${name} is not a source connector`);
        if (entry.pendingFencing) await store.putTaskCount(name, entry.tasks.length);
      });
    },
  };
}

function patched(base: ConfigMap, patch: SubmittedConfig): ConfigMap {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, value);
  }
  return Object.fromEntries(merged);
}

/** Whether these tasks differ from the committed ones, or those were made from another configuration of the connector. */
function tasksChanged(entry: ConnectorEntry, taskConfigs: readonly ConfigMap[]): boolean {
  if (entry.inconsistent || entry.appliedConfig === null || entry.tasks.length !== taskConfigs.length) return true;
  return !sameConfig(entry.appliedConfig, entry.config) || taskConfigs.some((task, at) => !sameConfig(task, entry.tasks[at]!));
}
