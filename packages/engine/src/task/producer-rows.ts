import type { ProducerBatch } from '../broker/records.ts';

/** One record of a batch as a batch of its own. */
export function singleRow(batch: ProducerBatch, row: number): ProducerBatch {
  const { topic, partition } = batch;
  return {
    topic,
    partition: Array.isArray(partition) ? [partition[row] ?? null] : partition,
    keys: batch.keys === null ? null : [batch.keys[row] ?? null],
    values: [batch.values[row] ?? null],
    timestamps: batch.timestamps === null ? null : [batch.timestamps[row] ?? null],
    headers: batch.headers === null ? null : [batch.headers[row] ?? []],
  };
}

/** How many bytes of keys and values a batch holds. */
export function bytesOf(batch: ProducerBatch): number {
  return (batch.packedValues?.size ?? columnBytes(batch.values)) + (batch.keys === null ? 0 : columnBytes(batch.keys));
}

function columnBytes(column: readonly (Uint8Array | null)[]): number {
  let bytes = 0;
  for (let row = 0; row < column.length; row += 1) bytes += column[row]?.length ?? 0;
  return bytes;
}
