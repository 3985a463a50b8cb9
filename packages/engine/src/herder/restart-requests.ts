import type { RestartRequest } from '../model/cluster-config.ts';
import type { RestartOrder } from './connector-lane.ts';
import type { Assignment } from '../group/assignment.ts';
import type { Lanes } from './lanes.ts';
import { greaterRestart, restartPlan } from './restart-plan.ts';
import type { StatusBook } from './status-book.ts';

/** Carries out what restart requests of the config topic mean for this worker. */
export interface RestartRequests {
  take(request: RestartRequest): void;
}

export interface RestartRequestsOptions {
  readonly lanes: Lanes;
  readonly statuses: StatusBook;
  readonly assignment: () => Assignment;
  readonly onFailure: (request: RestartRequest, error: unknown) => void;
}

/** Of several requests for one connector that wait, only the one that restarts most is carried out. */
export function createRestartRequests(options: RestartRequestsOptions): RestartRequests {
  const waiting = new Map<string, RestartRequest>();

  function orderOf(connector: string): RestartOrder {
    const request = waiting.get(connector)!;
    waiting.delete(connector);
    const plan = restartPlan(request, options.statuses.connector(connector));
    const mine = options.assignment();
    return {
      connector: plan.connector && mine.hasConnector(connector),
      tasks: plan.tasks.filter((task) => mine.hasTask({ connector, task })),
      leave: 'RESTARTING',
    };
  }

  return {
    take(request) {
      const { connector } = request;
      const before = waiting.get(connector);
      waiting.set(connector, before === undefined ? request : greaterRestart(before, request));
      if (before !== undefined) return;
      options.lanes
        .of(connector)
        .restart(() => orderOf(connector))
        .catch((error: unknown) => {
          waiting.delete(connector);
          options.onFailure(request, error);
        });
    },
  };
}
