import { javaTrim } from '@millrace/connector-api';
import type { ConnectorInfo } from '../engine.ts';
import type { Group } from '../group/group.ts';
import { AlreadyExistsError } from '../model/errors.ts';
import type { ConfigMap, ConnectorType, SubmittedConfig, TargetState } from '../model/names.ts';
import type { ConfigStore } from '../store/config-store.ts';
import { findConnector } from './find-connector.ts';
import type { LeaderWrite, QueuedWrite } from './leader-writes.ts';
import { sameConfig } from './task-change.ts';
import { withName } from './validation.ts';
import type { Validation } from './validation.ts';

/** Creates, changes and deletes connectors. Configurations are validated first, outside of the queue. */
export interface ConfigRequests {
  create(name: string, config: SubmittedConfig, initialState: TargetState | null): Promise<ConnectorInfo>;
  put(name: string, config: SubmittedConfig): Promise<{ readonly created: boolean; readonly info: ConnectorInfo }>;
  patch(name: string, patch: SubmittedConfig): Promise<ConnectorInfo>;
  delete(name: string): Promise<void>;
  setTargetState(name: string, target: TargetState): Promise<void>;
}

export interface ConfigRequestsOptions {
  readonly store: ConfigStore;
  readonly write: LeaderWrite;
  /** The same, on any worker. */
  readonly writeAnywhere: QueuedWrite;
  readonly group: Pick<Group, 'requireLeader'>;
  readonly validation: Validation;
  readonly typeOf: (config: ConfigMap) => ConnectorType | null;
}

export function createConfigRequests(options: ConfigRequestsOptions): ConfigRequests {
  const { store, write, writeAnywhere, validation, typeOf } = options;
  /** `work` says whether it has written the configuration. */
  const writeConfig = <T>(name: string, work: () => Promise<T>): Promise<T> =>
    write(`writing a config for connector ${name} to the config topic`, work);

  function infoOf(name: string, config: ConfigMap, taskCount: number): ConnectorInfo {
    const tasks = Array.from({ length: taskCount }, (_, task) => ({ connector: name, task }));
    return { name, config, tasks, type: typeOf(config) };
  }

  const taskCountOf = (name: string): number => store.snapshot().connectors.get(name)?.tasks.length ?? 0;

  return {
    async create(givenName, submitted, initialState) {
      const name = javaTrim(givenName);
      const config = await validation.requireValid(withName(name, submitted));
      await writeConfig(name, async () => {
        if (store.snapshot().connectors.has(name)) throw new AlreadyExistsError(`Connector ${name} already exists`);
        await store.putConnectorConfig(name, config, initialState);
      });
      return infoOf(name, config, 0);
    },

    async put(name, submitted) {
      const config = await validation.requireValid(withName(name, submitted));
      const created = await writeConfig(name, async () => {
        const isNew = !store.snapshot().connectors.has(name);
        await store.putConnectorConfig(name, config, null);
        return isNew;
      });
      return { created, info: infoOf(name, config, created ? 0 : taskCountOf(name)) };
    },

    async patch(name, patch) {
      options.group.requireLeader();
      for (;;) {
        const base = findConnector(store.snapshot(), name).config;
        const merged = patched(base, patch);
        const config = await validation.requireValid(Object.hasOwn(merged, 'name') ? withName(name, merged) : merged);
        const isWritten = await writeConfig(name, async () => {
          // Somebody else's change in the meantime is not to be lost.
          if (!sameConfig(findConnector(store.snapshot(), name).config, base)) return false;
          await store.putConnectorConfig(name, config, null);
          return true;
        });
        if (isWritten) return infoOf(name, config, taskCountOf(name));
      }
    },

    async delete(name) {
      await write(`removing the config for connector ${name} from the config topic`, async () => {
        findConnector(store.snapshot(), name);
        await store.removeConnector(name);
      });
    },

    async setTargetState(name, target) {
      const work = async (): Promise<void> => {
        const { tasks, targetState } = findConnector(store.snapshot(), name, `Unknown connector ${name}`);
        // The tasks go first: a running connector without tasks is in order, a stopped one with tasks is not.
        if (target === 'STOPPED' && tasks.length > 0) await store.putTaskConfigs(name, []);
        if (target !== targetState) await store.putTargetState(name, target);
      };
      const description = `writing the ${target} target state for connector ${name} to the config topic`;
      // Only task configurations need the leader.
      await (target === 'STOPPED' ? write(description, work) : writeAnywhere(description, work));
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
