import type { Allocate, SourceRecord, TextBatch } from '@millrace/connector-api';
import { withPackedValues } from '../broker/packed-columns.ts';
import type { ProducerBatch } from '../broker/records.ts';
import { checkTimestamp, wrongCount } from './source-conversion.ts';
import type { TaskConverters } from './source-conversion.ts';

/** What a source task is polled for. */
export type Polled = readonly SourceRecord[] | TextBatch;

export function isTexts(polled: Polled): polled is TextBatch {
  return !Array.isArray(polled);
}

export function countPolled(polled: Polled): number {
  return isTexts(polled) ? polled.values.length : polled.length;
}

export function recordOf(polled: Polled, index: number): SourceRecord {
  return isTexts(polled) ? polled.record(index) : (polled[index] as SourceRecord);
}

/** The same as single records. */
export function recordsOf(texts: TextBatch): SourceRecord[] {
  return Array.from(texts.values.lengths, (_, index) => texts.record(index));
}

/** Texts as bytes. null: one of them cannot be converted and has to be found one by one. */
export function convertTexts({ key, value }: TaskConverters, texts: TextBatch, allocate?: Allocate): ProducerBatch | null {
  const count = texts.values.length;
  const { topic, partition, valueSchema, timestamp } = texts.record(0);
  const time = checkTimestamp(timestamp);
  try {
    const noKey = key.converter.fromConnectData(topic, null, null);
    const values = value.converter.fromTexts?.(topic, valueSchema, texts.values, allocate);
    if (values?.length !== count) throw wrongCount('fromTexts', count, values?.length ?? 0);
    const batch = {
      topic,
      partition: partition === null ? null : Array<number>(count).fill(partition),
      keys: noKey === null ? null : Array<Uint8Array>(count).fill(noKey),
      timestamps: time === null ? null : Array<number>(count).fill(time),
      headers: null,
    };
    return withPackedValues(batch, values);
  } catch {
    return null;
  }
}
