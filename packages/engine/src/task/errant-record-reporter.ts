import type { ErrantRecordReporter, SinkRecord } from '@millrace/connector-api';
import type { ConsumedBatch } from '../broker/records.ts';
import type { ConsumedOrigin } from './error-reporter.ts';
import { whenReady } from './pending.ts';
import { originOf } from './sink-conversion.ts';
import type { TaskConverters } from './source-conversion.ts';
import type { Tolerance } from './tolerance.ts';

/** What a sink task reports errant records to (KIP-610), and what its runner has to know of it. */
export interface SinkErrantReporter extends ErrantRecordReporter {
  /** Throws if a record was reported although errors are not tolerated, whatever the task made of the rejection. */
  throwIfExceeded(): void;
}

export function createErrantReporter(
  tolerance: Tolerance<ConsumedOrigin>,
  converters: TaskConverters,
  taskClass: string,
): SinkErrantReporter {
  let first: { readonly error: unknown; readonly origin: ConsumedOrigin | null } | null = null;
  return {
    async report(record, error) {
      const known = originOf(record);
      first ??= { error, origin: known };
      const origin = known ?? (await whenReady(() => convertAgain(record, converters)));
      await tolerance.fail({ stage: 'TASK_PUT', executingClass: 'org.apache.kafka.connect.sink.SinkTask', origin, error });
    },
    throwIfExceeded() {
      if (first !== null && !tolerance.withinLimits()) {
        throw tolerance.exceeded({ ...first, stage: 'TASK_PUT', executingClass: taskClass });
      }
    },
  };
}

/** The bytes of a record that the task has made or changed itself. */
function convertAgain(record: SinkRecord, { key, value, header }: TaskConverters): ConsumedOrigin {
  const { topic, headers } = record;
  const batch: ConsumedBatch = {
    topic,
    partition: record.partition,
    timestampType: record.timestampType === 'LogAppendTime' ? 'LogAppendTime' : 'CreateTime',
    offsets: [record.kafkaOffset],
    timestamps: [record.timestamp ?? -1],
    keys: [key.converter.fromConnectData(topic, record.keySchema, record.key, headers)],
    values: [value.converter.fromConnectData(topic, record.valueSchema, record.value, headers)],
    headers: [
      headers.map((each) => ({
        key: each.key,
        value: header.converter.fromConnectHeader(topic, each.key, each.schema, each.value),
      })),
    ],
    nextOffset: record.kafkaOffset + 1,
  };
  return { batch, index: 0 };
}
