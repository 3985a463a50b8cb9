import type { PackedBytes, SinkRecord, SinkTextBatch } from '@millrace/connector-api';
import type { ConsumedBatch } from '../broker/records.ts';
import { startPassage } from './passage.ts';
import { makeRecords } from './sink-conversion.ts';
import type { TaskConverters } from './source-conversion.ts';
import { wrongCount } from './source-conversion.ts';

/** What a sink task is called with. */
export type Consumed = readonly SinkRecord[] | SinkTextBatch;

export function isTextBatch(consumed: Consumed): consumed is SinkTextBatch {
  return !Array.isArray(consumed);
}

export function countConsumed(consumed: Consumed): number {
  return isTextBatch(consumed) ? consumed.values.length : consumed.length;
}

/** A consumed batch as texts. null: something in it is none, or has to be looked at by record. */
export function convertToTexts(converters: TaskConverters, batch: ConsumedBatch): SinkTextBatch | null {
  const { packed, headers, topic, partition } = batch;
  if (packed === undefined || packed.keys !== null || headers !== null || packed.values.length === 0) return null;
  const key = converters.key.converter;
  const value = converters.value.converter;
  let values: PackedBytes | null | undefined;
  try {
    key.toConnectData(topic, null, []);
    values = value.toTexts?.(topic, packed.values);
  } catch {
    return null;
  }
  if (values === null || values === undefined) return null;
  if (values.length !== batch.offsets.length) throw wrongCount('toTexts', batch.offsets.length, values.length);
  const record = (index: number): SinkRecord => {
    const row = rowOf(batch, index);
    const columns = {
      keys: { same: key.toConnectData(topic, null, []) },
      values: { same: value.toConnectData(topic, row.values[0] ?? null, []) },
    };
    return makeRecords(row, startPassage(1), columns, null)[0]!;
  };
  return { topic, partition, values, record };
}

/** One record of a batch without keys and headers, as a batch of its own. */
function rowOf(
  { topic, partition, timestampType, offsets, timestamps, packed, values }: ConsumedBatch,
  index: number,
): ConsumedBatch {
  const offset = offsets[index]!;
  return {
    topic,
    partition,
    timestampType,
    offsets: [offset],
    timestamps: [timestamps[index]!],
    keys: [null],
    values: [packed === undefined ? values[index]! : packed.values.at(index)],
    headers: null,
    nextOffset: offset + 1,
  };
}
