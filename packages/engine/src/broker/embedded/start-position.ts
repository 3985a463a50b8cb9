import { BadRequestError, NotFoundError } from '../../model/errors.ts';
import { at, readInt64 } from '../record-batch.ts';
import { RecordBatchReader } from '../record-batch-decoder.ts';
import type { Database } from './database.ts';
import { batchOffsets } from './partition-log.ts';
import { batchKey, readPartition } from './partition-state.ts';

/** `auto.offset.reset`: a word, or how far back in time (`by_duration:PT1H`, KIP-1106). */
export type OffsetReset = 'earliest' | 'latest' | 'none' | { readonly durationMs: number };

const duration = /^by_duration:[Pp](?:(\d+)[Dd])?(?:[Tt](?=\d)(?:(\d+)[Hh])?(?:(\d+)[Mm])?(?:(\d+(?:\.\d+)?)[Ss])?)?$/;
const batchesAtOnce = 500;

/** Throws BadRequestError for what Kafka refuses. */
export function parseOffsetReset(text: string | undefined): OffsetReset {
  const reset = text ?? 'earliest';
  if (reset === 'earliest' || reset === 'latest' || reset === 'none') return reset;
  const parts = duration.exec(reset)?.slice(1);
  if (parts?.some((part) => part !== undefined) === true) {
    const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
    return { durationMs: (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 };
  }
  throw new BadRequestError(
    `Invalid value ${text} for configuration auto.offset.reset: Invalid value \`${text}\` for configuration auto.offset.reset. The value must be either 'earliest', 'latest', 'none' or of the format 'by_duration:<PnDTnHnMn.nS.>'.`,
  );
}

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
