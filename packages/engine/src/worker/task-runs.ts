import type { Clock } from '../model/clock.ts';
import type { Logger } from '../model/logger.ts';
import { taskIdText } from '../model/names.ts';
import type { ConfigMap, State, TaskId } from '../model/names.ts';
import { javaTrace } from '../task/java-trace.ts';
import type { PluginCalls } from './plugin-calls.ts';
import { awaitPlugin } from './plugin-wait.ts';
import type { Live } from './running.ts';
import type { RunTable, TaskRun } from './runs.ts';
import { isOwnState } from './state-report.ts';
import type { StateReport } from './state-report.ts';
import type { TaskHost } from './task-host.ts';

/** The part of a worker that is about tasks. */
export interface TaskRuns {
  startTask(id: TaskId, start: TaskStart, signal: AbortSignal): Promise<void>;
  setTaskState(id: TaskId, target: Live): Promise<void>;
  /** `leave`: what its status is afterwards; null: it is not touched. One that failed shows so until it is started again. */
  stopTask(id: TaskId, leave: 'UNASSIGNED' | 'RESTARTING' | null): Promise<void>;
  /** What the host tells of a task. */
  taskState(id: TaskId, state: State, trace: string | null, version: string | null): void;
}

export interface TaskStart {
  readonly connectorConfig: ConfigMap;
  readonly taskConfig: ConfigMap;
  readonly target: Live;
}

export interface TaskRunsOptions {
  readonly host: TaskHost;
  readonly runs: RunTable;
  readonly calls: PluginCalls;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly stopTimeoutMs: number;
  /** How much longer a host gets that does not keep to that. */
  readonly hostGraceMs: number;
  readonly versionOf: (config: ConfigMap) => string | null;
  readonly onState: (id: TaskId, report: StateReport) => void;
}

export function createTaskRuns(options: TaskRunsOptions): TaskRuns {
  const { host, runs, calls, clock, logger, stopTimeoutMs, versionOf, onState } = options;

  const runOf = ({ connector, task }: TaskId): TaskRun | undefined => runs.get(connector)?.tasks.get(task);

  function fail(id: TaskId, run: TaskRun, error: unknown): void {
    if (runOf(id) !== run || run.stop !== null || run.failed) return;
    run.failed = true;
    onState(id, { state: 'FAILED', trace: javaTrace(error), version: versionOf(run.connectorConfig) });
  }

  async function stop(id: TaskId): Promise<void> {
    const timeoutMs = stopTimeoutMs + options.hostGraceMs;
    const outcome = await awaitPlugin({ clock, timeoutMs }, () => host.stopTask(id, stopTimeoutMs));
    if (outcome.kind !== 'done') logger.error(`Task ${taskIdText(id)} did not stop in order`, { outcome });
  }

  return {
    async startTask(id, { connectorConfig, taskConfig, target }, signal) {
      const run: TaskRun = { connectorConfig, taskConfig, target, failed: false, stop: null };
      runs.of(id.connector).tasks.set(id.task, run);
      const start = (): Promise<void> => host.startTask({ id, connectorConfig, taskConfig, target });
      await calls.run(`The start of task ${taskIdText(id)}`, start, (error) => fail(id, run, error), signal);
    },

    async setTaskState(id, target) {
      const run = runOf(id);
      if (run === undefined) return;
      run.target = target;
      const change = (): Promise<void> => host.setTaskState(id, target);
      await calls.run(`A change of state of task ${taskIdText(id)}`, change, (error) => fail(id, run, error));
    },

    async stopTask(id, leave) {
      const run = runOf(id);
      if (run !== undefined) {
        run.stop ??= stop(id);
        await run.stop;
        if (runOf(id) === run) runs.of(id.connector).tasks.delete(id.task);
      }
      runs.tidy(id.connector);
      const keepsFailure = leave === 'UNASSIGNED' && run?.failed === true;
      if (leave !== null && !keepsFailure) onState(id, { state: leave, trace: null, version: null });
    },

    taskState(id, state, trace, version) {
      const run = runOf(id);
      if (run === undefined || run.failed || !isOwnState(state)) return;
      // A task that fails while it stops shows why.
      if (run.stop !== null && state !== 'FAILED') return;
      run.failed = state === 'FAILED';
      onState(id, { state, trace, version });
    },
  };
}
