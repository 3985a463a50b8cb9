import { setTimeout } from 'node:timers/promises';
import type { Properties } from '../config-def.ts';
import { RetriableError } from '../errors.ts';
import type { SinkRecord, TopicPartition, TopicPartitionOffset } from '../record.ts';
import type { SinkConnectorPlugin, SinkTask, SinkTaskContext } from '../sink.ts';
import { HarnessError, inTime } from './harness-options.ts';
import { partitionText, positionText } from './topic-log.ts';
import { parseTaskConfig } from './validate-plugin.ts';

/** A record that a sink task reported instead of writing it. */
export interface ErrantRecord {
  readonly record: SinkRecord;
  readonly error: Error;
}

/** A sink task while a harness runs it. */
export interface SinkTaskRun {
  readonly assignment: () => readonly TopicPartition[];
  open(positions: readonly TopicPartitionOffset[]): Promise<void>;
  /** Has the partitions committed and closed; answers what was committed. */
  close(partitions: readonly TopicPartition[]): Promise<readonly TopicPartitionOffset[]>;
  /** The next record to be put; undefined for a partition that is not assigned, or is paused. */
  position(partition: TopicPartition): number | undefined;
  /** Puts records of one partition; again for as long as the task says that this may help. */
  put(records: readonly SinkRecord[]): Promise<void>;
  /** What the task says is safe of all that was put. Throws HarnessError for what was never put. */
  commit(): Promise<readonly TopicPartitionOffset[]>;
  commitWasAsked(): boolean;
  /** Stops the task; `close` first, without a commit, for what it still has. */
  stop(): Promise<void>;
}

export interface SinkTaskRunOptions {
  readonly plugin: SinkConnectorPlugin;
  readonly connector: string;
  readonly index: number;
  readonly props: Properties;
  readonly timeoutMs: number;
  /** null: the connector does not tolerate errors. */
  readonly errant: ErrantRecord[] | null;
}

/** The longest wait before a put is repeated, whatever the task asks for. Milliseconds. */
const LONGEST_RETRY_MS = 20;

/** Makes a task and starts it. Rejects with what it throws. */
export async function startSinkTask(options: SinkTaskRunOptions): Promise<SinkTaskRun> {
  const { plugin, connector, index, props, timeoutMs, errant } = options;
  const ending = new AbortController();
  const task: SinkTask = plugin.createTask();
  /** By partition: the next record to be put. */
  const positions = new Map<string, TopicPartitionOffset>();
  const paused = new Set<string>();
  let seeks: readonly TopicPartitionOffset[] = [];
  let retryMs = 0;
  let commitAsked = false;

  const assignment = (): TopicPartition[] => [...positions.values()].map(({ topic, partition }) => ({ topic, partition }));
  const context: SinkTaskContext = {
    connector,
    task: index,
    props,
    signal: ending.signal,
    assignment,
    seek: (wanted) => void (seeks = [...seeks, ...wanted]),
    pause: (partitions) => partitions.forEach((partition) => paused.add(requireOwn(partition))),
    resume: (partitions) => partitions.forEach((partition) => paused.delete(requireOwn(partition))),
    requestCommit: () => void (commitAsked = true),
    retryIn: (ms) => void (retryMs = ms),
    errantRecordReporter: errant === null ? null : { report: async (record, error) => void errant.push({ record, error }) },
  };

  function requireOwn(partition: TopicPartition): string {
    const text = partitionText(partition);
    if (!positions.has(text)) throw new HarnessError(`The partition ${text} is not assigned to task ${index}`);
    return text;
  }

  /** A call of the task; seeks that it asks for take place when it has returned. */
  async function call<T>(what: string, run: () => T | Promise<T>): Promise<T> {
    const result = await inTime(`${what} of task ${index}`, timeoutMs, run);
    for (const seek of seeks) positions.set(requireOwn(seek), seek);
    seeks = [];
    return result;
  }

  async function put(records: readonly SinkRecord[]): Promise<void> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      try {
        return await call('A put', () => task.put([...records]));
      } catch (error) {
        if (!(error instanceof RetriableError)) throw error;
        if (Date.now() > end) throw new HarnessError(`put asked for more than ${timeoutMs} ms to be repeated`, { cause: error });
        await setTimeout(Math.min(retryMs, LONGEST_RETRY_MS));
      }
    }
  }

  async function preCommit(asked: readonly TopicPartitionOffset[]): Promise<readonly TopicPartitionOffset[]> {
    if (asked.length === 0) return [];
    if (task.preCommit === undefined) {
      await call('The flush', () => task.flush?.(asked));
      return asked;
    }
    const given = await call('preCommit', () => task.preCommit!(asked));
    for (const position of given) {
      const put = asked.find((one) => partitionText(one) === partitionText(position));
      if (put !== undefined && position.offset >= 0 && position.offset <= put.offset) continue;
      throw new HarnessError(
        `preCommit gave ${positionText(position)}, which was never put: ${asked.map(positionText).join(', ')}`,
      );
    }
    return given;
  }

  await inTime(`The start of task ${index}`, timeoutMs, () => task.start(parseTaskConfig(plugin, props), context));
  return {
    assignment,
    async open(given) {
      for (const position of given) positions.set(partitionText(position), position);
      await call('open', () => task.open?.(given.map(({ topic, partition }) => ({ topic, partition }))));
    },
    async close(partitions) {
      const texts = new Set(partitions.map(partitionText));
      const asked = [...positions.values()].filter((position) => texts.has(partitionText(position)));
      const committed = await preCommit(asked);
      await call('close', () => task.close?.(partitions));
      for (const text of texts) {
        positions.delete(text);
        paused.delete(text);
      }
      return committed;
    },
    position(partition) {
      const text = partitionText(partition);
      return paused.has(text) ? undefined : positions.get(text)?.offset;
    },
    async put(records) {
      const last = records.at(-1);
      await put(records);
      if (last === undefined) return;
      const { topic, partition, kafkaOffset } = last;
      const text = partitionText({ topic, partition });
      // A seek during the call goes before.
      if (positions.get(text)?.offset === records[0]!.kafkaOffset)
        positions.set(text, { topic, partition, offset: kafkaOffset + 1 });
    },
    async commit() {
      commitAsked = false;
      return preCommit([...positions.values()]);
    },
    commitWasAsked: () => commitAsked,
    async stop() {
      ending.abort();
      try {
        if (positions.size > 0) await call('close', () => task.close?.(assignment()));
      } finally {
        positions.clear();
        await inTime(`The stop of task ${index}`, timeoutMs, () => task.stop());
      }
    },
  };
}
