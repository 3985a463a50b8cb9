import type { SourcePartition, SourceRecord } from '@millrace/connector-api';
import type { OffsetText } from '../model/offset-texts.ts';
import type { Passage } from './passage.ts';
import { isGone } from './passage.ts';
import { partitionKey, sourceJson } from './source-json.ts';

/** A batch that was handed to the producer. */
export interface Submission {
  /** Its records are on their topics, or dropped for good. */
  ack(): void;
}

/**
 * Which source offsets may be committed: the last one of each source partition before which everything has been acknowledged.
 * Records are acknowledged by the batch, so what is kept of a batch is one entry per source partition in it, not one per record.
 */
export interface SubmittedRecords {
  /**
   * Notes a batch in the order of sending; records that were dropped on the way leave no offset. Throws DataError for a partition
   * or an offset that cannot be written down.
   */
  submit(records: readonly SourceRecord[], passage: Passage): Submission;
  /** The offsets that have become committable since the last call: one for each partition, by a key that is the partition's own. */
  takeCommittable(): Map<string, OffsetText>;
  /** Batches that wait for their acknowledgement. */
  pending(): number;
}

interface Batch {
  acked: boolean;
  readonly keys: string[];
}

interface Entry {
  readonly batch: Batch;
  readonly offset: OffsetText;
}

export function createSubmittedRecords(): SubmittedRecords {
  const queues = new Map<string, Entry[]>();
  let committable = new Map<string, OffsetText>();
  let pending = 0;

  function advance(key: string): void {
    const queue = queues.get(key) as Entry[];
    while (queue[0]?.batch.acked === true) committable.set(key, (queue.shift() as Entry).offset);
    if (queue.length === 0) queues.delete(key);
  }

  return {
    submit(records, passage) {
      const batch: Batch = { acked: false, keys: [] };
      for (const [key, record] of lastByPartition(records, passage)) {
        const offset = record.sourceOffset ?? null;
        const entry: Entry = {
          batch,
          offset: [sourceJson(record.sourcePartition ?? null), offset === null ? null : sourceJson(offset)],
        };
        batch.keys.push(key);
        const queue = queues.get(key);
        if (queue === undefined) queues.set(key, [entry]);
        else queue.push(entry);
      }
      pending += 1;
      return {
        ack() {
          if (batch.acked) return;
          batch.acked = true;
          pending -= 1;
          for (const key of batch.keys) advance(key);
        },
      };
    },
    takeCommittable() {
      const taken = committable;
      committable = new Map();
      return taken;
    },
    pending: () => pending,
  };
}

/** The last record of each source partition in a batch. One without partition and offset says nothing about its source. */
function lastByPartition(records: readonly SourceRecord[], passage: Passage): Map<string, SourceRecord> {
  const last = new Map<string, SourceRecord>();
  let partition: SourcePartition | null | undefined;
  let run: SourceRecord | undefined;
  for (let index = 0; index < passage.length; index += 1) {
    if (isGone(passage, index)) continue;
    const record = records[index] as SourceRecord;
    if (run !== undefined && record.sourcePartition !== partition) note(last, run);
    partition = record.sourcePartition;
    run = record;
  }
  if (run !== undefined) note(last, run);
  return last;
}

function note(last: Map<string, SourceRecord>, record: SourceRecord): void {
  // A connector that is not type-checked may leave them out.
  const partition = record.sourcePartition ?? null;
  if (partition !== null || (record.sourceOffset ?? null) !== null) last.set(partitionKey(partition), record);
}
