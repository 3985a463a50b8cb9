import type { Clock } from '../model/clock.ts';
import type { TaskId } from '../model/names.ts';
import { createSampledStat, spreadOf } from './sampled-stat.ts';
import type { SampleSettings } from './sampled-stat.ts';
import { createSinkMeter } from './sink-meter.ts';
import type { SinkMeter } from './sink-meter.ts';
import { createSourceMeter } from './source-meter.ts';
import type { SourceMeter } from './source-meter.ts';
import { noErrors } from './task-snapshot.ts';
import type { TaskErrorCounts, TaskPlugins, TaskSnapshot } from './task-snapshot.ts';

/**
 * Counts what one run of a task does. The task's runner calls it once a batch, never once a record; what the numbers come to is
 * worked out when somebody asks. (Java: the sensors of WorkerTask and its subclasses.)
 */
export interface TaskMeter {
  /** The task has been made, of these. */
  madeOf(plugins: TaskPlugins): void;
  /** Records that the task was given or gave at once. */
  batch(records: number): void;
  /** A commit of offsets ended. */
  commit(ms: number, succeeded: boolean): void;
  readonly source: SourceMeter;
  readonly sink: SinkMeter;
  readonly errors: TaskErrorCounts;
  snapshot(): TaskSnapshot;
}

export interface TaskMeterOptions {
  readonly id: TaskId;
  readonly clock: Clock;
  readonly sampling: SampleSettings;
}

/** Kafka's defaults. */
export const DEFAULT_SAMPLING: SampleSettings = { samples: 2, windowMs: 30_000 };

export function createTaskMeter({ id, clock, sampling }: TaskMeterOptions): TaskMeter {
  const batchSize = createSampledStat(sampling);
  const commitTime = createSampledStat(sampling);
  const commitOutcome = createSampledStat(sampling);
  const source = createSourceMeter(clock, sampling);
  const sink = createSinkMeter(clock, sampling);
  const errors = noErrors();
  let plugins: TaskPlugins | null = null;
  return {
    source,
    sink,
    errors,
    madeOf(given) {
      plugins = given;
    },
    batch(records) {
      batchSize.record(records, clock.now());
    },
    commit(ms, succeeded) {
      const now = clock.now();
      if (succeeded) commitTime.record(ms, now);
      commitOutcome.record(succeeded ? 1 : 0, now);
    },
    snapshot() {
      const now = clock.now();
      const succeeded = commitOutcome.read(now).average;
      return {
        id,
        plugins,
        common: {
          batchSize: spreadOf(batchSize, now),
          commitTime: spreadOf(commitTime, now),
          commitSuccess: succeeded,
          commitFailure: succeeded === null ? null : 1 - succeeded,
        },
        source: plugins?.type === 'source' ? source.numbers() : null,
        sink: plugins?.type === 'sink' ? sink.numbers() : null,
        errors: { ...errors },
      };
    },
  };
}
