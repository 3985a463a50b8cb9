import type { PackedBytes } from '@millrace/connector-api';
import { concatPacked, countOf, withPackedValues } from '../broker/packed-columns.ts';
import type { AppendResult, ProducerBatch, RecordHeader } from '../broker/records.ts';

/** Batches made one for each topic, and the way back to the results of the single ones. */
export interface MergedBatches {
  readonly batches: readonly ProducerBatch[];
  /** The results of the batches that went in, in their order, from those of the merged ones. */
  split(results: readonly AppendResult[]): AppendResult[];
}

const NO_HEADERS: readonly RecordHeader[] = [];

/** Joins batches of the same topic, in order: many small ones cost more to write and to read than one. */
export function mergeBatches(batches: readonly ProducerBatch[]): MergedBatches {
  const groups = new Map<string, ProducerBatch[]>();
  const places = batches.map((batch) => {
    const group = groups.get(batch.topic) ?? [];
    groups.set(batch.topic, group);
    const from = group.reduce((sum, other) => sum + countOf(other), 0);
    group.push(batch);
    return { topic: batch.topic, from, to: from + countOf(batch) };
  });
  const topics = [...groups.keys()];
  return {
    batches: Array.from(groups.values(), joined),
    split: (results) =>
      places.map(({ topic, from, to }) => {
        const whole = results[topics.indexOf(topic)] as AppendResult;
        return {
          get partitions() {
            return whole.partitions.slice(from, to);
          },
          get offsets() {
            return whole.offsets.slice(from, to);
          },
        };
      }),
  };
}

function joined(batches: readonly ProducerBatch[]): ProducerBatch {
  const [first] = batches;
  if (first === undefined || batches.length === 1) return first as ProducerBatch;
  const rest = {
    topic: first.topic,
    partition: sharedPartition(batches) ?? column(batches, ({ partition }) => partition, null),
    keys: column(batches, ({ keys }) => keys, null),
    timestamps: column(batches, ({ timestamps }) => timestamps, null),
    headers: column(batches, ({ headers }) => headers, NO_HEADERS),
  };
  const packed = batches.map(({ packedValues }) => packedValues);
  if (packed.includes(undefined)) return { ...rest, values: batches.flatMap(({ values }) => values) };
  return withPackedValues(rest, concatPacked(packed as PackedBytes[]));
}

/** The one partition that all records are for; null if it is not so. */
function sharedPartition(batches: readonly ProducerBatch[]): number | null {
  const partition = batches[0]?.partition;
  return typeof partition === 'number' && batches.every((batch) => batch.partition === partition) ? partition : null;
}

/** null where no batch has the column; where some have it, the others are filled up. */
function column<T>(
  batches: readonly ProducerBatch[],
  of: (batch: ProducerBatch) => T | readonly T[] | null,
  missing: T,
): T[] | null {
  if (batches.every((batch) => of(batch) === null)) return null;
  return batches.flatMap((batch) => {
    const own = of(batch);
    return Array.isArray(own) ? (own as readonly T[]) : Array<T>(countOf(batch)).fill((own ?? missing) as T);
  });
}
