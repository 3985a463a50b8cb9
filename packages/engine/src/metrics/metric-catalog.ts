import type { MetricDescription, MetricFamily } from './metric-family.ts';
import type { MetricGroup } from './metric-group.ts';
import { ownMetrics, pluginMetrics } from './own-metrics.ts';
import { sinkTaskMetrics } from './sink-task-metrics.ts';
import { sourceTaskMetrics } from './source-task-metrics.ts';
import { taskErrorMetrics, taskMetrics } from './task-metrics.ts';
import { connectorMetrics, workerMetrics } from './worker-metrics.ts';
import type { WorkerSnapshot } from './worker-snapshot.ts';

/** Metrics under one heading. */
export interface MetricSection {
  readonly title: string;
  /** The groups of Kafka Connect's JMX metrics that they come from; none for Millrace's own. */
  readonly javaGroups: readonly string[];
  readonly metrics: readonly MetricDescription[];
}

const SECTIONS: readonly (readonly [title: string, groups: readonly MetricGroup[]])[] = [
  ['Worker', workerMetrics],
  ['Connectors', connectorMetrics],
  ['Tasks', taskMetrics],
  ['Source tasks', sourceTaskMetrics],
  ['Sink tasks', sinkTaskMetrics],
  ['Errors of single records', taskErrorMetrics],
  ['Plugins', pluginMetrics],
  ['Millrace’s own', ownMetrics],
];

/** Every metric that an engine has, whether it has values now or not. */
export const metricCatalog: readonly MetricSection[] = SECTIONS.map(([title, groups]) => ({
  title,
  javaGroups: [...new Set(groups.flatMap(({ javaGroup }) => javaGroup ?? []))],
  metrics: groups.flatMap(({ descriptions }) => descriptions),
}));

/** All metrics with their values. `breathe` gives others a turn, so that thousands of tasks do not hold them up. */
export async function collectMetrics(worker: WorkerSnapshot, breathe: () => Promise<void>): Promise<MetricFamily[]> {
  const families: MetricFamily[] = [];
  for (const group of SECTIONS.flatMap(([, groups]) => groups)) {
    families.push(...group.collect(worker));
    await breathe();
  }
  return families;
}
