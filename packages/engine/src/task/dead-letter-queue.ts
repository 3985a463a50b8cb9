import { ConnectError } from '@millrace/connector-api';
import type { Broker, Producer } from '../broker/broker.ts';
import type { RecordHeader } from '../broker/records.ts';
import type { Logger } from '../model/logger.ts';
import type { TaskId } from '../model/names.ts';
import type { DeadLetterQueueSettings } from '../plugin/connector-settings.ts';
import type { ConsumedOrigin, ErrorReporter, Failure } from './error-reporter.ts';
import { javaClassOf, javaTrace } from './java-trace.ts';

export interface DeadLetterQueueOptions {
  readonly id: TaskId;
  readonly settings: DeadLetterQueueSettings;
  readonly admin: Broker['admin'];
  readonly producer: Producer;
  readonly logger: Logger;
}

/**
 * Writes records that a sink could not process to the connector's dead letter queue, as they were consumed: key, value, timestamp
 * and headers, with the circumstances as further headers if `errors.deadletterqueue.context.headers.enable` is set (KIP-298).
 * Creates the topic if it is not there. The producer is closed with the reporter.
 */
export async function createDeadLetterQueue(options: DeadLetterQueueOptions): Promise<ErrorReporter<ConsumedOrigin>> {
  const { settings, admin, producer, logger } = options;
  await ensureTopic(settings, admin);
  return {
    async report(failure) {
      const { batch, index } = failure.origin;
      const timestamp = batch.timestamps[index] ?? -1;
      const headers = [
        ...(batch.headers?.[index] ?? []),
        ...(settings.contextHeaders ? contextHeaders(options.id, failure) : []),
      ];
      try {
        await producer.appendAll([
          {
            topic: settings.topic,
            partition: null,
            keys: [batch.keys[index] ?? null],
            values: [batch.values[index] ?? null],
            timestamps: timestamp < 0 ? null : [timestamp],
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

function contextHeaders(
  id: TaskId,
  { origin: { batch, index }, stage, executingClass, error }: Failure<ConsumedOrigin>,
): RecordHeader[] {
  const headers: readonly (readonly [string, string])[] = [
    ['topic', batch.topic],
    ['partition', String(batch.partition)],
    ['offset', String(batch.offsets[index])],
    ['connector.name', id.connector],
    ['task.id', String(id.task)],
    ['stage', stage],
    ['class.name', executingClass],
    ['exception.class.name', javaClassOf(error)],
    ['exception.message', error instanceof Error ? error.message : String(error)],
    ['exception.stacktrace', javaTrace(error)],
  ];
  return headers.map(([key, text]) => ({ key: `__connect.errors.${key}`, value: Buffer.from(text) }));
}
