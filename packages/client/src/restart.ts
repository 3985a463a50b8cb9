import type { ConnectorStateInfo } from '@millrace/contract';
import type { CallOptions } from './options.ts';
import { isInState, type Watch } from './wait.ts';

export interface RestartTargets {
  readonly includeTasks: boolean;
  readonly onlyFailed: boolean;
}

/** What it is done with: `client.connectors`. */
export interface RestartCalls {
  status(name: string, options: CallOptions): PromiseLike<ConnectorStateInfo>;
  restart(name: string, options: RestartTargets & CallOptions): PromiseLike<ConnectorStateInfo | undefined>;
  restartTask(name: string, id: number, options: CallOptions): PromiseLike<unknown>;
}

/** How long a state from before the restart may still be shown while nothing seems to happen. */
const settleMs = 1000;

/** Restarts, and waits until all runs again. */
export async function restartAndWait(
  connectors: RestartCalls,
  watch: Watch,
  targets: RestartTargets,
): Promise<ConnectorStateInfo> {
  const { name } = watch;
  const before = await connectors.status(name, watch.remaining);
  const planned = await connectors.restart(name, { ...targets, ...watch.remaining });
  const askedForMore = targets.includeTasks || targets.onlyFailed;
  if (planned === undefined && askedForMore) await restartTasks(connectors, watch, before, targets.onlyFailed);

  const startedMs = watch.elapsedMs;
  let changed = isInState(before, 'FAILED');
  return watch.until('run again', (status) => {
    changed ||= !isInState(status, 'RUNNING');
    return isInState(status, 'RUNNING') && (changed || watch.elapsedMs - startedMs >= settleMs);
  });
}

/** Before 3.0, Apache Kafka Connect restarts the connector alone, whatever it is asked for. */
async function restartTasks(
  connectors: RestartCalls,
  watch: Watch,
  { tasks }: ConnectorStateInfo,
  onlyFailed: boolean,
): Promise<void> {
  for (const { id, state } of tasks) {
    if (!onlyFailed || state === 'FAILED') await connectors.restartTask(watch.name, id, watch.remaining);
  }
}
