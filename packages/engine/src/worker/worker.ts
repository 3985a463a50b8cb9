import { DeadlineError } from '../model/errors.ts';
import type { Logger } from '../model/logger.ts';
import { taskIdText } from '../model/names.ts';
import type { ConfigMap, State, TargetState, TaskId } from '../model/names.ts';
import type { Clock } from '../model/clock.ts';
import { javaTrace } from '../task/java-trace.ts';
import { awaitPlugin } from './plugin-wait.ts';
import type { PluginOutcome } from './plugin-wait.ts';
import { NOTHING_RUNNING } from './running.ts';
import type { Running, RunningTask } from './running.ts';
import { tasksMaxOf } from './tasks-max.ts';
import type { TaskHost } from './task-host.ts';

/**
 * Runs connectors and tasks on this machine by way of a task host, and says what becomes of them. It decides nothing. Calls for
 * one connector are made one after another by its owner, except that tasks may be started and stopped side by side. No call
 * rejects or takes longer than its deadline, unless it says so; what a plugin does wrong becomes a status.
 */
export interface Worker {
  running(name: string): Running;
  /** Names of connectors of which anything runs. */
  names(): string[];
  startConnector(name: string, start: ConnectorStart, signal: AbortSignal): Promise<void>;
  setConnectorState(name: string, target: Live): Promise<void>;
  /** What its status is afterwards; null: it has none of its own doing. */
  stopConnector(name: string, leave: 'UNASSIGNED' | 'RESTARTING' | null): Promise<void>;
  /** Stops the instance, if there is one, and shows the connector as STOPPED. */
  markStopped(name: string, config: ConfigMap, revision: number): Promise<void>;
  /** The configuration of each task, from the running connector. Rejects with what the connector threw, or DeadlineError. */
  taskConfigs(name: string, signal: AbortSignal): Promise<ConfigMap[]>;
  startTask(id: TaskId, start: TaskStart, signal: AbortSignal): Promise<void>;
  setTaskState(id: TaskId, target: Live): Promise<void>;
  stopTask(id: TaskId, leave: 'UNASSIGNED' | 'RESTARTING' | null): Promise<void>;
  /** Stops all, everything side by side; each shows as UNASSIGNED afterwards. */
  stopAll(): Promise<void>;
  /** What the host tells of its connectors and tasks. */
  connectorState(name: string, state: State, trace: string | null, version: string | null): void;
  taskState(id: TaskId, state: State, trace: string | null, version: string | null): void;
}

type Live = 'STARTED' | 'PAUSED';

export interface ConnectorStart {
  readonly config: ConfigMap;
  readonly target: Live;
  readonly revision: number;
}

export interface TaskStart {
  readonly connectorConfig: ConfigMap;
  readonly taskConfig: ConfigMap;
  readonly target: Live;
}

/** A state that is to be shown. */
export interface StateReport {
  readonly state: State;
  readonly trace: string | null;
  readonly version: string | null;
}

export interface WorkerOptions {
  readonly host: TaskHost;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For starting a plugin, and for what a connector is asked. */
  readonly pluginTimeoutMs: number;
  /** `task.shutdown.graceful.timeout.ms`. */
  readonly taskStopTimeoutMs: number;
  readonly connectorStopTimeoutMs: number;
  /** How much longer a host gets that does not keep to its deadline for a stop. */
  readonly hostGraceMs: number;
  /** The version of the plugin that a connector's configuration names; null if it is not here. */
  readonly versionOf: (config: ConfigMap) => string | null;
  readonly onConnectorState: (name: string, report: StateReport) => void;
  readonly onTaskState: (id: TaskId, report: StateReport) => void;
}

interface ConnectorRun {
  config: ConfigMap;
  target: TargetState;
  revision: number;
  failed: boolean;
  /** Pending or over once it is being stopped. */
  stop: Promise<void> | null;
}

interface TaskRun extends RunningTask {
  target: Live;
  failed: boolean;
  stop: Promise<void> | null;
}

interface Runs {
  connector: ConnectorRun | null;
  readonly tasks: Map<number, TaskRun>;
}

