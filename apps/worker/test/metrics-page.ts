import { leftOutMetrics, metricCatalog, type MetricSection } from '@millrace/engine';
import type { PromMetric } from '../src/metrics/process-metrics.ts';

const INTRODUCTION = `<!-- Written by \`npx vitest run apps/worker/test/metrics-page.test.ts -u\`. Do not edit. -->

# Metrics

A worker answers \`GET /metrics\` in the text format of Prometheus. Each worker tells about itself and about what runs on it:

\`\`\`yaml
scrape_configs:
  - job_name: millrace
    static_configs:
      - targets: ['127.0.0.1:8083']
\`\`\`

[grafana-dashboard.json](grafana-dashboard.json) is a dashboard for them: in Grafana, *Dashboards, New, Import*.

Kafka Connect has these metrics in JMX. Here they have the names that the usual configurations of the JMX exporter give them, so that
dashboards and alerts made for those go on working: \`kafka.connect:type=source-task-metrics,connector=c,task=0\` and its
\`source-record-poll-total\` is \`kafka_connect_source_task_source_record_poll_total{connector="c",task="0"}\`. Mind that:

- Totals are counters. They begin at 0 when the task (or the worker) is started, as in Kafka Connect; \`rate()\` and \`increase()\` know that.
- What is called recent is the time of \`metrics.num.samples\` windows of \`metrics.sample.window.ms\`, 2 and 30,000 unless the worker's
  configuration says otherwise. Where nothing happened in it, the maximum or average is left out (JMX says NaN).
- What JMX tells as text is a label here, of a metric that is always 1: \`…_status{status="running"}\`, \`…_info{…}\`.
- \`kafka_connect_connector_status\` is there for connectors, and with the label \`task\` for tasks as well: exporters give the state of tasks
  under that name, and alerts such as \`kafka_connect_connector_status{status="failed"} == 1\` are made for that.
- A connector that was deleted, and a task that is not there any more, leave nothing behind.
- Counting costs a task a few additions for each batch, none for each record.
`;

const PROCESS = `## The process

What prom-client tells of every Node.js process, here of the thread that serves REST where it is about a thread. On Linux there are also
the memory that is mapped and the files that are open.`;

/** Told on Linux only. */
const LINUX_ONLY = /^process_(virtual_memory_bytes|heap_bytes|open_fds|max_fds)$/;

/** The text of docs/metrics.md. `process`: what there is of the process itself. */
export function metricsPage(process: readonly Pick<PromMetric, 'name' | 'help'>[]): string {
  const app = { name: 'kafka_connect_app_info', help: '1; the labels are the version and the commit of the worker.' };
  const everywhere = [app, ...process.filter(({ name }) => !LINUX_ONLY.test(name))];
  const parts = [
    INTRODUCTION.trimEnd(),
    ...metricCatalog.flatMap(section),
    PROCESS,
    table(
      ['metric', 'what it is'],
      everywhere.map(({ name, help }) => [code(name), help]),
    ),
    "## What of Kafka Connect's is not there",
    table(
      ['group in JMX', 'metric', 'why'],
      leftOutMetrics.map(({ group, name, why }) => [code(group), code(name), why]),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section({ title, javaGroups, metrics }: MetricSection): string[] {
  const rows = metrics.map(({ name, type, labels, help }) => [code(name), type, labels.map(code).join(', '), help]);
  const groups = javaGroups.map(code).join(', ');
  return [
    `## ${title}`,
    ...(groups === '' ? [] : [`In JMX: ${groups}.`]),
    table(['metric', 'type', 'labels', 'what it is'], rows),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`)
    .join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
