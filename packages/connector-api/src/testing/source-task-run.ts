import type { Properties } from '../config-def.ts';
import { RetriableError } from '../errors.ts';
import type { SourceRecord } from '../record.ts';
import type { OffsetReader, SourceConnectorPlugin, SourceTask } from '../source.ts';
import { checkSourceRecord } from './check-source-record.ts';
import { HarnessError, inTime } from './harness-options.ts';
import { parseTaskConfig } from './validate-plugin.ts';

/** A source task while a harness runs it. */
export interface SourceTaskRun {
  readonly index: number;
  /** Polls, or waits for the poll that is pending. A RetriableError is an empty poll. Rejects with what the task throws, from then on. */
  poll(): Promise<readonly SourceRecord[]>;
  /** The records are on their topics: tells the task, and then that their offsets are committed. */
  committed(records: readonly SourceRecord[]): Promise<void>;
  /** Ends a pending poll, then stops the task. Rejects when either takes too long. */
  stop(): Promise<void>;
}

export interface SourceTaskRunOptions {
  readonly plugin: SourceConnectorPlugin;
  readonly connector: string;
  readonly index: number;
  readonly props: Properties;
  readonly offsets: OffsetReader;
  readonly timeoutMs: number;
}

/** Makes a task and starts it. Rejects with what it throws. */
export async function startSourceTask(options: SourceTaskRunOptions): Promise<SourceTaskRun> {
  const { plugin, connector, index, props, offsets, timeoutMs } = options;
  const ending = new AbortController();
  const task: SourceTask = plugin.createTask();
  const context = { connector, task: index, props, offsets, signal: ending.signal, transactions: null };
  const config = parseTaskConfig(plugin, props);
  await inTime(`The start of task ${index}`, timeoutMs, () => task.start(config, context));
  let pending: Promise<readonly SourceRecord[]> | null = null;
  let nextOffset = 0;

  async function callPoll(): Promise<readonly SourceRecord[]> {
    let records: unknown;
    try {
      records = (await task.poll()) ?? [];
    } catch (error) {
      if (error instanceof RetriableError) return [];
      throw error;
    }
    if (!Array.isArray(records)) throw new HarnessError('poll has to give an array of records, or null');
    for (const record of records as SourceRecord[]) checkSourceRecord(record);
    return records as SourceRecord[];
  }

  return {
    index,
    poll() {
      pending ??= callPoll().finally(() => (pending = null));
      return pending;
    },
    async committed(records) {
      for (const record of records) {
        const { topic, partition, timestamp } = record;
        task.commitRecord?.(record, { topic, partition: partition ?? 0, offset: nextOffset, timestamp: timestamp ?? Date.now() });
        nextOffset += 1;
      }
      await inTime(`The commit of task ${index}`, timeoutMs, () => task.commit?.());
    },
    async stop() {
      ending.abort();
      const ended = Promise.resolve(pending).catch(() => undefined);
      await inTime(`The poll of task ${index}, whose signal was aborted,`, timeoutMs, () => ended);
      await inTime(`The stop of task ${index}`, timeoutMs, () => task.stop());
    },
  };
}
