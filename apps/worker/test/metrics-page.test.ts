import { readFileSync } from 'node:fs';
import { metricCatalog } from '@millrace/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { type PromMetric, watchProcess } from '../src/metrics/process-metrics.ts';
import { metricsPage } from './metrics-page.ts';

let process: PromMetric[] = [];
beforeAll(async () => {
  process = await (await watchProcess())();
});

describe('docs/metrics.md', () => {
  it('says what the code says of each metric', async () => {
    await expect(metricsPage(process)).toMatchFileSnapshot('../../../docs/metrics.md');
  });
});

describe('docs/grafana-dashboard.json', () => {
  const text = readFileSync(new URL('../../../docs/grafana-dashboard.json', import.meta.url), 'utf8');
  const dashboard = JSON.parse(text) as {
    readonly panels: readonly {
      readonly id: number;
      readonly type: string;
      readonly targets?: readonly { readonly expr: string }[];
    }[];
  };
  const expressions = dashboard.panels.flatMap(({ targets }) => (targets ?? []).map(({ expr }) => expr));

  it('asks for nothing but metrics and labels that there are', () => {
    const labels = new Map<string, readonly string[]>(process.map(({ name }) => [name, []]));
    for (const metric of metricCatalog.flatMap(({ metrics }) => metrics)) labels.set(metric.name, metric.labels);
    for (const expression of expressions) {
      for (const [, name, selector] of expression.matchAll(/((?:kafka_connect|millrace|nodejs|process)_\w+)\{(.*?)\}/g)) {
        expect([...labels.keys()]).toContain(name);
        const own = [...(selector ?? '').matchAll(/(\w+)=/g)]
          .map(([, label]) => label)
          .filter((label) => label !== 'job' && label !== 'instance');
        for (const label of own) expect(labels.get(name ?? ''), expression).toContain(label);
      }
    }
    expect(expressions.length).toBeGreaterThan(30);
  });

  it('takes rates of counters only', () => {
    const types = new Map(metricCatalog.flatMap(({ metrics }) => metrics.map(({ name, type }) => [name, type])));
    for (const expression of expressions) {
      for (const [, name] of expression.matchAll(/(?:rate|increase)\(((?:kafka_connect|millrace)_\w+)/g))
        expect(types.get(name ?? ''), name).toBe('counter');
    }
  });

  it('has no panel twice', () => {
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
