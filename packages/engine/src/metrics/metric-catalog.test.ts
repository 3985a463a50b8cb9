import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { leftOutMetrics } from './left-out-metrics.ts';
import { metricCatalog } from './metric-catalog.ts';

const PREFIXES: Readonly<Record<string, string>> = {
  'connect-worker-metrics': 'kafka_connect_worker_',
  'connect-worker-rebalance-metrics': 'kafka_connect_worker_rebalance_',
  'connector-metrics': 'kafka_connect_connector_',
  'connector-task-metrics': 'kafka_connect_connector_task_',
  'connector-transform-metrics': 'kafka_connect_connector_transform_',
  'connector-predicate-metrics': 'kafka_connect_connector_predicate_',
  'source-task-metrics': 'kafka_connect_source_task_',
  'sink-task-metrics': 'kafka_connect_sink_task_',
  'task-error-metrics': 'kafka_connect_task_error_',
};

/** The names of all metrics in Kafka Connect 4.3, by their group in JMX. */
const connectMetrics = JSON.parse(
  readFileSync(new URL('../../test/fixtures/connect-metrics.json', import.meta.url), 'utf8'),
) as Record<string, string[]>;
const named = Object.entries(connectMetrics).flatMap(([group, names]) => names.map((name) => [group, name] as const));
const all = metricCatalog.flatMap(({ metrics }) => metrics);
const snake = (name: string): string => name.replaceAll('-', '_');

/** Under its name, or as a label of the group's `info`. */
function isCarried(group: string, name: string): boolean {
  const prefix = PREFIXES[group] ?? '';
  const info = all.find((metric) => metric.name === `${prefix}info`);
  return all.some((metric) => metric.name === prefix + snake(name)) || info?.labels.includes(snake(name)) === true;
}

describe('the catalog of metrics', () => {
  it('has every metric of Kafka Connect but those that it says why of', () => {
    const missing = named.filter(([group, name]) => !isCarried(group, name)).map((each) => each.join(' '));
    expect(missing.toSorted()).toEqual(leftOutMetrics.map(({ group, name }) => `${group} ${name}`).toSorted());
  });

  it('has no name twice, and names and labels that Prometheus takes', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { name, labels } of all) {
      expect(name).toMatch(/^(kafka_connect|millrace)(_[a-z]+)+$/);
      for (const label of labels) expect(label).toMatch(/^[a-z]+(_[a-z]+)*$/);
    }
  });

  it('says of each in a sentence what it is, and calls counters what grows', () => {
    for (const { name, type, help } of all) {
      expect(help, name).toMatch(/^[A-Z1][^\n]*\.$/);
      if (name.endsWith('_total')) expect(type, name).toBe('counter');
    }
  });

  it('gives all metrics of a task the labels connector and task', () => {
    const ofTasks = all.filter(({ name }) => /^kafka_connect_(connector_task|source_task|sink_task|task_error)_/.test(name));
    expect(ofTasks.length).toBeGreaterThan(40);
    for (const { name, labels } of ofTasks) expect(labels.slice(0, 2), name).toEqual(['connector', 'task']);
  });
});
