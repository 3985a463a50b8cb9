import { ConnectError, type SourceOffset, type SourceOffsetChange, type SourcePartition } from '@millrace/connector-api';

/** The keys of a source's partitions, and the one of its offsets, whose value is a count. */
export interface OffsetShape {
  readonly partition: readonly string[];
  readonly offset: string;
}

/**
 * Refuses offsets that a task could not go on from. Removing one is always fine, so that anything odd in the store can be cleaned
 * away.
 */
export function checkOffsetChanges(changes: readonly SourceOffsetChange[], shape: OffsetShape): void {
  for (const { partition, offset } of changes) {
    if (offset === null) continue;
    checkPartition(partition, shape.partition);
    countOf(offset, shape.offset);
  }
}

/** The count that an offset tells; 0 if there is no offset. Throws a ConnectError if it tells none. */
export function countOf(offset: SourceOffset | null | undefined, key: string): number {
  if (offset === null || offset === undefined) return 0;
  const count = Object.hasOwn(offset, key) ? offset[key] : undefined;
  const number = typeof count === 'bigint' || typeof count === 'number' ? Number(count) : Number.NaN;
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new ConnectError(`The offset has to have a whole number, 0 or more, under '${key}'; it is ${describe(offset)}`);
  }
  return number;
}

function checkPartition(partition: SourcePartition, keys: readonly string[]): void {
  const missing = partition === null ? keys : keys.filter((key) => !Object.hasOwn(partition, key));
  if (missing.length === 0) return;
  const names = keys.map((key) => `'${key}'`).join(', ');
  throw new ConnectError(`The partition has to have the keys ${names}; it is ${describe(partition)}`);
}

function describe(data: SourceOffset | null): string {
  return JSON.stringify(data, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
}
