import type { RunningConnector, RunningTask } from './running.ts';

/** A connector instance, from its start until it has stopped. */
export interface ConnectorRun extends RunningConnector {
  target: RunningConnector['target'];
  failed: boolean;
  /** Pending or over once it is being stopped. */
  stop: Promise<void> | null;
}

/** A task, from its start until it has stopped. */
export interface TaskRun extends RunningTask {
  target: RunningTask['target'];
  failed: boolean;
  stop: Promise<void> | null;
}

/** All that runs of one connector. */
export interface Runs {
  connector: ConnectorRun | null;
  readonly tasks: Map<number, TaskRun>;
}

/** Everything that runs on this worker. */
export interface RunTable {
  readonly all: ReadonlyMap<string, Runs>;
  get(connector: string): Runs | undefined;
  /** Those of a connector of which something is about to run. */
  of(connector: string): Runs;
  /** Forgets the connector if nothing of it runs any more. */
  tidy(connector: string): void;
}

export function createRunTable(): RunTable {
  const all = new Map<string, Runs>();
  return {
    all,
    get: (connector) => all.get(connector),
    of(connector) {
      let runs = all.get(connector);
      if (runs === undefined) all.set(connector, (runs = { connector: null, tasks: new Map() }));
      return runs;
    },
    tidy(connector) {
      const runs = all.get(connector);
      if (runs !== undefined && runs.connector === null && runs.tasks.size === 0) all.delete(connector);
    },
  };
}
