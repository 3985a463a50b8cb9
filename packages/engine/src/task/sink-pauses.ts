import type { TopicPartition } from '@millrace/connector-api';
import type { Consumer } from '../broker/broker.ts';
import { partitionName } from './sink-positions.ts';

/**
 * Which partitions of a sink task are paused, and why: all of them while the connector is paused or the task has to be given the
 * same records again, single ones because the task said so. The consumer is told what follows from all of that together.
 */
export interface SinkPauses {
  /** Looks at the assignment and the reasons again, and tells the consumer what has changed. */
  apply(): void;
  isPaused(partition: TopicPartition): boolean;
  pause(partitions: readonly TopicPartition[]): void;
  resume(partitions: readonly TopicPartition[]): void;
  /** Forgets partitions that are gone. */
  remove(partitions: readonly TopicPartition[]): void;
}

export function createSinkPauses(
  consumer: () => Consumer,
  assigned: () => readonly TopicPartition[],
  all: () => boolean,
): SinkPauses {
  const asked = new Set<string>();
  const told = new Set<string>();
  const isPaused = (partition: TopicPartition): boolean => all() || asked.has(partitionName(partition));

  function apply(): void {
    const toPause = assigned().filter((partition) => isPaused(partition) && !told.has(partitionName(partition)));
    const toResume = assigned().filter((partition) => !isPaused(partition) && told.has(partitionName(partition)));
    for (const partition of toPause) told.add(partitionName(partition));
    for (const partition of toResume) told.delete(partitionName(partition));
    if (toPause.length > 0) consumer().pause(toPause);
    if (toResume.length > 0) consumer().resume(toResume);
  }

  return {
    apply,
    isPaused,
    pause(partitions) {
      for (const partition of partitions) asked.add(partitionName(partition));
      apply();
    },
    resume(partitions) {
      for (const partition of partitions) asked.delete(partitionName(partition));
      apply();
    },
    remove(partitions) {
      for (const partition of partitions) {
        asked.delete(partitionName(partition));
        told.delete(partitionName(partition));
      }
    },
  };
}
