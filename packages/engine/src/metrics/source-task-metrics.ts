import { createMetricGroup } from './metric-group.ts';
import type { MetricGroup } from './metric-group.ts';
import { spreadMetrics, tasksTelling } from './task-metrics.ts';
import type { SourceTaskNumbers } from './task-snapshot.ts';

const numbers = createMetricGroup<SourceTaskNumbers>({
  javaGroup: 'source-task-metrics',
  prefix: 'kafka_connect_source_task_',
  labels: ['connector', 'task'],
  subjects: tasksTelling((told) => told.source),
  metrics: [
    {
      name: 'source-record-poll-total',
      type: 'counter',
      help: 'Records that the task gave since it was started, before transformations.',
      read: ({ pollTotal }) => pollTotal,
    },
    {
      name: 'source-record-poll-rate',
      type: 'gauge',
      help: 'Records a second that the task gave recently, before transformations.',
      read: ({ pollRate }) => pollRate,
    },
    {
      name: 'source-record-write-total',
      type: 'counter',
      help: 'Records of the task that are on their topics, since it was started. Those that were dropped or skipped are not.',
      read: ({ writeTotal }) => writeTotal,
    },
    {
      name: 'source-record-write-rate',
      type: 'gauge',
      help: 'Records a second of the task that came to their topics recently.',
      read: ({ writeRate }) => writeRate,
    },
    ...spreadMetrics(
      { max: 'poll-batch-max-time-ms', average: 'poll-batch-avg-time-ms' },
      {
        max: 'Milliseconds that the longest of the recent polls took.',
        average: 'Milliseconds that the recent polls took on average.',
      },
      ({ pollTime }: SourceTaskNumbers) => pollTime,
    ),
    {
      name: 'source-record-active-count',
      type: 'gauge',
      help: 'Records that the task gave and that are not safe on their topics yet.',
      read: ({ activeCount }) => activeCount,
    },
    ...spreadMetrics(
      { max: 'source-record-active-count-max', average: 'source-record-active-count-avg' },
      {
        max: 'The most records that were so on their way at once recently.',
        average: 'How many records were so on their way recently, on average.',
      },
      ({ active }: SourceTaskNumbers) => active,
    ),
  ],
});

/** What a source task has. */
export const sourceTaskMetrics: readonly MetricGroup[] = [numbers];
