import type { Assignment } from '../group/assignment.ts';
import type { ConnectorEntry } from '../model/cluster-config.ts';
import type { Desired } from './plan.ts';
import type { TaskSetup } from './task-change.ts';

/** What this worker should run of a connector, by its configuration and the assignment. null: it is not configured. */
export function desiredOf(
  name: string,
  entry: ConnectorEntry | undefined,
  revision: number,
  assignment: Assignment,
): Desired | null {
  if (entry === undefined) return null;
  const tasks = new Map<number, TaskSetup>();
  for (const [task, taskConfig] of entry.tasks.entries()) {
    if (!assignment.hasTask({ connector: name, task })) continue;
    tasks.set(task, { connectorConfig: entry.appliedConfig ?? entry.config, taskConfig });
  }
  return {
    config: entry.config,
    target: entry.targetState,
    revision,
    connectorHere: assignment.hasConnector(name),
    taskCount: entry.tasks.length,
    tasks,
  };
}
