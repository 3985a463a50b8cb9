import type { Engine, MetricFamily } from '@millrace/engine';
import type { WorkerVersion } from '../worker-version.ts';
import type { PromMetric } from './process-metrics.ts';

/** What Prometheus gets. */
export interface MetricsPage {
  readonly contentType: string;
  readonly text: string;
}

export interface MetricsPageOptions {
  readonly engine: Pick<Engine, 'metrics'>;
  readonly version: WorkerVersion;
}

/**
 * Makes the page of metrics: the engine's, the process's and the version. The library behind it is loaded, and the process watched, with
 * the first one that is asked for: a worker that nobody scrapes has no part of it.
 */
export function createMetricsPage({ engine, version }: MetricsPageOptions): () => Promise<MetricsPage> {
  let tools: ReturnType<typeof loadTools> | null = null;
  return async () => {
    const { write, contentType, toMetric, processMetrics } = await (tools ??= loadTools());
    const families = [versionMetric(version), ...(await engine.metrics())];
    const process = await processMetrics();
    return { contentType, text: await write(each(families, toMetric, process)) };
  };
}

/** One after another, as they are asked for. */
function* each(
  families: readonly MetricFamily[],
  toMetric: Tools['toMetric'],
  process: readonly PromMetric[],
): Iterable<PromMetric> {
  for (const family of families) yield toMetric(family);
  yield* process;
}

interface Tools {
  readonly contentType: string;
  readonly toMetric: (family: MetricFamily) => PromMetric;
  readonly write: (metrics: Iterable<PromMetric>) => Promise<string>;
  readonly processMetrics: () => Promise<PromMetric[]>;
}

async function loadTools(): Promise<Tools> {
  const [text, { watchProcess }] = await Promise.all([import('./prometheus-text.ts'), import('./process-metrics.ts')]);
  return {
    contentType: text.PROMETHEUS_CONTENT_TYPE,
    toMetric: text.promMetric,
    write: text.writePrometheusText,
    processMetrics: await watchProcess(),
  };
}

function versionMetric({ version, commit }: WorkerVersion): MetricFamily {
  return {
    name: 'kafka_connect_app_info',
    type: 'gauge',
    help: '1; the labels are the version and the commit of the worker.',
    labels: ['version', 'commit_id'],
    samples: [{ labels: [version, commit], value: 1 }],
  };
}
