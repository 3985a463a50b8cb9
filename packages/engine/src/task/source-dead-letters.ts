import { javaToString } from '@millrace/connector-api';
import type { Converter, Schema, SourceRecord } from '@millrace/connector-api';
import type { RecordHeader } from '../broker/records.ts';
import type { DeadLetter } from './dead-letter-queue.ts';
import { whenReady } from './pending.ts';
import type { TaskConverters } from './source-conversion.ts';

/**
 * What a dead letter queue gets of a record that a source made: as it was polled, by the connector's converters, and where they cannot
 * convert it, as text.
 */
export function sourceLetters(converters: TaskConverters, queue: string): (record: SourceRecord) => Promise<DeadLetter> {
  const bytesOf = async (
    { converter }: { readonly converter: Converter },
    schema: Schema | null | undefined,
    value: unknown,
    headers: SourceRecord['headers'],
  ): Promise<Uint8Array | null> => {
    if (value === null || value === undefined) return null;
    // Schemas are registered as the queue's: what is in the record's own topic has nothing to do with it.
    return orText(value, () => converter.fromConnectData(queue, schema ?? null, value, headers));
  };

  return async (record) => {
    const { topic, partition, timestamp, headers } = record;
    return {
      key: await bytesOf(converters.key, record.keySchema, record.key, headers),
      value: await bytesOf(converters.value, record.valueSchema, record.value, headers),
      timestamp: typeof timestamp === 'number' && timestamp >= 0 ? timestamp : null,
      headers: await Promise.all(headers.map((header) => headerOf(converters, queue, header))),
      origin: [
        ['topic', topic],
        ...(typeof partition === 'number' ? [['partition', String(partition)] as const] : []),
        ['source.partition', javaToString(record.sourcePartition ?? null)],
        ['source.offset', javaToString(record.sourceOffset ?? null)],
      ],
    };
  };
}

async function headerOf(
  { header: { converter } }: TaskConverters,
  queue: string,
  { key, schema, value }: SourceRecord['headers'][number],
): Promise<RecordHeader> {
  return { key, value: await orText(value, () => converter.fromConnectHeader(queue, key, schema, value)) };
}

async function orText(value: unknown, convert: () => Uint8Array | null): Promise<Uint8Array | null> {
  try {
    return await whenReady(convert);
  } catch {
    return Buffer.from(javaToString(value));
  }
}
