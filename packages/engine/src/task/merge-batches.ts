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
    const from = group.reduce((sum, { values }) => sum + values.length, 0);
    group.push(batch);
    return { topic: batch.topic, from, to: from + batch.values.length };
  });
  const topics = [...groups.keys()];
  return {
    batches: Array.from(groups.values(), joined),
    split: (results) =>
      places.map(({ topic, from, to }) => {
        const { partitions, offsets } = results[topics.indexOf(topic)] as AppendResult;
        return { partitions: partitions.slice(from, to), offsets: offsets.slice(from, to) };
      }),
  };
}

function joined(batches: readonly ProducerBatch[]): ProducerBatch {
  const [first] = batches;
  if (first === undefined || batches.length === 1) return first as ProducerBatch;
  return {
    topic: first.topic,
    partition: column(
      batches,
      (batch) => (typeof batch.partition === 'number' ? filled(batch, batch.partition) : batch.partition),
      null,
    ),
    keys: column(batches, (batch) => batch.keys, null),
    values: batches.flatMap(({ values }) => values),
    timestamps: column(batches, (batch) => batch.timestamps, null),
    headers: column(batches, (batch) => batch.headers, NO_HEADERS),
  };
}

/** null where no batch has the column; where some have it, the others are filled up. */
function column<T>(batches: readonly ProducerBatch[], of: (batch: ProducerBatch) => readonly T[] | null, missing: T): T[] | null {
  if (batches.every((batch) => of(batch) === null)) return null;
  return batches.flatMap((batch) => of(batch) ?? filled(batch, missing));
}

function filled<T>(batch: ProducerBatch, value: T): T[] {
  return Array.from(batch.values, () => value);
}
