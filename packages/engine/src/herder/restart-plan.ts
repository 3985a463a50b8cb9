import type { ConnectorStatus, RunStatus } from '../engine.ts';
import type { RestartRequest } from '../model/cluster-config.ts';

/** What a restart request means for a connector in a given status (KIP-745). */
export interface RestartPlan {
  readonly connector: boolean;
  /** Numbers of the tasks that are to be restarted. */
  readonly tasks: readonly number[];
  /** The status with what is to be restarted as RESTARTING; all else as it is. */
  readonly status: ConnectorStatus;
}

export function restartPlan(request: RestartRequest, status: ConnectorStatus): RestartPlan {
  const concerns = ({ state }: RunStatus): boolean => !request.onlyFailed || state === 'FAILED';
  const connector = concerns(status.connector);
  const tasks = request.includeTasks ? status.tasks.filter(concerns).map(({ id }) => id) : [];
  return {
    connector,
    tasks,
    status: {
      ...status,
      connector: connector ? restarting(status.connector) : status.connector,
      tasks: status.tasks.map((task) => (tasks.includes(task.id) ? restarting(task) : task)),
    },
  };
}

/** Of two requests for one connector that wait to be carried out, the one that restarts more; the first if they do the same. */
export function greaterRestart(first: RestartRequest, second: RestartRequest): RestartRequest {
  return impact(second) > impact(first) ? second : first;
}

function restarting<T extends RunStatus>(status: T): T {
  return { ...status, state: 'RESTARTING' };
}

function impact({ includeTasks, onlyFailed }: RestartRequest): number {
  return (onlyFailed ? 0 : 2) + (includeTasks ? 1 : 0);
}
