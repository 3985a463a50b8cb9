import { createMetricGroup } from './metric-group.ts';
import type { MetricGroup } from './metric-group.ts';
import { spreadMetrics, tasksTelling } from './task-metrics.ts';
import type { SinkTaskNumbers } from './task-snapshot.ts';

const numbers = createMetricGroup<SinkTaskNumbers>({
  javaGroup: 'sink-task-metrics',
  prefix: 'kafka_connect_sink_task_',
  labels: ['connector', 'task'],
  subjects: tasksTelling((told) => told.sink),
  metrics: [
    {
      name: 'sink-record-read-total',
      type: 'counter',
      help: 'Records that were read for the task since it was started, before transformations.',
      read: ({ readTotal }) => readTotal,
    },
    {
      name: 'sink-record-read-rate',
      type: 'gauge',
      help: 'Records a second that were read for the task recently, before transformations.',
      read: ({ readRate }) => readRate,
    },
    {
      name: 'sink-record-send-total',
      type: 'counter',
      help: 'Records that the task has put since it was started. Those that were dropped or skipped are not among them.',
      read: ({ sendTotal }) => sendTotal,
    },
    {
      name: 'sink-record-send-rate',
      type: 'gauge',
      help: 'Records a second that the task has put recently.',
      read: ({ sendRate }) => sendRate,
    },
    ...spreadMetrics(
      { max: 'put-batch-max-time-ms', average: 'put-batch-avg-time-ms' },
      {
        max: 'Milliseconds that the task took for the slowest of the recent batches.',
        average: 'Milliseconds that the task took for the recent batches on average.',
      },
      ({ putTime }: SinkTaskNumbers) => putTime,
    ),
    {
      name: 'partition-count',
      type: 'gauge',
      help: 'Topic partitions that the task reads.',
      read: ({ partitionCount }) => partitionCount,
    },
    {
      name: 'offset-commit-seq-no',
      type: 'gauge',
      help: 'The number of the latest commit of offsets.',
      read: ({ commitSequence }) => commitSequence,
    },
    {
      name: 'offset-commit-completion-total',
      type: 'counter',
      help: 'Commits of offsets that succeeded since the task was started.',
      read: ({ commitCompletionTotal }) => commitCompletionTotal,
    },
    {
      name: 'offset-commit-completion-rate',
      type: 'gauge',
      help: 'Commits of offsets a second that succeeded recently.',
      read: ({ commitCompletionRate }) => commitCompletionRate,
    },
    {
      name: 'offset-commit-skip-total',
      type: 'counter',
      help: 'Commits of offsets that took too long, so that nobody looked at what became of them.',
      read: ({ commitSkipTotal }) => commitSkipTotal,
    },
    {
      name: 'offset-commit-skip-rate',
      type: 'gauge',
      help: 'Such commits a second, recently.',
      read: ({ commitSkipRate }) => commitSkipRate,
    },
    {
      name: 'sink-record-active-count',
      type: 'gauge',
      help: 'Offsets between what was read for the task and what was committed, over all its partitions.',
      read: ({ activeCount }) => activeCount,
    },
    ...spreadMetrics(
      { max: 'sink-record-active-count-max', average: 'sink-record-active-count-avg' },
      { max: 'The most that this was recently.', average: 'What this was recently, on average.' },
      ({ active }: SinkTaskNumbers) => active,
    ),
  ],
});

/** What a sink task has. */
export const sinkTaskMetrics: readonly MetricGroup[] = [numbers];
