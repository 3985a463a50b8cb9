import { NO_HOST } from '../metrics/host-snapshot.ts';
import { collectMetrics } from '../metrics/metric-catalog.ts';
import type { MetricFamily } from '../metrics/metric-family.ts';
import type { RunMeter } from '../metrics/run-meter.ts';
import type { TaskSnapshot } from '../metrics/task-snapshot.ts';
import type { ConnectorSnapshot, GroupSnapshot, RunSnapshot } from '../metrics/worker-snapshot.ts';
import type { Clock } from '../model/clock.ts';
import { within } from '../model/clock.ts';
import type { ClusterConfig } from '../model/cluster-config.ts';
import { taskIdText } from '../model/names.ts';
import type { ConfigMap } from '../model/names.ts';
import type { PluginRegistry } from '../plugin/registry.ts';
import type { Running } from '../worker/running.ts';
import type { TaskHost } from '../worker/task-host.ts';
import type { ConnectorPlugins } from './connector-plugins.ts';
import type { Health } from './health.ts';

export interface EngineMetricsOptions {
  readonly meter: RunMeter;
  readonly host: Pick<TaskHost, 'metrics'>;
  readonly config: () => ClusterConfig;
  readonly running: (name: string) => Running;
  readonly registry: PluginRegistry;
  readonly plugins: ConnectorPlugins;
  readonly health: Health;
  readonly group: () => GroupSnapshot;
  readonly clock: Clock;
}

/** How long a task host is waited for; without it, there are no numbers from inside of tasks. */
const HOST_WAIT_MS = 2000;

/** Answers the metrics of this worker as they are now: of what is configured and runs here, and of nothing that was. */
export function createEngineMetrics(options: EngineMetricsOptions): () => Promise<MetricFamily[]> {
  const { meter, host, config, running, registry, plugins, health, group, clock } = options;

  function connectorOf(name: string, configured: ConfigMap): ConnectorSnapshot[] {
    const { connector } = running(name);
    if (connector === null) return [];
    const { state, restarts } = meter.connector(name);
    const type = plugins.typeOf(configured);
    return [
      {
        name,
        state: state ?? 'UNASSIGNED',
        type,
        class: plugins.classOf(configured),
        version: plugins.versionOf(configured),
        restarts,
      },
    ];
  }

  function tasksOf(name: string, told: ReadonlyMap<string, TaskSnapshot>): RunSnapshot[] {
    return Array.from(running(name).tasks.keys(), (task) => {
      const id = { connector: name, task };
      const { state, runningRatio, pauseRatio, restarts } = meter.task(id);
      const snapshot = told.get(taskIdText(id)) ?? null;
      return { id, state: state ?? 'UNASSIGNED', runningRatio, pauseRatio, restarts, told: snapshot };
    });
  }

  function pluginCounts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { type } of registry.list(false)) counts.set(type, (counts.get(type) ?? 0) + 1);
    return counts;
  }

  return async () => {
    const answer = await within(
      clock,
      HOST_WAIT_MS,
      host.metrics().catch(() => NO_HOST),
      NO_HOST,
    );
    const told = new Map(answer.tasks.map((task) => [taskIdText(task.id), task]));
    const { connectors } = config();
    const starts = meter.starts();
    const worker = {
      healthy: health.report().status === 'healthy',
      connectors: [...connectors].flatMap(([name, entry]) => connectorOf(name, entry.config)),
      tasks: [...connectors.keys()].flatMap((name) => tasksOf(name, told)),
      connectorStarts: starts.connectors,
      taskStarts: starts.tasks,
      group: group(),
      plugins: pluginCounts(),
      threads: answer.threads,
      host: answer.counts,
    };
    return collectMetrics(worker, () => clock.breathe());
  };
}
