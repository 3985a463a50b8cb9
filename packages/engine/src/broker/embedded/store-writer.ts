import type { MessagePort } from 'node:worker_threads';
import type { AppendAnswer, AppendOrder, AppendOutcome, OrderedPart } from './append-order.ts';
import type { Change } from './change-signal.ts';
import type { Database } from './database.ts';
import { openDatabase } from './open-database.ts';
import { appendBatches } from './partition-log.ts';
import type { EncodedBatch } from './partition-log.ts';
import { TopicTable } from './topic-table.ts';
import type { WriteGate } from './write-gate.ts';

/**
 * Appends what other threads have encoded. A thread that runs plugins may be ended at any time, so it cannot leave a transaction
 * half done to another thread, and would have to wait for the disk itself; this one runs no plugins, and puts the appends of all
 * into common transactions.
 */
export interface StoreWriter {
  /** Takes this order, and those that come from the other end of the port until it is closed. */
  serve(port: MessagePort, first: AppendOrder): void;
  /** Resolves when all that was ordered is on disk. */
  close(): Promise<void>;
}

/** Throws StoreError; see `openDatabase`. */
export async function openStoreWriter(dataDir: string, gate: WriteGate): Promise<StoreWriter> {
  const share = await openDatabase(dataDir, gate);
  const { database } = share;
  const topics = new TopicTable(database);

  async function carryOut(order: AppendOrder): Promise<AppendOutcome> {
    try {
      const size = { bytes: order.bytes, entries: order.entries };
      return await database.write(size, (changed) => append(database, topics, order, changed));
    } catch (error) {
      return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  }

  return {
    serve(port, first) {
      const take = async (order: AppendOrder): Promise<void> => {
        const outcome = await carryOut(order);
        const { id, memory } = order;
        port.postMessage({ id, memory, outcome } satisfies AppendAnswer, [memory]);
      };
      void take(first);
      port.on('message', (order: AppendOrder) => void take(order));
    },
    close: () => share.release(),
  };
}

/** Inside a transaction. */
function append(
  database: Database,
  topics: TopicTable,
  { memory, plans }: AppendOrder,
  changed: (change: Change) => void,
): AppendOutcome {
  const found = plans.map(({ topic, topicId }) => {
    const now = topics.get(topic);
    return now?.id === topicId ? now : null;
  });
  if (found.includes(null)) return { kind: 'stale' };
  let at = 0;
  const batchesOf = ({ lengths, counts }: OrderedPart): EncodedBatch[] =>
    lengths.map((length, n) => {
      const bytes = Buffer.from(memory, at, length);
      at += length;
      return { bytes, count: counts[n]! };
    });
  const offsets = plans.map(({ parts }, n) =>
    parts.map((part) => appendBatches(database, found[n]!, part.partition, batchesOf(part), changed)),
  );
  return { kind: 'written', offsets };
}
