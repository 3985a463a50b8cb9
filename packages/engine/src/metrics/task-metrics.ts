import { createMetricGroup, one } from './metric-group.ts';
import type { Metric, MetricGroup } from './metric-group.ts';
import type { Spread } from './sampled-stat.ts';
import type { AliasedPluginName, CommonTaskNumbers, TaskErrorNumbers, TaskPlugins } from './task-snapshot.ts';
import type { RunSnapshot, WorkerSnapshot } from './worker-snapshot.ts';

const TASK = 'connector-task-metrics';
const TASK_LABELS = ['connector', 'task'] as const;

const labelsOf = ({ id }: RunSnapshot): string[] => [id.connector, String(id.task)];

/** A largest and an average value, as two metrics. */
export function spreadMetrics<Subject>(
  names: { readonly max: string; readonly average: string },
  help: { readonly max: string; readonly average: string },
  read: (subject: Subject) => Spread,
): Metric<Subject>[] {
  return [
    { name: names.max, type: 'gauge', help: help.max, read: (subject) => read(subject).max },
    { name: names.average, type: 'gauge', help: help.average, read: (subject) => read(subject).average },
  ];
}

/** The numbers of tasks that have told some. */
export function tasksTelling<Numbers>(
  read: (told: NonNullable<RunSnapshot['told']>) => Numbers | null,
): (worker: WorkerSnapshot) => (readonly [string[], Numbers])[] {
  return ({ tasks }) =>
    tasks.flatMap((task) => {
      const numbers = task.told === null ? null : read(task.told);
      return numbers === null ? [] : [[labelsOf(task), numbers] as const];
    });
}

const statuses = createMetricGroup<RunSnapshot>({
  javaGroup: TASK,
  prefix: 'kafka_connect_connector_task_',
  labels: [...TASK_LABELS, 'status'],
  subjects: ({ tasks }) => tasks.map((task) => [[...labelsOf(task), task.state.toLowerCase()], task]),
  metrics: [
    {
      name: 'status',
      type: 'gauge',
      help: '1; the label is the status of the task: running, paused, failed, unassigned or restarting.',
      read: one,
    },
  ],
});

const runs = createMetricGroup<RunSnapshot>({
  javaGroup: TASK,
  prefix: 'kafka_connect_connector_task_',
  labels: TASK_LABELS,
  subjects: ({ tasks }) => tasks.map((task) => [labelsOf(task), task]),
  metrics: [
    {
      name: 'running-ratio',
      type: 'gauge',
      help: 'Share of its time, since it was started, that the task has been running, from 0 to 1.',
      read: ({ runningRatio }) => runningRatio,
    },
    {
      name: 'pause-ratio',
      type: 'gauge',
      help: 'Share of its time, since it was started, that the task has been paused, from 0 to 1.',
      read: ({ pauseRatio }) => pauseRatio,
    },
  ],
});

const common = createMetricGroup<CommonTaskNumbers>({
  javaGroup: TASK,
  prefix: 'kafka_connect_connector_task_',
  labels: TASK_LABELS,
  subjects: tasksTelling((told) => told.common),
  metrics: [
    ...spreadMetrics(
      { max: 'batch-size-max', average: 'batch-size-avg' },
      {
        max: 'Records in the largest of the recent batches that the task gave or was given.',
        average: 'Records in an average one of the recent batches that the task gave or was given.',
      },
      ({ batchSize }: CommonTaskNumbers) => batchSize,
    ),
    ...spreadMetrics(
      { max: 'offset-commit-max-time-ms', average: 'offset-commit-avg-time-ms' },
      {
        max: 'Milliseconds that the longest of the recent commits of offsets took.',
        average: 'Milliseconds that the recent commits of offsets took on average.',
      },
      ({ commitTime }: CommonTaskNumbers) => commitTime,
    ),
    {
      name: 'offset-commit-success-percentage',
      type: 'gauge',
      help: 'Share of the recent commits of offsets that succeeded, from 0 to 1.',
      read: ({ commitSuccess }) => commitSuccess,
    },
    {
      name: 'offset-commit-failure-percentage',
      type: 'gauge',
      help: 'Share of the recent commits of offsets that failed, from 0 to 1.',
      read: ({ commitFailure }) => commitFailure,
    },
  ],
});

