import type { Clock } from '../model/clock.ts';
import { DeadlineError } from '../model/errors.ts';
import type { Logger } from '../model/logger.ts';
import type { ConfigMap, State } from '../model/names.ts';
import { javaTrace } from '../task/java-trace.ts';
import type { PluginCalls } from './plugin-calls.ts';
import { awaitPlugin } from './plugin-wait.ts';
import type { Live } from './running.ts';
import type { ConnectorRun, RunTable } from './runs.ts';
import { isOwnState } from './state-report.ts';
import type { StateReport } from './state-report.ts';
import type { TaskHost } from './task-host.ts';
import { tasksMaxOf } from './tasks-max.ts';

/** The part of a worker that is about connector instances. */
export interface ConnectorRuns {
  startConnector(name: string, start: ConnectorStart, signal: AbortSignal): Promise<void>;
  setConnectorState(name: string, target: Live): Promise<void>;
  /** `leave`: what its status is afterwards; null: it is not touched. */
  stopConnector(name: string, leave: 'UNASSIGNED' | 'RESTARTING' | null): Promise<void>;
  /** Stops the instance, if there is one, and shows the connector as STOPPED. */
  markStopped(name: string, config: ConfigMap, revision: number): Promise<void>;
  /** The configuration of each task, from the running connector. Rejects with what the connector threw, or DeadlineError. */
  taskConfigs(name: string, signal: AbortSignal): Promise<ConfigMap[]>;
  /** What the host tells of an instance. */
  connectorState(name: string, state: State, trace: string | null, version: string | null): void;
}

export interface ConnectorStart {
  readonly config: ConfigMap;
  readonly target: Live;
  readonly revision: number;
}

export interface ConnectorRunsOptions {
  readonly host: TaskHost;
  readonly runs: RunTable;
  readonly calls: PluginCalls;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For what a connector is asked. */
  readonly pluginTimeoutMs: number;
  readonly stopTimeoutMs: number;
  /** The version of the plugin that a connector's configuration names; null if it is not here. */
  readonly versionOf: (config: ConfigMap) => string | null;
  readonly onState: (name: string, report: StateReport) => void;
}

export function createConnectorRuns(options: ConnectorRunsOptions): ConnectorRuns {
  const { host, runs, calls, clock, logger, stopTimeoutMs, versionOf, onState } = options;

  const runOf = (name: string): ConnectorRun | null => runs.get(name)?.connector ?? null;

  function fail(name: string, run: ConnectorRun, error: unknown): void {
    if (runOf(name) !== run || run.stop !== null || run.failed) return;
    run.failed = true;
    onState(name, { state: 'FAILED', trace: javaTrace(error), version: versionOf(run.config) });
  }

  function stop(name: string, run: ConnectorRun): Promise<void> {
    run.stop ??= run.target === 'STOPPED' ? Promise.resolve() : stopInstance(name);
    return run.stop;
  }

  async function stopInstance(name: string): Promise<void> {
    const outcome = await awaitPlugin({ clock, timeoutMs: stopTimeoutMs }, () => host.stopConnector(name));
    if (outcome.kind === 'late') {
      logger.error(`Connector ${name} did not stop within ${stopTimeoutMs} ms and was abandoned; it may still hold resources`);
    }
    if (outcome.kind === 'failed') logger.error(`Connector ${name} failed to stop`, { error: outcome.error });
  }

  return {
    async startConnector(name, { config, target, revision }, signal) {
      const run: ConnectorRun = { config, target, revision, failed: false, stop: null };
      runs.of(name).connector = run;
      const start = (): Promise<void> => host.startConnector({ name, config, target });
      await calls.run(`The start of connector ${name}`, start, (error) => fail(name, run, error), signal);
    },

    async setConnectorState(name, target) {
      const run = runOf(name);
      if (run === null) return;
      run.target = target;
      const change = (): Promise<void> => host.setConnectorState(name, target);
      await calls.run(`A change of state of connector ${name}`, change, (error) => fail(name, run, error));
    },

    async stopConnector(name, leave) {
      const here = runs.of(name);
      const run = here.connector;
      if (run !== null) await stop(name, run);
      if (here.connector === run) here.connector = null;
      runs.tidy(name);
      if (leave !== null) onState(name, { state: leave, trace: null, version: null });
    },

    async markStopped(name, config, revision) {
      const here = runs.of(name);
      if (here.connector !== null) await stop(name, here.connector);
      here.connector = { config, revision, target: 'STOPPED', failed: false, stop: null };
      onState(name, { state: 'STOPPED', trace: null, version: versionOf(config) });
    },

    async taskConfigs(name, signal) {
      const run = runOf(name);
      if (run === null) return [];
      const wait = { clock, timeoutMs: options.pluginTimeoutMs, signal };
      const outcome = await awaitPlugin(wait, () => host.taskConfigs(name, tasksMaxOf(run.config)));
      if (outcome.kind === 'done') return outcome.value;
      if (outcome.kind === 'failed') throw outcome.error;
      const why = outcome.kind === 'late' ? `within ${options.pluginTimeoutMs} ms` : 'before nobody wanted to know them any more';
      throw new DeadlineError(`Connector ${name} did not say its tasks' configurations ${why}`);
    },

    connectorState(name, state, trace, version) {
      const run = runOf(name);
      if (run === null || run.stop !== null || run.failed || run.target === 'STOPPED' || !isOwnState(state)) return;
      run.failed = state === 'FAILED';
      onState(name, { state, trace, version });
    },
  };
}
