import type { ConnectorInfo as WireInfo, ConnectorStateInfo, TaskState } from '@millrace/contract';
import type { ConnectorInfo, ConnectorStatus, RunStatus, TaskStatus } from '@millrace/engine';

/** A connector as the API shows it. */
export function connectorAnswer({ name, config, tasks, type }: ConnectorInfo): WireInfo {
  return { name, config, tasks: tasks.map(({ connector, task }) => ({ connector, task })), type: type ?? 'unknown' };
}

/** A connector's status as the API shows it, its tasks in the order of their numbers. */
export function statusAnswer({ name, connector, tasks, type }: ConnectorStatus): ConnectorStateInfo {
  return {
    name,
    connector: runAnswer(connector),
    tasks: tasks.toSorted((a, b) => a.id - b.id).map(taskStatusAnswer),
    type: type ?? 'unknown',
  };
}

/** A task's status as the API shows it. */
export function taskStatusAnswer(task: TaskStatus): TaskState {
  return { id: task.id, ...runAnswer(task) };
}

function runAnswer({ state, workerId, version, trace }: RunStatus) {
  return { state, worker_id: workerId, version, ...(trace === null ? {} : { trace }) };
}
