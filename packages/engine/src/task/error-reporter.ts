import { javaToString } from '@millrace/connector-api';
import type { SourceRecord } from '@millrace/connector-api';
import type { ConsumedBatch } from '../broker/records.ts';
import type { Logger } from '../model/logger.ts';

/** Where in a record's way something failed; the names that Java's logs and dead letter headers use. */
export type Stage = 'TASK_PUT' | 'TRANSFORMATION' | 'KEY_CONVERTER' | 'VALUE_CONVERTER' | 'HEADER_CONVERTER' | 'KAFKA_PRODUCE';

/** One record that could not be processed. */
export interface Failure<Origin> {
  readonly stage: Stage;
  /** The plugin class that was at work. */
  readonly executingClass: string;
  readonly origin: Origin;
  readonly error: unknown;
}

/** Keeps what could not be processed where somebody will look. */
export interface ErrorReporter<Origin> {
  /** Resolves when the report is safe. */
  report(failure: Failure<Origin>): Promise<void>;
  close?(): Promise<void>;
}

/** Tells of each report when it begins, and when it fails. */
export function watchReporter<Origin>(
  reporter: ErrorReporter<Origin>,
  onReport: () => void,
  onFailure: () => void = () => undefined,
): ErrorReporter<Origin> {
  return {
    async report(failure) {
      onReport();
      try {
        await reporter.report(failure);
      } catch (error) {
        onFailure();
        throw error;
      }
    },
    close: async () => reporter.close?.(),
  };
}

/** A consumed record as it came: the n-th of its batch. */
export interface ConsumedOrigin {
  readonly batch: ConsumedBatch;
  readonly index: number;
}

export interface LogReporterOptions<Origin> {
  readonly taskId: string;
  readonly logger: Logger;
  /** `errors.log.include.messages` */
  readonly includeMessages: boolean;
  readonly texts: OriginTexts<Origin>;
}

/** How a record is shown to people. */
export interface OriginTexts<Origin> {
  /** As Java's log shows it, from the comma on. */
  readonly inLog: (origin: Origin) => string;
  /** As the end of a sentence, without what is in the record. */
  readonly inTrace: (origin: Origin) => string;
}

/** `errors.log.enable`: an ERROR line for each failure. */
export function createLogReporter<Origin>(options: LogReporterOptions<Origin>): ErrorReporter<Origin> {
  return {
    async report({ stage, executingClass, origin, error }) {
      const record = options.includeMessages ? options.texts.inLog(origin) : '';
      const message = `Error encountered in task ${options.taskId}. Executing stage '${stage}' with class '${executingClass}'${record}.`;
      options.logger.error(message, { error });
    },
  };
}

export const sourceRecordTexts: OriginTexts<SourceRecord> = {
  inLog: describeSourceRecord,
  inTrace: ({ topic, sourcePartition, sourceOffset }) =>
    `a record for topic ${topic}, source partition ${javaToString(sourcePartition)}, source offset ${javaToString(sourceOffset)}`,
};

export const consumedTexts: OriginTexts<ConsumedOrigin> = {
  inLog: describeConsumed,
  inTrace: ({ batch, index }) =>
    `the record of topic ${batch.topic}, partition ${batch.partition}, offset ${batch.offsets[index]}`,
};

function describeSourceRecord(record: SourceRecord): string {
  const headers = (record.headers ?? []).map(
    ({ key, value, schema }) => `ConnectHeader(key=${key}, value=${javaToString(value)}, schema=${String(schema)})`,
  );
  return (
    `, where source record is = SourceRecord{sourcePartition=${javaToString(record.sourcePartition)}, ` +
    `sourceOffset=${javaToString(record.sourceOffset)}} ConnectRecord{topic='${record.topic}', kafkaPartition=${String(record.partition ?? null)}, ` +
    `key=${javaToString(record.key)}, keySchema=${String(record.keySchema ?? null)}, value=${javaToString(record.value)}, ` +
    `valueSchema=${String(record.valueSchema ?? null)}, timestamp=${String(record.timestamp ?? null)}, ` +
    `headers=ConnectHeaders(headers=${headers.length === 0 ? '' : `[${headers.join(', ')}]`})}`
  );
}

function describeConsumed({ batch, index }: ConsumedOrigin): string {
  return (
    `, where consumed record is {topic='${batch.topic}', partition=${batch.partition}, offset=${batch.offsets[index]}, ` +
    `timestamp=${batch.timestamps[index]}, timestampType=${batch.timestampType}}`
  );
}
