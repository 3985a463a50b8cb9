import { at, readInt64 } from '../record-batch.ts';
import type { Database } from './database.ts';
import { batchOffsets } from './partition-log.ts';
import { batchKey, readPartition, writePartition } from './partition-state.ts';
import type { Topic } from './topic-table.ts';

/** Kafka's default of `retention.ms`: a week. */
const defaultRetentionMs = 7 * 24 * 60 * 60_000;
const batchesAtOnce = 500;

/**
 * Removes the oldest batches of a partition: those whose newest record is older than `retention.ms`, and as many as it takes to come
 * down to `retention.bytes`. -1 means no limit.
 */
export async function applyRetention(database: Database, topic: Topic, partition: number, nowMs: number): Promise<void> {
  const limits = {
    olderThanMs: minus(nowMs, setting(topic, 'retention.ms', defaultRetentionMs)),
    largestBytes: setting(topic, 'retention.bytes', -1),
  };
  database.refresh();
  if (!database.read(() => hasExpired(database, topic, partition, limits))) return;
  while (await database.write({ bytes: 0, entries: batchesAtOnce }, () => removeSome(database, topic, partition, limits)));
}

interface Limits {
  /** null: of any age. */
  readonly olderThanMs: number | null;
  readonly largestBytes: number;
}

function hasExpired(database: Database, topic: Topic, partition: number, limits: Limits): boolean {
  const state = readPartition(database, topic, partition);
  const first = state === null ? undefined : batchOffsets(database, topic.id, partition, state.startOffset, 1)[0];
  if (state === null || first === undefined) return false;
  return isExpired(database, batchKey(topic.id, partition, first), state.bytes, limits);
}

/** Inside a transaction: answers whether there may be more to remove. */
function removeSome(database: Database, topic: Topic, partition: number, limits: Limits): boolean {
  const state = readPartition(database, topic, partition);
  if (state === null) return false;
  const { log } = database.tables;
  const offsets = batchOffsets(database, topic.id, partition, state.startOffset, batchesAtOnce);
  let { bytes } = state;
  let removed = 0;
  for (const offset of offsets) {
    const key = batchKey(topic.id, partition, offset);
    if (!isExpired(database, key, bytes, limits)) break;
    bytes -= log.get(key)?.length ?? 0;
    void log.remove(key);
    removed++;
  }
  const startOffset =
    offsets[removed] ?? batchOffsets(database, topic.id, partition, state.startOffset, 1)[0] ?? state.nextOffset;
  writePartition(database, topic, partition, { ...state, startOffset, bytes });
  return removed === batchesAtOnce;
}

function isExpired(database: Database, key: Buffer, bytes: number, limits: Limits): boolean {
  const batch = database.tables.log.get(key);
  if (batch === undefined) return false;
  if (limits.olderThanMs !== null && readInt64(batch, at.maxTimestamp) < limits.olderThanMs) return true;
  return limits.largestBytes >= 0 && bytes - batch.length >= limits.largestBytes;
}

function setting(topic: Topic, name: string, byDefault: number): number {
  const value = Number(topic.configs[name] ?? byDefault);
  return Number.isFinite(value) ? value : byDefault;
}

function minus(nowMs: number, retentionMs: number): number | null {
  return retentionMs < 0 ? null : nowMs - retentionMs;
}
