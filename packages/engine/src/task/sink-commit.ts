import type { SinkTask, TopicPartition, TopicPartitionOffset } from '@millrace/connector-api';
import type { Consumer } from '../broker/broker.ts';
import type { Logger } from '../model/logger.ts';
import type { Clock } from '../model/clock.ts';
import { within } from '../model/clock.ts';
import type { TaskMeter } from '../metrics/task-meter.ts';
import type { ConsumedOrigin } from './error-reporter.ts';
import { committable } from './sink-positions.ts';
import type { SinkPositions } from './sink-positions.ts';
import type { TaskControl } from './task-control.ts';
import type { Tolerance } from './tolerance.ts';

export interface SinkCommitOptions {
  readonly task: SinkTask;
  readonly consumer: () => Consumer;
  readonly positions: SinkPositions;
  readonly tolerance: Tolerance<ConsumedOrigin>;
  readonly control: TaskControl;
  readonly clock: Clock;
  /** `offset.flush.timeout.ms` */
  readonly timeoutMs: number;
  /** Records that were put after these positions are to be put again. */
  readonly onRewind: (positions: readonly TopicPartitionOffset[]) => void;
  readonly meter: TaskMeter;
  readonly logger: Logger;
}

/** Commits how far a sink task has come. */
export interface SinkCommitter {
  /**
   * Has the task flush, then commits what it says is safe. A flush that fails takes the task back to what was committed last. What
   * the commit itself says is only logged: the next one covers it. Rejects when a reported record could not be kept.
   */
  commit(partitions: readonly TopicPartition[]): Promise<void>;
  /** The same, for partitions that are given up: the task's `close` is called before the commit, and nothing is rewound. */
  commitAndClose(partitions: readonly TopicPartition[]): Promise<void>;
}

export function createSinkCommitter(options: SinkCommitOptions): SinkCommitter {
  const { task, positions, tolerance, control, clock, meter, logger } = options;

  async function preCommit(offsets: readonly TopicPartitionOffset[]): Promise<readonly TopicPartitionOffset[]> {
    if (task.preCommit !== undefined) return task.preCommit(offsets);
    await task.flush?.(offsets);
    return offsets;
  }

  function ended(startedAt: number, succeeded: boolean): void {
    meter.commit(clock.now() - startedAt, succeeded);
    if (succeeded) meter.sink.commitSucceeded();
    meter.sink.uncommitted(positions.uncommitted());
  }

  async function write(
    given: readonly TopicPartitionOffset[],
    asked: readonly TopicPartitionOffset[],
    startedAt: number,
  ): Promise<void> {
    const { offsets, refused } = committable(given, asked, positions.committed(asked));
    for (const { topic, partition, offset, why } of refused) {
      logger.warn(`Ignoring invalid task provided offset ${topic}-${partition}/${offset}: ${why}`);
    }
    if (control.abandoned) return;
    if (offsets.length === 0) return ended(startedAt, true);
    try {
      const outcome = await within(clock, options.timeoutMs, options.consumer().commit(offsets), 'late');
      if (outcome === 'late') {
        meter.sink.commitSkipped();
        return logger.warn('Commit of offsets timed out');
      }
      positions.noteCommitted(offsets);
      ended(startedAt, true);
    } catch (error) {
      ended(startedAt, false);
      logger.error('Commit of offsets threw an unexpected exception', { error });
    }
  }

  return {
    async commit(partitions) {
      await tolerance.settled();
      const asked = positions.current(partitions);
      if (asked.length === 0) return;
      const startedAt = clock.now();
      meter.sink.commitBegins();
      let given: readonly TopicPartitionOffset[];
      try {
        given = await preCommit(asked);
      } catch (error) {
        ended(startedAt, false);
        logger.error('Offset commit failed, rewinding to last committed offsets', { error });
        return options.onRewind(positions.committed(partitions));
      }
      await write(given, asked, startedAt);
    },
    async commitAndClose(partitions) {
      let given: readonly TopicPartitionOffset[] | null = null;
      const asked = positions.current(partitions);
      const startedAt = clock.now();
      if (asked.length > 0) meter.sink.commitBegins();
      try {
        await tolerance.settled();
        given = asked.length === 0 ? null : await preCommit(asked);
      } catch (error) {
        if (asked.length > 0) ended(startedAt, false);
        logger.warn('Offset commit failed during close', { error });
      } finally {
        if (asked.length > 0) await task.close?.(partitions);
      }
      if (given !== null) await write(given, asked, startedAt);
    },
  };
}
