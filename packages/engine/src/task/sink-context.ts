import type { Properties, SinkTaskContext, TopicPartition, TopicPartitionOffset } from '@millrace/connector-api';
import type { TaskId } from '../model/names.ts';
import type { SinkErrantReporter } from './errant-record-reporter.ts';

/** What a sink task has asked for through its context, to be done when its current call has returned. */
export interface SinkRequests {
  readonly seeks: Map<string, TopicPartitionOffset>;
  commit: boolean;
  /** null: it did not say. */
  retryInMs: number | null;
}

export interface SinkContextOptions {
  readonly id: TaskId;
  readonly props: Properties;
  readonly signal: AbortSignal;
  readonly assignment: () => readonly TopicPartition[];
  readonly pause: (partitions: readonly TopicPartition[]) => void;
  readonly resume: (partitions: readonly TopicPartition[]) => void;
  readonly requests: SinkRequests;
  /** Something was asked for that does not wait for the current call. */
  readonly onRequest: () => void;
  readonly errantRecordReporter: SinkErrantReporter | null;
}

export function createSinkContext(options: SinkContextOptions): SinkTaskContext {
  const { id, requests, errantRecordReporter: reporter } = options;
  return {
    connector: id.connector,
    task: id.task,
    props: options.props,
    signal: options.signal,
    assignment: options.assignment,
    seek(positions) {
      for (const position of positions) requests.seeks.set(`${position.topic}-${position.partition}`, position);
      options.onRequest();
    },
    pause: options.pause,
    resume: options.resume,
    requestCommit() {
      requests.commit = true;
      options.onRequest();
    },
    retryIn(timeoutMs) {
      requests.retryInMs = timeoutMs;
    },
    errantRecordReporter: reporter === null ? null : { report: (record, error) => reporter.report(record, error) },
  };
}
