import type { Handlers } from '../generated/express.gen.ts';
import { createMetricsPage } from '../metrics/metrics-page.ts';
import type { RestContext } from './rest-context.ts';

/** What the worker tells Prometheus. */
export function metricsHandlers(context: RestContext) {
  const page = createMetricsPage(context);
  return {
    async getMetrics() {
      const { contentType, text } = await page();
      return { status: 200, body: text, headers: { 'Content-Type': contentType } };
    },
  } satisfies Partial<Handlers>;
}
