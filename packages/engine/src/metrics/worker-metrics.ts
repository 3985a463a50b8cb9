import type { State } from '../model/names.ts';
import { createMetricGroup, one } from './metric-group.ts';
import type { Metric, MetricGroup } from './metric-group.ts';
import type { StartCounts } from './run-meter.ts';
import type { ConnectorSnapshot, GroupSnapshot, RunSnapshot, WorkerSnapshot } from './worker-snapshot.ts';

const WORKER = 'connect-worker-metrics';
const REBALANCE = 'connect-worker-rebalance-metrics';

type Starts = Pick<WorkerSnapshot, 'connectorStarts' | 'taskStarts'>;

function startMetrics(what: 'connector' | 'task', counts: (starts: Starts) => StartCounts): Metric<Starts>[] {
  const failed = (starts: Starts): number | null => {
    const { successRatio } = counts(starts);
    return successRatio === null ? null : 1 - successRatio;
  };
  return [
    {
      name: `${what}-startup-attempts-total`,
      type: 'counter',
      help: `Starts of ${what}s on this worker that have come to an end, good or bad.`,
      read: (starts) => counts(starts).attempts,
    },
    {
      name: `${what}-startup-success-total`,
      type: 'counter',
      help: `Starts of ${what}s on this worker that led to a running one.`,
      read: (starts) => counts(starts).successes,
    },
    {
      name: `${what}-startup-success-percentage`,
      type: 'gauge',
      help: `Share of the recent starts of ${what}s that succeeded, from 0 to 1.`,
      read: (starts) => counts(starts).successRatio,
    },
    {
      name: `${what}-startup-failure-total`,
      type: 'counter',
      help: `Starts of ${what}s on this worker that failed.`,
      read: (starts) => counts(starts).failures,
    },
    {
      name: `${what}-startup-failure-percentage`,
      type: 'gauge',
      help: `Share of the recent starts of ${what}s that failed, from 0 to 1.`,
      read: failed,
    },
  ];
}

const counts = createMetricGroup<WorkerSnapshot>({
  javaGroup: WORKER,
  prefix: 'kafka_connect_worker_',
  labels: [],
  subjects: (worker) => [[[], worker]],
  metrics: [
    {
      name: 'connector-count',
      type: 'gauge',
      help: 'Connectors on this worker, failed, paused and stopped ones included.',
      read: ({ connectors }) => connectors.length,
    },
    {
      name: 'task-count',
      type: 'gauge',
      help: 'Tasks on this worker, failed and paused ones included.',
      read: ({ tasks }) => tasks.length,
    },
    ...startMetrics('connector', ({ connectorStarts }) => connectorStarts),
    ...startMetrics('task', ({ taskStarts }) => taskStarts),
  ],
});

interface ConnectorTasks {
  readonly tasks: readonly RunSnapshot[];
}

function byConnector(tasks: readonly RunSnapshot[]): Map<string, RunSnapshot[]> {
  const groups = new Map<string, RunSnapshot[]>();
  for (const task of tasks) {
    const group = groups.get(task.id.connector);
    if (group === undefined) groups.set(task.id.connector, [task]);
    else group.push(task);
  }
  return groups;
}

function taskCount(state: State | 'DESTROYED'): Metric<ConnectorTasks> {
  return {
    name: `connector-${state.toLowerCase()}-task-count`,
    type: 'gauge',
    help: `Tasks of the connector on this worker that are ${state}.`,
    read: ({ tasks }) => tasks.filter((task) => task.state === state).length,
  };
}

const tasksByConnector = createMetricGroup<ConnectorTasks>({
  javaGroup: WORKER,
  prefix: 'kafka_connect_worker_',
  labels: ['connector'],
  subjects: ({ tasks }) => [...byConnector(tasks)].map(([connector, own]) => [[connector], { tasks: own }]),
  metrics: [
    {
      name: 'connector-total-task-count',
      type: 'gauge',
      help: 'Tasks of the connector on this worker.',
      read: ({ tasks }) => tasks.length,
    },
    taskCount('RUNNING'),
    taskCount('PAUSED'),
    taskCount('FAILED'),
    taskCount('UNASSIGNED'),
    taskCount('RESTARTING'),
    taskCount('DESTROYED'),
  ],
});

const rebalances = createMetricGroup<GroupSnapshot>({
  javaGroup: REBALANCE,
  prefix: 'kafka_connect_worker_rebalance_',
  labels: [],
  subjects: ({ group }) => [[[], group]],
  metrics: [
    {
      name: 'epoch',
      type: 'gauge',
      help: "The generation of the worker's group: it grows whenever a worker comes or goes.",
      read: ({ generation }) => generation,
    },
    {
      name: 'rebalancing',
      type: 'gauge',
      help: '1 while this worker is not a member of its group, else 0.',
      read: ({ generation }) => (generation === 0 ? 1 : 0),
    },
    {
      name: 'completed-rebalances-total',
      type: 'counter',
      help: 'Changes of the group, or of the part of the work that is this worker’s, the joining included. A new configuration is none.',
      read: (group) => group.rebalances,
    },
    {
      name: 'time-since-last-rebalance-ms',
      type: 'gauge',
      help: 'Milliseconds since the last such change.',
      read: ({ sinceRebalanceMs }) => sinceRebalanceMs,
    },
  ],
});

const leader = createMetricGroup<GroupSnapshot>({
  javaGroup: REBALANCE,
  prefix: 'kafka_connect_worker_rebalance_',
  labels: ['leader_name'],
  subjects: ({ group }) => (group.leaderUrl === null ? [] : [[[group.leaderUrl], group]]),
  metrics: [{ name: 'leader-name', type: 'gauge', help: '1; the label is the URL of the leader of the group.', read: one }],
});

/** What a worker has as a whole. */
export const workerMetrics: readonly MetricGroup[] = [counts, tasksByConnector, rebalances, leader];

const statuses = createMetricGroup<null>({
  javaGroup: 'connector-metrics',
  prefix: 'kafka_connect_connector_',
  labels: ['connector', 'task', 'status'],
  subjects: ({ connectors, tasks }) => [
    ...connectors.map(({ name, state }) => [[name, '', state.toLowerCase()], null] as const),
    ...tasks.map(({ id, state }) => [[id.connector, String(id.task), state.toLowerCase()], null] as const),
  ],
  metrics: [
    {
      name: 'status',
      type: 'gauge',
      help: '1; the label is the status of the connector or, with the label task, of that task: running, paused, stopped, failed, unassigned or restarting.',
      read: one,
    },
  ],
});

const infos = createMetricGroup<ConnectorSnapshot>({
  javaGroup: 'connector-metrics',
  prefix: 'kafka_connect_connector_',
  labels: ['connector', 'connector_type', 'connector_class', 'connector_version'],
  subjects: ({ connectors }) =>
    connectors.map((connector) => {
      const { name, type, class: connectorClass, version } = connector;
      return [[name, type ?? '', connectorClass, version ?? ''], connector];
    }),
  metrics: [{ name: 'info', type: 'gauge', help: '1; the labels say what the connector is.', read: one }],
});

/** What a connector has by itself. */
export const connectorMetrics: readonly MetricGroup[] = [statuses, infos];
