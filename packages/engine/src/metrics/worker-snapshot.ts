import type { ConnectorType, State, TaskId } from '../model/names.ts';
import type { HostSnapshot } from './host-snapshot.ts';
import type { StartCounts } from './run-meter.ts';
import type { TaskSnapshot } from './task-snapshot.ts';

/** All that metrics say of a worker, at one moment. */
export interface WorkerSnapshot {
  readonly healthy: boolean;
  /** Those whose instance runs on this worker, or would if it were not stopped. */
  readonly connectors: readonly ConnectorSnapshot[];
  readonly tasks: readonly RunSnapshot[];
  readonly connectorStarts: StartCounts;
  readonly taskStarts: StartCounts;
  readonly group: GroupSnapshot;
  readonly plugins: ReadonlyMap<string, number>;
  readonly threads: HostSnapshot['threads'];
  readonly host: HostSnapshot['counts'];
}

export interface ConnectorSnapshot {
  readonly name: string;
  readonly state: State;
  /** null: the class is not here. */
  readonly type: ConnectorType | null;
  readonly class: string;
  readonly version: string | null;
  readonly restarts: number;
}

/** A task from outside, with what it says of itself. */
export interface RunSnapshot {
  readonly id: TaskId;
  readonly state: State;
  /** Shares of the time since it was started, from 0 to 1. */
  readonly runningRatio: number;
  readonly pauseRatio: number;
  readonly restarts: number;
  /** null: it has not told anything yet, or its thread does not answer. */
  readonly told: TaskSnapshot | null;
}

export interface GroupSnapshot {
  readonly generation: number;
  /** null: none is known. */
  readonly leaderUrl: string | null;
  readonly rebalances: number;
  /** null: there was none yet. */
  readonly sinceRebalanceMs: number | null;
}
