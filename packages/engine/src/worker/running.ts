import type { ConfigMap, TargetState } from '../model/names.ts';

/** What a worker runs of one connector. */
export interface Running {
  /** null: its connector instance is not here. */
  readonly connector: RunningConnector | null;
  readonly tasks: ReadonlyMap<number, RunningTask>;
}

export interface RunningConnector {
  readonly config: ConfigMap;
  /** STOPPED: there is no instance, and the status says so. */
  readonly target: TargetState;
  /** How often the connector had been configured when this instance was started. */
  readonly revision: number;
  readonly failed: boolean;
}

export interface RunningTask {
  readonly connectorConfig: ConfigMap;
  readonly taskConfig: ConfigMap;
  readonly target: Live;
  readonly failed: boolean;
}

/** What an instance or a task can be told to be. */
export type Live = 'STARTED' | 'PAUSED';

export const NOTHING_RUNNING: Running = { connector: null, tasks: new Map() };
