import type { ConfigStore } from '../store/config-store.ts';
import type { ConfigRequests } from './config-requests.ts';
import { createConfigRequests } from './config-requests.ts';
import type { ConfigMap, ConnectorType } from '../model/names.ts';
import type { Group } from '../group/group.ts';
import type { RestartRequest } from '../model/cluster-config.ts';
import type { ConnectorOffsets } from './connector-offsets.ts';
import type { Deadline } from './deadline.ts';
import type { Health } from './health.ts';
import type { Lanes } from './lanes.ts';
import type { LeaderCalls } from './leader-calls.ts';
import { createLeaderWrite, createQueuedWrite } from './leader-writes.ts';
import { createOffsetRequests } from './offset-requests.ts';
import type { OffsetRequests } from './offset-requests.ts';
import type { OperationQueue } from './operation-queue.ts';
import { createRestartRequests } from './restart-requests.ts';
import type { RestartRequests } from './restart-requests.ts';
import type { StatusBook } from './status-book.ts';
import { createTaskConfigRequests } from './task-config-requests.ts';
import type { TaskConfigRequests } from './task-config-requests.ts';
import type { Validation } from './validation.ts';

/**
 * Decides what users and connectors ask for. What has to be written is checked and written in the queue, one thing after another,
 * and comes back to everybody by way of the config topic; plugins are waited for outside of it.
 */
export interface Herder {
  readonly configs: ConfigRequests;
  readonly taskConfigs: TaskConfigRequests;
  readonly restarts: RestartRequests;
  readonly offsets: OffsetRequests;
  /** Spreads a logger's level to every worker. */
  setLoggerLevel(logger: string, level: string): Promise<void>;
}

export interface HerderOptions {
  readonly queue: OperationQueue;
  readonly health: Pick<Health, 'written'>;
  readonly store: ConfigStore;
  readonly lanes: Lanes;
  readonly group: Group;
  readonly leader: LeaderCalls;
  readonly validation: Validation;
  readonly statuses: StatusBook;
  readonly offsets: ConnectorOffsets;
  readonly deadline: Deadline;
  readonly typeOf: (config: ConfigMap) => ConnectorType | null;
  /** Resolves when none of that many tasks of a connector can write any more, as exactly-once tasks do. */
  readonly fenceTasks: (connector: string, tasks: number) => Promise<void>;
  readonly onRestartFailure: (request: RestartRequest, error: unknown) => void;
}

export function createHerder(options: HerderOptions): Herder {
  const { queue, health, store, lanes, group, validation, statuses, offsets, deadline, typeOf } = options;
  const writeAnywhere = createQueuedWrite(queue, health);
  const write = createLeaderWrite(writeAnywhere, group);
  return {
    configs: createConfigRequests({ store, write, writeAnywhere, group, validation, typeOf }),
    taskConfigs: createTaskConfigRequests({
      store,
      write,
      group,
      leader: options.leader,
      typeOf,
      fenceTasks: options.fenceTasks,
    }),
    restarts: createRestartRequests({
      store,
      write,
      lanes,
      statuses,
      deadline,
      group,
      onFailure: options.onRestartFailure,
    }),
    offsets: createOffsetRequests({ store, offsets, lanes, group, deadline }),
    setLoggerLevel: (logger, level) =>
      writeAnywhere(`writing the level of logger ${logger} to the config topic`, () => store.putLoggerLevel(logger, level)),
  };
}
