import type { HostNumbers, ThreadSnapshot } from './host-snapshot.ts';
import { createMetricGroup } from './metric-group.ts';
import type { Metric, MetricGroup } from './metric-group.ts';
import type { ConnectorSnapshot, RunSnapshot, WorkerSnapshot } from './worker-snapshot.ts';

const plugins = createMetricGroup<number>({
  javaGroup: null,
  prefix: 'kafka_connect_connector_plugin_',
  labels: ['type'],
  subjects: (worker) => [...worker.plugins].map(([type, count]) => [[type], count]),
  metrics: [
    {
      name: 'count',
      type: 'gauge',
      help: 'Plugins of that type that are installed, each version of a class by itself.',
      read: (count) => count,
    },
  ],
});

const worker = createMetricGroup<WorkerSnapshot>({
  javaGroup: null,
  prefix: 'millrace_',
  labels: [],
  subjects: (snapshot) => [[[], snapshot]],
  metrics: [
    {
      name: 'worker-healthy',
      type: 'gauge',
      help: '1 when /health would say healthy, else 0.',
      read: ({ healthy }) => (healthy ? 1 : 0),
    },
    {
      name: 'threads',
      type: 'gauge',
      help: 'Threads that plugins run in, beside the one that serves REST.',
      read: ({ threads }) => threads.length,
    },
  ],
});

const host = createMetricGroup<HostNumbers>({
  javaGroup: null,
  prefix: 'millrace_',
  labels: [],
  subjects: (snapshot) => [[[], snapshot.host]],
  metrics: [
    {
      name: 'threads-started-total',
      type: 'counter',
      help: 'Threads of plugins that were started.',
      read: ({ threadsStarted }) => threadsStarted,
    },
    {
      name: 'thread-failures-total',
      type: 'counter',
      help: 'Tasks, connectors and validations that failed because they had ended their thread.',
      read: ({ failedForThreadEnd }) => failedForThreadEnd,
    },
    {
      name: 'thread-restarts-total',
      type: 'counter',
      help: 'Tasks, connectors and validations that were begun again because another one had ended their thread.',
      read: ({ restartedForOthers }) => restartedForOthers,
    },
    {
      name: 'tasks-abandoned-total',
      type: 'counter',
      help: 'Tasks that did not stop within task.shutdown.graceful.timeout.ms and were left to themselves.',
      read: ({ tasksAbandoned }) => tasksAbandoned,
    },
  ],
});

const connectorRestarts = createMetricGroup<ConnectorSnapshot>({
  javaGroup: null,
  prefix: 'millrace_',
  labels: ['connector'],
  subjects: ({ connectors }) => connectors.map((connector) => [[connector.name], connector]),
  metrics: [
    {
      name: 'connector-restarts-total',
      type: 'counter',
      help: 'How often the connector’s instance was started again on this worker: asked for, or after a change of its configuration.',
      read: ({ restarts }) => restarts,
    },
  ],
});

const taskRestarts = createMetricGroup<RunSnapshot>({
  javaGroup: null,
  prefix: 'millrace_',
  labels: ['connector', 'task'],
  subjects: ({ tasks }) => tasks.map((task) => [[task.id.connector, String(task.id.task)], task]),
  metrics: [
    {
      name: 'task-restarts-total',
      type: 'counter',
      help: 'How often the task was started again on this worker: asked for, by itself after a failure, or after a change of its configuration.',
      read: ({ restarts }) => restarts,
    },
  ],
});

const kills = createMetricGroup<number>({
  javaGroup: null,
  prefix: 'millrace_',
  labels: ['reason'],
  subjects: ({ host }) => Object.entries(host.threadsEnded).map(([reason, count]) => [[reason], count]),
  metrics: [
    {
      name: 'thread-kills-total',
      type: 'counter',
      help: 'Threads of plugins that were terminated or ended without being told to: hung, too much heap, too much external memory, crashed, exited.',
      read: (count) => count,
    },
  ],
});

function threadMetric(name: string, key: Exclude<keyof ThreadSnapshot, 'name'>, help: string): Metric<ThreadSnapshot> {
  return { name, type: 'gauge', help, read: (thread) => thread[key] };
}

const threads = createMetricGroup<ThreadSnapshot>({
  javaGroup: null,
  prefix: 'millrace_thread_',
  labels: ['thread'],
  subjects: (snapshot) => snapshot.threads.map((thread) => [[thread.name], thread]),
  metrics: [
    threadMetric('tasks', 'tasks', 'Tasks in the thread.'),
    threadMetric('heap-used-bytes', 'heapUsed', 'Bytes of JavaScript objects in the thread, garbage included.'),
    threadMetric('heap-total-bytes', 'heapTotal', 'Bytes that the heap of the thread takes up.'),
    threadMetric('heap-limit-bytes', 'heapLimit', 'Bytes at which V8 ends the thread.'),
    threadMetric('external-bytes', 'external', 'Bytes outside of the heap that its objects hold, Buffers among them.'),
    threadMetric('array-buffers-bytes', 'arrayBuffers', 'Bytes of ArrayBuffers and Buffers among those.'),
    threadMetric(
      'event-loop-utilization',
      'eventLoopUtilization',
      'Share of its recent time that the thread was busy, from 0 to 1.',
    ),
  ],
});

export const pluginMetrics: readonly MetricGroup[] = [plugins];

/** What Kafka Connect has no metric for. */
export const ownMetrics: readonly MetricGroup[] = [worker, connectorRestarts, taskRestarts, host, kills, threads];
