import { NotFoundError } from '../../model/errors.ts';
import type { OffsetReset } from '../offset-reset.ts';
import { at, readInt64 } from '../record-batch.ts';
import { RecordBatchReader } from '../record-batch-decoder.ts';
import type { Database } from './database.ts';
import { batchOffsets } from './partition-log.ts';
import { batchKey, readPartition } from './partition-state.ts';

const batchesAtOnce = 500;

export interface StartPlace {
  readonly topicId: number;
  readonly topic: string;
  readonly partition: number;
}

/**
 * Where reading begins: at the wished offset if the partition has it or ends there, else where the reset policy says. Throws
 * NotFoundError when there is none.
 */
export function startPosition(
  database: Database,
  place: StartPlace,
  wished: bigint | null,
  reset: OffsetReset,
  nowMs: number,
): number {
  const state = readPartition(database, { id: place.topicId }, place.partition);
  if (state === null) return 0;
  if (wished !== null && wished >= BigInt(state.startOffset) && wished <= BigInt(state.nextOffset)) return Number(wished);
  if (reset === 'earliest') return state.startOffset;
  if (reset === 'latest') return state.nextOffset;
  if (reset !== 'none') return offsetAt(database, place, state.startOffset, nowMs - reset.durationMs) ?? state.nextOffset;
  const name = `${place.topic}-${place.partition}`;
  throw new NotFoundError(
    wished === null
      ? `Undefined offset with no reset policy for partitions: [${name}]`
      : `Fetch position ${wished} is out of range for partition ${name}, and no reset policy is configured`,
  );
}

/** The first record that is not older; null: all are. */
function offsetAt(database: Database, place: StartPlace, from: number, timeMs: number): number | null {
  for (let next: number | undefined = from; next !== undefined;) {
    const offsets: number[] = batchOffsets(database, place.topicId, place.partition, next, batchesAtOnce);
    for (const offset of offsets) {
      const batch = database.tables.log.get(batchKey(place.topicId, place.partition, offset));
      if (batch === undefined || readInt64(batch, at.maxTimestamp) < timeMs) continue;
      const reader = new RecordBatchReader(batch);
      const { timestamps, offsets: found } = reader.read(reader.header.count);
      return found[timestamps.findIndex((timestamp) => timestamp >= timeMs)] ?? null;
    }
    next = offsets.length < batchesAtOnce ? undefined : offsets.at(-1)! + 1;
  }
  return null;
}
