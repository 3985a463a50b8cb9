import { ConnectError } from '@millrace/connector-api';
import type { Broker, Producer } from '../broker/broker.ts';
import type { RecordHeader } from '../broker/records.ts';
import type { Logger } from '../model/logger.ts';
import type { TaskId } from '../model/names.ts';
import type { DeadLetterQueueSettings } from '../plugin/connector-settings.ts';
import type { ConsumedOrigin, ErrorReporter, Failure } from './error-reporter.ts';
import { javaClassOf, javaTrace } from './java-trace.ts';

/** What a dead letter queue gets of a record. */
export interface DeadLetter {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  /** null: when it is written. */
  readonly timestamp: number | null;
  readonly headers: readonly RecordHeader[];
  /** Where the record is from, as names of context headers and their texts. */
  readonly origin: readonly (readonly [name: string, text: string])[];
}

export interface DeadLetterQueueOptions<Origin> {
  readonly id: TaskId;
  readonly settings: DeadLetterQueueSettings;
  readonly admin: Broker['admin'];
  readonly producer: Producer;
  readonly letterOf: (origin: Origin) => DeadLetter | Promise<DeadLetter>;
  readonly logger: Logger;
}

/**
 * Writes records that could not be processed to the connector's dead letter queue: key, value, timestamp and headers, with the
 * circumstances as further headers if `errors.deadletterqueue.context.headers.enable` is set (KIP-298). Creates the topic if it is
 * not there. The producer is closed with the reporter.
 */
export async function createDeadLetterQueue<Origin>(options: DeadLetterQueueOptions<Origin>): Promise<ErrorReporter<Origin>> {
  const { settings, admin, producer, logger } = options;
  await ensureTopic(settings, admin);
  return {
    async report(failure) {
      try {
        const { key, value, timestamp, headers: own, origin } = await options.letterOf(failure.origin);
        const headers = settings.contextHeaders ? [...own, ...contextHeaders(options.id, origin, failure)] : own;
        await producer.appendAll([
          {
            topic: settings.topic,
            partition: null,
            keys: [key],
            values: [value],
            timestamps: timestamp === null ? null : [timestamp],
            headers: headers.length === 0 ? null : [headers],
          },
        ]);
      } catch (error) {
        logger.error(`Could not produce message to dead letter queue. topic=${settings.topic}`, { error });
        throw error;
      }
    },
    close: () => producer.close(),
  };
}

async function ensureTopic({ topic, replicationFactor }: DeadLetterQueueSettings, admin: Broker['admin']): Promise<void> {
  try {
    await admin.createTopic({ name: topic, partitions: 1, ...(replicationFactor > 0 && { replicationFactor }), configs: {} });
  } catch (cause) {
    throw new ConnectError(`Could not initialize dead letter queue with topic=${topic}`, { cause });
  }
}

/** A consumed record as it came. */
export function consumedLetter({ batch, index }: ConsumedOrigin): DeadLetter {
  const timestamp = batch.timestamps[index] ?? -1;
  return {
    key: batch.keys[index] ?? null,
    value: batch.values[index] ?? null,
    timestamp: timestamp < 0 ? null : timestamp,
    headers: batch.headers?.[index] ?? [],
    origin: [
      ['topic', batch.topic],
      ['partition', String(batch.partition)],
      ['offset', String(batch.offsets[index])],
    ],
  };
}

function contextHeaders(
  id: TaskId,
  origin: DeadLetter['origin'],
  { stage, executingClass, error }: Failure<unknown>,
): RecordHeader[] {
  const message = error instanceof Error ? error.message : String(error);
  const headers: readonly (readonly [string, string | null])[] = [
    ...origin,
    ['connector.name', id.connector],
    ['task.id', String(id.task)],
    ['stage', stage],
    ['class.name', executingClass],
    ['exception.class.name', javaClassOf(error)],
    ['exception.message', message === '' ? null : message],
    ['exception.stacktrace', javaTrace(error)],
  ];
  return headers.map(([key, text]) => ({ key: `__connect.errors.${key}`, value: text === null ? null : Buffer.from(text) }));
}
