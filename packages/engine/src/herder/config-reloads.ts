import type { Clock } from '../model/clock.ts';
import type { Logger } from '../model/logger.ts';
import type { Running } from '../worker/running.ts';
import type { ConfigSources } from '../worker/task-host.ts';
import type { RestartOrder } from './connector-lane.ts';
import type { Lanes } from './lanes.ts';

/**
 * Restarts what runs with values of config providers that are others now. A connector is restarted when the first of its values expires
 * (`config.action.reload`; Java: `WorkerConfigTransformer`). When a connector starts with other values than its tasks have, those
 * tasks are restarted.
 */
export interface ConfigReloads {
  /** What a connector (`task` null) or a task is starting with. */
  resolved(connector: string, task: number | null, sources: ConfigSources): void;
  /** The connector was deleted. */
  forget(connector: string): void;
  close(): void;
}

export interface ConfigReloadsOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly lanes: () => Pick<Lanes, 'of'>;
  readonly running: (connector: string) => Running;
}

/** Values that expire sooner would keep their connector from its work. Milliseconds. */
const SHORTEST_RELOAD_MS = 1000;

const NOTHING: RestartOrder = { connector: false, tasks: [], leave: 'UNASSIGNED' };

interface Known {
  cancelReload: () => void;
  /** By task. */
  readonly digests: Map<number, ConfigSources['digests']>;
}

export function createConfigReloads({ clock, logger, lanes, running }: ConfigReloadsOptions): ConfigReloads {
  const known = new Map<string, Known>();

  function of(connector: string): Known {
    let found = known.get(connector);
    if (found === undefined) known.set(connector, (found = { cancelReload: () => undefined, digests: new Map() }));
    return found;
  }

  function restart(connector: string, what: () => RestartOrder): void {
    lanes()
      .of(connector)
      .restart(what)
      .catch((error: unknown) => logger.error(`Unexpected error during restart of connector ${connector}`, { error }));
  }

  function restartInstance(connector: string): void {
    // By then it may have been paused or moved.
    restart(connector, () => ({ ...NOTHING, connector: running(connector).connector?.target === 'STARTED' }));
  }

  function scheduleReload(connector: string, reloadMs: number | null): void {
    const entry = of(connector);
    entry.cancelReload();
    if (reloadMs === null) return;
    const delayMs = Math.max(reloadMs, SHORTEST_RELOAD_MS);
    logger.info(`Scheduling a restart of connector ${connector} in ${delayMs} ms`);
    entry.cancelReload = clock.after(delayMs, () => restartInstance(connector));
  }

  function outdatedTasks(connector: string, digests: ConfigSources['digests']): number[] {
    return [...of(connector).digests]
      .filter(([task, older]) => isOutdated(older, digests) && running(connector).tasks.has(task))
      .map(([task]) => task);
  }

  function restartOutdated(connector: string, digests: ConfigSources['digests']): void {
    if (outdatedTasks(connector, digests).length === 0) return;
    restart(connector, () => {
      // Those that were restarted along with the connector have the new values by now.
      const tasks = outdatedTasks(connector, digests);
      if (tasks.length > 0)
        logger.info(`Values of config providers for connector ${connector} have changed: restarting its tasks`, { tasks });
      return { ...NOTHING, tasks };
    });
  }

  return {
    resolved(connector, task, { reloadMs, digests }) {
      if (task !== null) {
        of(connector).digests.set(task, digests);
        return;
      }
      scheduleReload(connector, reloadMs);
      restartOutdated(connector, digests);
    },
    forget(connector) {
      known.get(connector)?.cancelReload();
      known.delete(connector);
    },
    close() {
      for (const { cancelReload } of known.values()) cancelReload();
      known.clear();
    },
  };
}

function isOutdated(older: ConfigSources['digests'], newer: ConfigSources['digests']): boolean {
  return [...older].some(([variable, digest]) => newer.has(variable) && newer.get(variable) !== digest);
}
