import { setTimeout } from 'node:timers/promises';
import type { MetricObjectWithValues, MetricValue } from 'prom-client';
import { collectDefaultMetrics, Registry } from 'prom-client';

/** A metric with its values as prom-client gives it. */
export type PromMetric = MetricObjectWithValues<MetricValue<string>>;

/** What a histogram of Node's says of the smallest value while there is none, as seconds. */
const NO_DELAY_SECONDS = 2 ** 63 / 1e9;
/** Long enough for the first delays of the event loop to be seen. */
const FIRST_LOOK_MS = 30;

/**
 * Begins to watch this process: its memory, CPU time, garbage collections and event loop, as prom-client does for everybody. The answer
 * tells them as they are now; delays of the event loop are those since it was asked last.
 */
export async function watchProcess(): Promise<() => Promise<PromMetric[]>> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  await setTimeout(FIRST_LOOK_MS);
  return async () => (await registry.getMetricsAsJSON()).map(withoutNothing);
}

function withoutNothing(metric: PromMetric): PromMetric {
  return { ...metric, values: metric.values.filter(({ value }) => Number.isFinite(value) && value < NO_DELAY_SECONDS) };
}
