import type { ConfigMap, TargetState } from '../model/names.ts';
import type { Running, RunningConnector, RunningTask } from '../worker/running.ts';
import { sameConfig, taskChanged } from './task-change.ts';
import type { TaskSetup } from './task-change.ts';

/** What this worker should run of one connector. */
export interface Desired {
  readonly config: ConfigMap;
  readonly target: TargetState;
  /** How often the connector has been configured: a failed instance gets another chance with each time. */
  readonly revision: number;
  /** Whether the connector's instance belongs to this worker. */
  readonly connectorHere: boolean;
  /** How many tasks the connector has, on all workers. */
  readonly taskCount: number;
  /** The tasks that belong to this worker. */
  readonly tasks: ReadonlyMap<number, TaskSetup>;
}

/** One step towards what is desired. Steps are taken in order, and each is safe to repeat. */
export type Action =
  | {
      readonly kind: 'start-connector';
      readonly config: ConfigMap;
      readonly target: 'STARTED' | 'PAUSED';
      readonly revision: number;
    }
  | { readonly kind: 'set-connector-state'; readonly target: 'STARTED' | 'PAUSED' }
  /** STOPPED: it stays here, without an instance. REMOVED: it is configured no more. */
  | { readonly kind: 'stop-connector'; readonly leave: 'UNASSIGNED' | 'REMOVED' }
  | { readonly kind: 'mark-stopped'; readonly config: ConfigMap; readonly revision: number }
  | { readonly kind: 'start-task'; readonly task: number; readonly setup: TaskSetup; readonly target: 'STARTED' | 'PAUSED' }
  | { readonly kind: 'set-task-state'; readonly task: number; readonly target: 'STARTED' | 'PAUSED' }
  | { readonly kind: 'stop-task'; readonly task: number; readonly leave: 'UNASSIGNED' | 'REMOVED' };

/**
 * The steps that lead from what runs to what is desired; none when nothing is to do. `desired` is null for a connector that is
 * not configured. Only what differs is touched: a task whose setup did not change goes on, whatever happens to its connector
 * and to other tasks. What failed is left alone until its configuration changes.
 */
export function plan(desired: Desired | null, running: Running): Action[] {
  if (desired === null) return removal(running);
  return [...taskStops(desired, running), ...connectorActions(desired, running.connector), ...taskStarts(desired, running)];
}

function removal(running: Running): Action[] {
  const actions: Action[] = [...running.tasks.keys()].map((task) => ({ kind: 'stop-task', task, leave: 'REMOVED' }));
  if (running.connector !== null) actions.push({ kind: 'stop-connector', leave: 'REMOVED' });
  return actions;
}

function connectorActions(desired: Desired, running: RunningConnector | null): Action[] {
  const { config, target, revision } = desired;
  if (!desired.connectorHere) return running === null ? [] : [{ kind: 'stop-connector', leave: 'UNASSIGNED' }];
  if (target === 'STOPPED') return running?.target === 'STOPPED' ? [] : [{ kind: 'mark-stopped', config, revision }];
  const start: Action = { kind: 'start-connector', config, target, revision };
  if (running === null || running.target === 'STOPPED') return [start];
  const again = !sameConfig(running.config, config) || (running.failed && running.revision !== revision);
  if (again) return [{ kind: 'stop-connector', leave: 'UNASSIGNED' }, start];
  return running.failed || running.target === target ? [] : [{ kind: 'set-connector-state', target }];
}

function taskStops(desired: Desired, running: Running): Action[] {
  const actions: Action[] = [];
  for (const [task, now] of running.tasks) {
    const setup = wantedTasks(desired).get(task);
    if (setup !== undefined && !mustRestart(now, setup)) continue;
    const isConfigured = desired.target !== 'STOPPED' && task < desired.taskCount;
    actions.push({ kind: 'stop-task', task, leave: isConfigured ? 'UNASSIGNED' : 'REMOVED' });
  }
  return actions;
}

function taskStarts(desired: Desired, running: Running): Action[] {
  const { target } = desired;
  if (target === 'STOPPED') return [];
  const actions: Action[] = [];
  for (const [task, setup] of desired.tasks) {
    const now = running.tasks.get(task);
    if (now === undefined || mustRestart(now, setup)) actions.push({ kind: 'start-task', task, setup, target });
    else if (now.target !== target && !now.failed) actions.push({ kind: 'set-task-state', task, target });
  }
  return actions;
}

/** A new configuration of the connector gives a task that failed another chance, even if the task's own is the same. */
function mustRestart(now: RunningTask, setup: TaskSetup): boolean {
  return taskChanged(now, setup) || (now.failed && !sameConfig(now.connectorConfig, setup.connectorConfig));
}

const NO_TASKS: ReadonlyMap<number, TaskSetup> = new Map();

function wantedTasks(desired: Desired): ReadonlyMap<number, TaskSetup> {
  return desired.target === 'STOPPED' ? NO_TASKS : desired.tasks;
}