const CONVERTERS = ['key', 'value', 'header'] as const;

const infos = createMetricGroup<TaskPlugins>({
  javaGroup: TASK,
  prefix: 'kafka_connect_connector_task_',
  labels: [
    ...TASK_LABELS,
    'connector_type',
    'connector_class',
    'connector_version',
    'task_class',
    'task_version',
    ...CONVERTERS.flatMap((use) => [`${use}_converter_class`, `${use}_converter_version`]),
  ],
  subjects: (worker) =>
    tasksTelling((told) => told.plugins)(worker).map(([labels, plugins]) => {
      const { type, connectorClass, connectorVersion, taskClass, keyConverter, valueConverter, headerConverter } = plugins;
      const converters = [keyConverter, valueConverter, headerConverter].flatMap((each) => [each.class, each.version]);
      return [[...labels, type, connectorClass, connectorVersion, taskClass, connectorVersion, ...converters], plugins];
    }),
  metrics: [{ name: 'info', type: 'gauge', help: '1; the labels say what the task is made of.', read: one }],
});

function aliased(kind: 'transform' | 'predicate', read: (plugins: TaskPlugins) => readonly AliasedPluginName[]): MetricGroup {
  return createMetricGroup<null>({
    javaGroup: `connector-${kind}-metrics`,
    prefix: `kafka_connect_connector_${kind}_`,
    labels: [...TASK_LABELS, kind, `${kind}_class`, `${kind}_version`],
    subjects: (worker) =>
      tasksTelling((told) => told.plugins)(worker).flatMap(([labels, plugins]) =>
        read(plugins).map((plugin) => [[...labels, plugin.alias, plugin.class, plugin.version], null] as const),
      ),
    metrics: [{ name: 'info', type: 'gauge', help: `1; the labels say what the ${kind} of that alias is.`, read: one }],
  });
}

/** What every task has. */
export const taskMetrics: readonly MetricGroup[] = [
  statuses,
  runs,
  common,
  infos,
  aliased('transform', ({ transforms }) => transforms),
  aliased('predicate', ({ predicates }) => predicates),
];

function errorCount(name: string, key: keyof TaskErrorNumbers, help: string): Metric<TaskErrorNumbers> {
  return { name, type: 'counter', help, read: (errors) => errors[key] };
}

const errors = createMetricGroup<TaskErrorNumbers>({
  javaGroup: 'task-error-metrics',
  prefix: 'kafka_connect_task_error_',
  labels: TASK_LABELS,
  subjects: tasksTelling((told) => told.errors),
  metrics: [
    errorCount(
      'total-record-failures',
      'failures',
      'Attempts at single records that failed; each attempt that was repeated counts, and so does the giving up.',
    ),
    errorCount('total-record-errors', 'errors', 'Records that could not be processed in the end.'),
    errorCount('total-records-skipped', 'skipped', 'Records that were left out because errors are tolerated.'),
    errorCount('total-retries', 'retries', 'Attempts that were repeated (errors.retry.timeout).'),
    errorCount('total-errors-logged', 'logged', 'Errors of single records that were logged (errors.log.enable).'),
    errorCount('deadletterqueue-produce-requests', 'deadLetterRequests', 'Records that were to go to the dead letter queue.'),
    errorCount('deadletterqueue-produce-failures', 'deadLetterFailures', 'Records that the dead letter queue did not get.'),
    {
      name: 'last-error-timestamp',
      type: 'gauge',
      help: 'When a record failed last, in milliseconds since 1970; 0 while none has.',
      read: ({ lastErrorAt }) => lastErrorAt,
    },
  ],
});

/** What went wrong with single records of tasks. */
export const taskErrorMetrics: readonly MetricGroup[] = [errors];
