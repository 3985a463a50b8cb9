import type { Group } from '../group/group.ts';
import type { ConnectorEntry } from '../model/cluster-config.ts';
import { BadRequestError } from '../model/errors.ts';
import type { ConfigMap, ConnectorType } from '../model/names.ts';
import type { ConfigStore } from '../store/config-store.ts';
import { findConnector } from './find-connector.ts';
import type { LeaderCalls } from './leader-calls.ts';
import type { LeaderWrite } from './leader-writes.ts';
import { sameConfig } from './task-change.ts';

/** Writes what connectors say their tasks are to do. */
export interface TaskConfigRequests {
  /** Of a connector that runs here, configured with `config`; only if it is new. Written by the leader, whoever that is. */
  publish(name: string, config: ConfigMap, taskConfigs: readonly ConfigMap[]): Promise<void>;
  /** Told by the worker that runs the connector. */
  put(name: string, taskConfigs: readonly ConfigMap[]): Promise<void>;
  /** Records that no older task of an exactly-once source can write any more. */
  fence(name: string): Promise<void>;
}

export interface TaskConfigRequestsOptions {
  readonly store: ConfigStore;
  readonly write: LeaderWrite;
  readonly group: Pick<Group, 'isLeader'>;
  readonly leader: LeaderCalls;
  readonly typeOf: (config: ConfigMap) => ConnectorType | null;
  /** Resolves when none of that many tasks can write any more, as exactly-once tasks do. */
  readonly fenceTasks: (connector: string, tasks: number) => Promise<void>;
}

export function createTaskConfigRequests(options: TaskConfigRequestsOptions): TaskConfigRequests {
  const { store, write, group, leader, typeOf, fenceTasks } = options;
  const writeTasks = (name: string, taskConfigs: readonly ConfigMap[], work: () => Promise<void>): Promise<void> =>
    write(`writing ${taskConfigs.length} task configs for connector ${name} to the config topic`, work);

  return {
    async publish(name, from, taskConfigs) {
      const isNews = (): boolean => {
        const entry = store.snapshot().connectors.get(name);
        // A connector that is configured otherwise by now will be asked again.
        const isCurrent = entry?.targetState === 'STARTED' && sameConfig(entry.config, from);
        return isCurrent && tasksChanged(entry, taskConfigs);
      };
      if (!isNews()) return;
      if (!group.isLeader()) {
        await leader.putTaskConfigs(name, taskConfigs);
        await store.refresh();
        return;
      }
      await writeTasks(name, taskConfigs, async () => {
        if (isNews()) await store.putTaskConfigs(name, taskConfigs);
      });
    },

    async put(name, taskConfigs) {
      await writeTasks(name, taskConfigs, async () => {
        const { targetState } = findConnector(store.snapshot(), name);
        if (taskConfigs.length > 0 && targetState === 'STOPPED') {
          throw new BadRequestError(`Cannot submit non-empty set of task configs for stopped connector ${name}`);
        }
        await store.putTaskConfigs(name, taskConfigs);
      });
    },

    async fence(name) {
      await write(`fencing older tasks of connector ${name}`, async () => {
        await store.refresh();
        const entry = findConnector(store.snapshot(), name);
        if (typeOf(entry.config) !== 'source') throw new BadRequestError(`Connector ${name} is not a source connector`);
        if (!entry.pendingFencing) return;
        // A single task that follows a single one fences it by itself, as it has the same id.
        const older = entry.taskCountRecord ?? 0;
        if (older > 1 || (older === 1 && entry.tasks.length !== 1)) await fenceTasks(name, older);
        await store.putTaskCount(name, entry.tasks.length);
      });
    },
  };
}

/** Whether these tasks differ from the committed ones, or those were made from another configuration of the connector. */
function tasksChanged(entry: ConnectorEntry, taskConfigs: readonly ConfigMap[]): boolean {
  if (entry.inconsistent || entry.appliedConfig === null || entry.tasks.length !== taskConfigs.length) return true;
  return !sameConfig(entry.appliedConfig, entry.config) || taskConfigs.some((task, at) => !sameConfig(task, entry.tasks[at]!));
}
