import type { ConnectorStatus, RestartOptions } from '../engine.ts';
import type { Group } from '../group/group.ts';
import { instanceItem, taskItem } from '../group/work-item.ts';
import type { WorkItem } from '../group/work-item.ts';
import type { RestartRequest } from '../model/cluster-config.ts';
import { NotAssignedError, NotFoundError, NotLeaderError, UnsettledError } from '../model/errors.ts';
import { taskIdText } from '../model/names.ts';
import type { TaskId } from '../model/names.ts';
import type { ConfigStore } from '../store/config-store.ts';
import type { RestartOrder } from './connector-lane.ts';
import type { Deadline } from './deadline.ts';
import { findConnector } from './find-connector.ts';
import type { Lanes } from './lanes.ts';
import type { LeaderWrite } from './leader-writes.ts';
import { greaterRestart, restartPlan } from './restart-plan.ts';
import type { StatusBook } from './status-book.ts';

/** Restarts connectors and tasks, as users ask for it and as the config topic tells every worker (KIP-745). */
export interface RestartRequests {
  connector(name: string, options: RestartOptions): Promise<ConnectorStatus>;
  task(id: TaskId): Promise<void>;
  /** Does what a record of the config topic means for this worker. */
  take(request: RestartRequest): void;
}

export interface RestartRequestsOptions {
  readonly store: ConfigStore;
  readonly write: LeaderWrite;
  readonly lanes: Lanes;
  readonly statuses: StatusBook;
  readonly deadline: Deadline;
  readonly group: Pick<Group, 'assignment' | 'isLeader' | 'leaderUrl' | 'ownerUrl'>;
  /** A request that was taken could not be carried out. */
  readonly onFailure: (request: RestartRequest, error: unknown) => void;
}

export function createRestartRequests(options: RestartRequestsOptions): RestartRequests {
  const { store, write, lanes, statuses, deadline, group } = options;
  /** Of several requests for one connector that wait, only the one that restarts most is carried out. */
  const waiting = new Map<string, RestartRequest>();

  function orderOf(connector: string): RestartOrder {
    const request = waiting.get(connector)!;
    waiting.delete(connector);
    const plan = restartPlan(request, statuses.connector(connector));
    const mine = group.assignment();
    const order = {
      connector: plan.connector && mine.hasConnector(connector),
      tasks: plan.tasks.filter((task) => mine.hasTask({ connector, task })),
      leave: 'RESTARTING',
    } as const;
    showRestarting(connector, order);
    return order;
  }

  /** Stopping takes its time; who asks for the status meanwhile must not take what runs for what runs again. */
  function showRestarting(connector: string, order: RestartOrder): void {
    const report = { state: 'RESTARTING', trace: null, version: null } as const;
    if (order.connector) statuses.reportConnector(connector, report);
    for (const task of order.tasks) statuses.reportTask({ connector, task }, report);
  }

  function statusOf(name: string): ConnectorStatus {
    try {
      return statuses.connector(name);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      throw new NotFoundError(`Status for connector ${name} not found`, { cause: error });
    }
  }

  /** The leader knows who runs it; all others ask the leader. */
  function requireOwn(isOwn: boolean, item: WorkItem, what: string): void {
    if (isOwn) return;
    const leads = group.isLeader();
    const url = leads ? group.ownerUrl(item) : group.leaderUrl();
    if (url === null) {
      throw new UnsettledError(
        'Cannot complete request momentarily due to no known leader URL, likely because a rebalance was underway.',
      );
    }
    throw leads ? new NotAssignedError(what, url) : new NotLeaderError(url);
  }

  async function restartInstance(name: string): Promise<ConnectorStatus> {
    requireOwn(group.assignment().hasConnector(name), instanceItem(name), 'connector');
    const order = { connector: true, tasks: [], leave: 'UNASSIGNED' } as const;
    await deadline.of(`restarting connector ${name}`, () => lanes.of(name).restart(() => order));
    return statuses.connector(name);
  }

  return {
    async connector(name, { includeTasks, onlyFailed }) {
      const unknown = `Unknown connector: ${name}`;
      findConnector(store.snapshot(), name, unknown);
      if (!includeTasks && !onlyFailed) return restartInstance(name);
      const request = { connector: name, includeTasks, onlyFailed };
      return write(`writing restart request for connector ${name} to the config topic`, async () => {
        findConnector(store.snapshot(), name, unknown);
        const { status } = restartPlan(request, statusOf(name));
        await store.putRestartRequest(request);
        return status;
      });
    },

    async task(id) {
      const { tasks } = findConnector(store.snapshot(), id.connector, `Unknown connector: ${id.connector}`);
      if (tasks[id.task] === undefined) throw new NotFoundError(`Unknown task: ${taskIdText(id)}`);
      requireOwn(group.assignment().hasTask(id), taskItem(id), 'task');
      const order = { connector: false, tasks: [id.task], leave: 'UNASSIGNED' } as const;
      await deadline.of(`restarting task ${taskIdText(id)}`, () => lanes.of(id.connector).restart(() => order));
    },

    take(request) {
      const { connector } = request;
      const before = waiting.get(connector);
      waiting.set(connector, before === undefined ? request : greaterRestart(before, request));
      if (before !== undefined) return;
      lanes
        .of(connector)
        .restart(() => orderOf(connector))
        .catch((error: unknown) => {
          waiting.delete(connector);
          options.onFailure(request, error);
        });
    },
  };
}