export function createWorker(options: WorkerOptions): Worker {
  const { host, clock, logger, onConnectorState, onTaskState } = options;
  const all = new Map<string, Runs>();

  const runsOf = (name: string): Runs => {
    let runs = all.get(name);
    if (runs === undefined) all.set(name, (runs = { connector: null, tasks: new Map() }));
    return runs;
  };
  const dropIfEmpty = (name: string): void => {
    const runs = all.get(name);
    if (runs !== undefined && runs.connector === null && runs.tasks.size === 0) all.delete(name);
  };
  const call = <T>(run: () => Promise<T>, signal?: AbortSignal): Promise<PluginOutcome<T>> =>
    awaitPlugin({ clock, timeoutMs: options.pluginTimeoutMs, ...(signal && { signal }) }, run);

  /** What a start, or a change of state, that did not end well does to the status. */
  function report(outcome: PluginOutcome<void>, what: string, fail: (error: unknown) => void): void {
    if (outcome.kind === 'failed') fail(outcome.error);
    if (outcome.kind === 'late') fail(new DeadlineError(`${what} did not return within ${options.pluginTimeoutMs} ms`));
  }

  function failConnector(name: string, run: ConnectorRun, error: unknown): void {
    if (all.get(name)?.connector !== run || run.stop !== null || run.failed) return;
    run.failed = true;
    onConnectorState(name, { state: 'FAILED', trace: javaTrace(error), version: options.versionOf(run.config) });
  }

  function failTask(id: TaskId, run: TaskRun, error: unknown): void {
    if (all.get(id.connector)?.tasks.get(id.task) !== run || run.stop !== null || run.failed) return;
    run.failed = true;
    onTaskState(id, { state: 'FAILED', trace: javaTrace(error), version: options.versionOf(run.connectorConfig) });
  }

  /** Fails `run` also when the host refuses it after the wait was interrupted. */
  function watched(start: () => Promise<void>, fail: (error: unknown) => void, signal: AbortSignal): () => Promise<void> {
    return async () => {
      try {
        await start();
      } catch (error) {
        if (!signal.aborted) throw error;
        fail(error);
      }
    };
  }

  function stopInstance(name: string, run: ConnectorRun): Promise<void> {
    run.stop ??= run.target === 'STOPPED' ? Promise.resolve() : stopHosted(name);
    return run.stop;
  }

  async function stopHosted(name: string): Promise<void> {
    const timeoutMs = options.connectorStopTimeoutMs + options.hostGraceMs;
    const outcome = await awaitPlugin({ clock, timeoutMs }, () => host.stopConnector(name));
    if (outcome.kind === 'late') {
      logger.error(`Connector ${name} did not stop within ${timeoutMs} ms and was abandoned; it may still hold resources`);
    }
    if (outcome.kind === 'failed') logger.error(`Connector ${name} failed to stop`, { error: outcome.error });
  }

  async function stopConnector(name: string, leave: 'UNASSIGNED' | 'RESTARTING' | null): Promise<void> {
    const runs = runsOf(name);
    const run = runs.connector;
    if (run !== null) await stopInstance(name, run);
    if (runs.connector === run) runs.connector = null;
    dropIfEmpty(name);
    if (leave !== null) onConnectorState(name, { state: leave, trace: null, version: null });
  }

  async function stopHostedTask(id: TaskId): Promise<void> {
    const deadlineMs = options.taskStopTimeoutMs;
    const timeoutMs = deadlineMs + options.hostGraceMs;
    const outcome = await awaitPlugin({ clock, timeoutMs }, () => host.stopTask(id, deadlineMs));
    if (outcome.kind !== 'done') logger.error(`Task ${taskIdText(id)} did not stop in order`, { outcome });
  }

  async function stopTask(id: TaskId, leave: 'UNASSIGNED' | 'RESTARTING' | null): Promise<void> {
    const runs = runsOf(id.connector);
    const run = runs.tasks.get(id.task);
    if (run !== undefined) {
      run.stop ??= stopHostedTask(id);
      await run.stop;
      if (runs.tasks.get(id.task) === run) runs.tasks.delete(id.task);
    }
    dropIfEmpty(id.connector);
    // What failed shows as failed until it is started again.
    const keepsFailure = leave === 'UNASSIGNED' && run?.failed === true;
    if (leave !== null && !keepsFailure) onTaskState(id, { state: leave, trace: null, version: null });
  }

  return {
    running: (name) => all.get(name) ?? NOTHING_RUNNING,
    names: () => [...all.keys()],

    async startConnector(name, start, signal) {
      const { config, target, revision } = start;
      const run: ConnectorRun = { config, target, revision, failed: false, stop: null };
      runsOf(name).connector = run;
      const fail = (error: unknown): void => failConnector(name, run, error);
      const request = { name, config, target };
      const outcome = await call(
        watched(() => host.startConnector(request), fail, signal),
        signal,
      );
      report(outcome, `The start of connector ${name}`, fail);
    },

    async setConnectorState(name, target) {
      const run = all.get(name)?.connector;
      if (run === null || run === undefined) return;
      run.target = target;
      const outcome = await call(() => host.setConnectorState(name, target));
      report(outcome, `A change of state of connector ${name}`, (error) => failConnector(name, run, error));
    },

    stopConnector,

    async markStopped(name, config, revision) {
      const runs = runsOf(name);
      if (runs.connector !== null) await stopInstance(name, runs.connector);
      runs.connector = { config, revision, target: 'STOPPED', failed: false, stop: null };
      onConnectorState(name, { state: 'STOPPED', trace: null, version: options.versionOf(config) });
    },

    async taskConfigs(name, signal) {
      const run = all.get(name)?.connector;
      if (run === null || run === undefined) return [];
      const request = tasksMaxOf(run.config);
      const outcome = await call(() => host.taskConfigs(name, request), signal);
      if (outcome.kind === 'failed') throw outcome.error;
      if (outcome.kind === 'interrupted') throw new DeadlineError(`Nobody waits for the task configurations of ${name} any more`);
      if (outcome.kind === 'late') {
        throw new DeadlineError(`Connector ${name} did not say its tasks' configurations within ${options.pluginTimeoutMs} ms`);
      }
      return outcome.value;
    },

    async startTask(id, start, signal) {
      const { connectorConfig, taskConfig, target } = start;
      const run: TaskRun = { connectorConfig, taskConfig, target, failed: false, stop: null };
      runsOf(id.connector).tasks.set(id.task, run);
      const fail = (error: unknown): void => failTask(id, run, error);
      const outcome = await call(
        watched(() => host.startTask({ id, connectorConfig, taskConfig, target }), fail, signal),
        signal,
      );
      report(outcome, `The start of task ${taskIdText(id)}`, fail);
    },

    async setTaskState(id, target) {
      const run = all.get(id.connector)?.tasks.get(id.task);
      if (run === undefined) return;
      run.target = target;
      const outcome = await call(() => host.setTaskState(id, target));
      report(outcome, `A change of state of task ${taskIdText(id)}`, (error) => failTask(id, run, error));
    },

    stopTask,

    async stopAll() {
      const stops: Promise<void>[] = [];
      for (const [connector, runs] of all) {
        if (runs.connector !== null) stops.push(stopConnector(connector, 'UNASSIGNED'));
        for (const task of runs.tasks.keys()) stops.push(stopTask({ connector, task }, 'UNASSIGNED'));
      }
      await Promise.all(stops);
    },

    connectorState(name, state, trace, version) {
      const run = all.get(name)?.connector;
      if (run === null || run === undefined || run.stop !== null || run.failed || run.target === 'STOPPED') return;
      if (!isOwnState(state)) return;
      run.failed = state === 'FAILED';
      onConnectorState(name, { state, trace, version });
    },

    taskState(id, state, trace, version) {
      const run = all.get(id.connector)?.tasks.get(id.task);
      if (run === undefined || run.failed || !isOwnState(state)) return;
      // A task that fails while it stops shows why.
      if (run.stop !== null && state !== 'FAILED') return;
      run.failed = state === 'FAILED';
      onTaskState(id, { state, trace, version });
    },
  };
}

/** States that the plugin's own doing leads to; the others are the worker's to say. */
function isOwnState(state: State): boolean {
  return state === 'RUNNING' || state === 'PAUSED' || state === 'FAILED';
}
