import type { MetricFamily } from '@millrace/engine';
import { Gauge, type MetricType, Registry } from 'prom-client';
import type { PromMetric } from './process-metrics.ts';

/** The text format of Prometheus with its version, as a content type. */
export const PROMETHEUS_CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** How many values are written before others get a turn. */
const VALUES_AT_ONCE = 500;

/** Writes metrics in the text format of Prometheus. A family without samples leads to its heading only. */
export async function writePrometheusText(metrics: Iterable<PromMetric>): Promise<string> {
  const registry = new Registry();
  const texts: string[] = [];
  let written = 0;
  for (const metric of metrics) {
    registry.registerMetric(new Snapshot(metric));
    texts.push(await registry.getSingleMetricAsString(metric.name));
    written += metric.values.length;
    if (written < VALUES_AT_ONCE) continue;
    written = 0;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return `${texts.join('\n\n')}\n`;
}

/** A family of the engine's in prom-client's terms. */
export function promMetric({ name, type, help, labels, samples }: MetricFamily): PromMetric {
  const values = samples.map((sample) => {
    const pairs = labels.map((label, index) => [label, sample.labels[index] ?? ''] as const).filter(([, value]) => value !== '');
    return { labels: Object.fromEntries(pairs), value: sample.value };
  });
  // prom-client declares an enumeration here that it does not export: its values are these texts.
  return { name, help, type: type as unknown as MetricType, aggregator: 'omit', collect: () => undefined, values };
}

/** Gives what it is made of, whatever its type. */
class Snapshot extends Gauge {
  readonly #metric: PromMetric;

  constructor(metric: PromMetric) {
    super({ name: metric.name, help: metric.help, registers: [] });
    this.#metric = metric;
  }

  override async get(): Promise<PromMetric> {
    return this.#metric;
  }
}
