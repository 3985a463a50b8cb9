import type { Clock } from '../model/clock.ts';
import type { Logger } from '../model/logger.ts';
import type { ConfigMap } from '../model/names.ts';
import { restartSettings } from '../plugin/restart-settings.ts';
import type { RestartSettings } from '../plugin/restart-settings.ts';
import type { Running } from '../worker/running.ts';
import type { StateReport } from '../worker/state-report.ts';
import type { RestartOrder } from './connector-lane.ts';
import type { Lanes } from './lanes.ts';

/**
 * Restarts connectors and tasks that have failed, where their configuration asks for it (`errors.restart.*`): after a time that
 * grows with each restart in a row, and up to a number of them. Kafka Connect has no such thing.
 */
export interface SelfRestarts {
  /** Looks at what a connector (`task` null) or a task is about to show; answers it, a trace with what is going to happen. */
  seen(connector: string, task: number | null, report: StateReport): StateReport;
  /** How often it was restarted so since the worker started. */
  count(connector: string, task: number | null): number;
  /** The connector was deleted. */
  forget(connector: string): void;
  close(): void;
}

export interface SelfRestartsOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** At random, from 0 to 1. */
  readonly random: () => number;
  readonly lanes: () => Pick<Lanes, 'of'>;
  readonly running: (connector: string) => Running;
  /** A connector's configuration as it is now. */
  readonly configOf: (connector: string) => ConfigMap | undefined;
}

/** How long something has to run well until its restarts are counted anew, at least. */
const HEALTHY_MS = 60_000;
/** By how much times are varied, up and down. */
const JITTER = 0.2;

interface Run {
  readonly connector: string;
  readonly task: number | null;
  /** In a row. */
  attempts: number;
  total: number;
  /** Ends the wait for the next restart, or for the end of the while of running well. */
  cancel: () => void;
}

export function createSelfRestarts(options: SelfRestartsOptions): SelfRestarts {
  const { clock, logger, lanes, running } = options;
  const runs = new Map<string, Map<number | null, Run>>();

  function runOf(connector: string, task: number | null): Run {
    let ofConnector = runs.get(connector);
    if (ofConnector === undefined) runs.set(connector, (ofConnector = new Map()));
    let run = ofConnector.get(task);
    if (run === undefined) ofConnector.set(task, (run = { connector, task, attempts: 0, total: 0, cancel: none }));
    return run;
  }

  function isFailed({ connector, task }: Run): boolean {
    const now = running(connector);
    return (task === null ? now.connector : now.tasks.get(task))?.failed === true;
  }

  function restart(run: Run): void {
    if (!isFailed(run)) return;
    const { connector, task } = run;
    run.attempts += 1;
    run.total += 1;
    const order = (): RestartOrder => {
      // By then somebody else may have restarted it, or moved it.
      const still = isFailed(run);
      return { connector: still && task === null, tasks: still && task !== null ? [task] : [], leave: 'RESTARTING' };
    };
    logger.info(`Restarting ${nameOf(run)}, which has failed`, { restart: run.attempts });
    lanes()
      .of(connector)
      .restart(order)
      .catch((error: unknown) => logger.error(`${nameOf(run)} could not be restarted`, { error }));
  }

  function failed(run: Run, report: StateReport, settings: RestartSettings): StateReport {
    const { maxAttempts } = settings;
    if (maxAttempts === 0) return report;
    if (run.attempts >= maxAttempts)
      return withNote(report, `${maxAttempts} restarts in a row did not help: it is not restarted by itself any more`);
    const delayMs = delayOf(settings, run.attempts, options.random());
    run.cancel = clock.after(delayMs, () => restart(run));
    const which = maxAttempts === Infinity ? `restart ${run.attempts + 1}` : `restart ${run.attempts + 1} of ${maxAttempts}`;
    return withNote(report, `It is restarted by itself in ${(delayMs / 1000).toFixed(1)} s: ${which} in a row`);
  }

  function healthy(run: Run, { backoffMaxMs }: RestartSettings): void {
    if (run.attempts === 0) return;
    run.cancel = clock.after(Math.max(HEALTHY_MS, backoffMaxMs), () => (run.attempts = 0));
  }

  return {
    seen(connector, task, report) {
      const config = options.configOf(connector);
      const known = runs.get(connector)?.get(task);
      known?.cancel();
      if (config === undefined) return report;
      const settings = restartSettings(config);
      if (settings.maxAttempts === 0 && known === undefined) return report;
      const run = runOf(connector, task);
      run.cancel = none;
      if (report.state === 'FAILED') return failed(run, report, settings);
      if (report.state === 'RUNNING') healthy(run, settings);
      // Stopped because somebody wanted that: what comes next is a new beginning.
      else if (report.state !== 'RESTARTING') run.attempts = 0;
      return report;
    },
    count: (connector, task) => runs.get(connector)?.get(task)?.total ?? 0,
    forget(connector) {
      for (const run of runs.get(connector)?.values() ?? []) run.cancel();
      runs.delete(connector);
    },
    close() {
      for (const ofConnector of runs.values()) for (const run of ofConnector.values()) run.cancel();
      runs.clear();
    },
  };
}

/** How long to wait before a restart that so many others came before. */
function delayOf({ backoffMs, backoffMaxMs }: RestartSettings, before: number, random: number): number {
  const delayMs = Math.min(backoffMs * 2 ** before, backoffMaxMs);
  return Math.min(Math.round(delayMs * (1 - JITTER + 2 * JITTER * random)), backoffMaxMs);
}

/** The trace with a line of ours at its end. */
function withNote(report: StateReport, note: string): StateReport {
  const trace = report.trace ?? '';
  return {
    ...report,
    trace: `${trace}${trace === '' || trace.endsWith('\n') ? '' : '\n'}${note} (errors.restart.max.attempts).\n`,
  };
}

function nameOf({ connector, task }: Run): string {
  return task === null ? `connector ${connector}` : `task ${connector}-${task}`;
}

function none(): void {}
