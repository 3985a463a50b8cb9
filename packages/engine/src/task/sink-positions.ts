import type { TopicPartition, TopicPartitionOffset } from '@millrace/connector-api';

/** How far a sink task has come in each of its partitions. */
export interface SinkPositions {
  assign(partition: TopicPartitionOffset): void;
  remove(partitions: readonly TopicPartition[]): void;
  partitions(): TopicPartition[];
  has(partition: TopicPartition): boolean;
  /** Everything before this offset was put. */
  advance(partition: TopicPartition, offset: number): void;
  /** The task reads on from here, be it forward or backward. */
  seek(partition: TopicPartition, offset: number): void;
  /** The positions of these partitions, those that are not assigned left out. */
  current(partitions: readonly TopicPartition[]): TopicPartitionOffset[];
  /** Where these partitions were committed last. */
  committed(partitions: readonly TopicPartition[]): TopicPartitionOffset[];
  noteCommitted(offsets: readonly TopicPartitionOffset[]): void;
  /** How many offsets lie between where all partitions are and where they were committed last. */
  uncommitted(): number;
}

interface Position {
  readonly partition: TopicPartition;
  current: number;
  committed: number;
}

export function partitionName({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`;
}

export function createSinkPositions(): SinkPositions {
  const positions = new Map<string, Position>();
  const find = (partition: TopicPartition): Position | undefined => positions.get(partitionName(partition));
  const pick = (partitions: readonly TopicPartition[], offset: (position: Position) => number): TopicPartitionOffset[] =>
    partitions.flatMap((partition) => {
      const position = find(partition);
      return position === undefined ? [] : [{ ...position.partition, offset: offset(position) }];
    });
  return {
    assign({ topic, partition, offset }) {
      positions.set(partitionName({ topic, partition }), { partition: { topic, partition }, current: offset, committed: offset });
    },
    remove(partitions) {
      for (const partition of partitions) positions.delete(partitionName(partition));
    },
    partitions: () => Array.from(positions.values(), ({ partition }) => partition),
    has: (partition) => find(partition) !== undefined,
    advance(partition, offset) {
      const position = find(partition);
      if (position !== undefined) position.current = offset;
    },
    seek(partition, offset) {
      const position = find(partition);
      if (position !== undefined) position.current = position.committed = offset;
    },
    current: (partitions) => pick(partitions, ({ current }) => current),
    committed: (partitions) => pick(partitions, ({ committed }) => committed),
    noteCommitted(offsets) {
      for (const offset of offsets) {
        const position = find(offset);
        if (position !== undefined) position.committed = offset.offset;
      }
    },
    uncommitted() {
      let sum = 0;
      for (const { current, committed } of positions.values()) sum += Math.max(0, current - committed);
      return sum;
    },
  };
}

/** An offset that a task gave and that is not taken. */
export interface RefusedOffset extends TopicPartitionOffset {
  readonly why: string;
}

/**
 * What to commit of the offsets that a task's `preCommit` gave: those of the partitions asked for, up to where records were put.
 * Partitions that it did not give stay where they were committed. Empty: nothing has changed.
 */
export function committable(
  given: readonly TopicPartitionOffset[],
  asked: readonly TopicPartitionOffset[],
  committed: readonly TopicPartitionOffset[],
): { readonly offsets: TopicPartitionOffset[]; readonly refused: RefusedOffset[] } {
  const askedByName = new Map(asked.map((offset) => [partitionName(offset), offset]));
  const result = new Map(committed.map((offset) => [partitionName(offset), offset]));
  const refused: RefusedOffset[] = [];
  let changed = false;
  for (const offset of given) {
    const name = partitionName(offset);
    const put = askedByName.get(name);
    if (put === undefined) refused.push({ ...offset, why: 'partition not assigned, or not asked for' });
    else if (offset.offset > put.offset) refused.push({ ...offset, why: `not yet consumed: the task is at ${put.offset}` });
    else {
      changed ||= result.get(name)?.offset !== offset.offset;
      result.set(name, { topic: put.topic, partition: put.partition, offset: offset.offset });
    }
  }
  return { offsets: changed ? [...result.values()] : [], refused };
}
