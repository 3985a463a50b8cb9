import type { Clock } from '../model/clock.ts';
import type { Logger } from '../model/logger.ts';
import type { ConfigMap, TaskId } from '../model/names.ts';
import { createConnectorRuns } from './connector-runs.ts';
import type { ConnectorRuns } from './connector-runs.ts';
import { createPluginCalls } from './plugin-calls.ts';
import { NOTHING_RUNNING } from './running.ts';
import type { Running } from './running.ts';
import { createRunTable } from './runs.ts';
import type { StateReport } from './state-report.ts';
import type { TaskHost } from './task-host.ts';
import { createTaskRuns } from './task-runs.ts';
import type { TaskRuns } from './task-runs.ts';

/**
 * Runs connectors and tasks on this machine by way of a task host, and says what becomes of them. It decides nothing. Calls for
 * one connector are made one after another by its owner, except that tasks may be started and stopped side by side. No call
 * rejects or takes longer than its deadline, unless it says so; what a plugin does wrong becomes a status. A signal that aborts ends
 * the waiting, not what is waited for.
 */
export interface Worker extends ConnectorRuns, TaskRuns {
  running(name: string): Running;
  /** Stops all, everything side by side; each shows as UNASSIGNED afterwards. */
  stopAll(): Promise<void>;
}

/** Times in milliseconds. */
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

export function createWorker(options: WorkerOptions): Worker {
  const { host, clock, logger, pluginTimeoutMs, hostGraceMs, versionOf } = options;
  const runs = createRunTable();
  const shared = { host, runs, clock, logger, versionOf, calls: createPluginCalls(clock, pluginTimeoutMs) };
  const connectors = createConnectorRuns({
    ...shared,
    pluginTimeoutMs,
    stopTimeoutMs: options.connectorStopTimeoutMs + hostGraceMs,
    onState: options.onConnectorState,
  });
  const tasks = createTaskRuns({
    ...shared,
    stopTimeoutMs: options.taskStopTimeoutMs,
    hostGraceMs,
    onState: options.onTaskState,
  });
  return {
    ...connectors,
    ...tasks,
    running: (name) => runs.get(name) ?? NOTHING_RUNNING,
    async stopAll() {
      const stops: Promise<void>[] = [];
      for (const [connector, { connector: instance, tasks: numbered }] of runs.all) {
        if (instance !== null) stops.push(connectors.stopConnector(connector, 'UNASSIGNED'));
        for (const task of numbered.keys()) stops.push(tasks.stopTask({ connector, task }, 'UNASSIGNED'));
      }
      await Promise.all(stops);
    },
  };
}
