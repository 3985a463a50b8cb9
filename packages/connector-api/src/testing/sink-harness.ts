import type { Properties } from '../config-def.ts';
import type { ConfigValue } from '../config-value.ts';
import type { SinkRecord, TopicPartition, TopicPartitionOffset } from '../record.ts';
import type { SinkConnectorPlugin } from '../sink.ts';
import { startConnector } from './connector-run.ts';
import type { ConnectorRun } from './connector-run.ts';
import { DEFAULT_TIMEOUT_MS, fullConfig, HarnessError, inTime } from './harness-options.ts';
import type { HarnessOptions } from './harness-options.ts';
import { createOffsetTable } from './offset-table.ts';
import { startSinkTask } from './sink-task-run.ts';
import type { ErrantRecord, SinkTaskRun } from './sink-task-run.ts';
import { allOf } from './source-harness.ts';
import { createTopicLog, partitionText } from './topic-log.ts';
import type { TopicRecord } from './topic-log.ts';
import { validatePlugin } from './validate-plugin.ts';

export interface SinkHarnessOptions extends HarnessOptions {
  /** Whether tasks are given an errant record reporter; false if absent. */
  readonly errantRecords?: boolean;
  /** The most records of a put; 500 if absent. */
  readonly maxRecords?: number;
}

/**
 * Runs a sink connector and its tasks in a test, with no worker, on topics that the test writes. Each partition belongs to one task; it may
 * be moved. It may be started again after `stop` or `crash`, from the offsets that were committed. Whatever takes longer than the
 * harness's time rejects with HarnessError.
 */
export interface SinkHarness {
  /** What validation finds in the configuration, or in another one. */
  validate(config?: Properties): Promise<readonly ConfigValue[]>;
  /** Starts the connector, asks it for its tasks, starts those, and gives them the partitions in turn. */
  start(): Promise<void>;
  /** The tasks' configurations. */
  tasks(): readonly Properties[];
  /** Writes records into their topics; a partition that is new goes to the task that has the fewest. */
  produce(...records: readonly TopicRecord[]): Promise<readonly SinkRecord[]>;
  /** Puts all records that have not been put, but those of paused partitions. A RetriableError leads to another call with the same ones. */
  deliver(): Promise<void>;
  /** A put without records to each task, as it comes when nothing arrives. */
  putNothing(): Promise<void>;
  /** Has the tasks flush, and keeps the offsets that they say are safe. */
  commit(): Promise<void>;
  /** The next record of each partition that has been committed. */
  committed(): readonly TopicPartitionOffset[];
  /** Sets or (null) removes a committed offset, as a user does while the connector is stopped: the plugin's `alterOffsets` is asked first. */
  alterOffset(partition: TopicPartition, offset: number | null): Promise<void>;
  /** What each task has. */
  assignment(): readonly (readonly TopicPartition[])[];
  /** Gives each task other partitions, those that it loses committed and closed before; they go on from what was committed. */
  rebalance(assignment: readonly (readonly TopicPartition[])[]): Promise<void>;
  /** Whether a task has asked for a commit since the last one. */
  commitWasAsked(): boolean;
  /** What was reported to the errant record reporter. */
  readonly errant: readonly ErrantRecord[];
  /** How often the connector has asked for its tasks to be configured anew. */
  reconfigurations(): number;
  /** What the connector failed with by `context.raiseError`. */
  failure(): Error | null;
  /** Stops all of it, as a worker does in order: what was put is committed. */
  stop(): Promise<void>;
  /** Stops all of it and commits nothing: what was put since the last commit comes again. */
  crash(): Promise<void>;
}

export function createSinkHarness(plugin: SinkConnectorPlugin, options: SinkHarnessOptions): SinkHarness {
  const { name = 'harness', tasksMax = 1, timeoutMs = DEFAULT_TIMEOUT_MS, maxRecords = 500 } = options;
  const config = fullConfig(options);
  const log = createTopicLog();
  const committed = new Map<string, TopicPartitionOffset>();
  const errant: ErrantRecord[] = [];
  let connector: ConnectorRun | null = null;
  let configs: readonly Properties[] = [];
  let runs: SinkTaskRun[] = [];

  const keep = (positions: readonly TopicPartitionOffset[]): void =>
    positions.forEach((position) => committed.set(partitionText(position), position));

  const startOf = ({ topic, partition }: TopicPartition): TopicPartitionOffset =>
    committed.get(partitionText({ topic, partition })) ?? { topic, partition, offset: 0 };

  async function startTasks(running: ConnectorRun): Promise<void> {
    configs = await running.taskConfigs(tasksMax);
    for (const [index, props] of configs.entries()) {
      const shared = { plugin, connector: name, timeoutMs, errant: options.errantRecords === true ? errant : null };
      runs.push(await startSinkTask({ ...shared, index, props }));
    }
    if (runs.length === 0) return;
    const partitions = log.partitions();
    for (const [index, run] of runs.entries()) {
      const own = partitions.filter((_, at) => at % runs.length === index);
      if (own.length > 0) await run.open(own.map(startOf));
    }
  }

  async function assignNew(): Promise<void> {
    const owned = new Set(runs.flatMap((run) => run.assignment().map(partitionText)));
    for (const partition of log.partitions().filter((one) => !owned.has(partitionText(one)))) {
      const [least] = runs.toSorted((a, b) => a.assignment().length - b.assignment().length);
      await least?.open([startOf(partition)]);
    }
  }

  async function deliverTo(run: SinkTaskRun): Promise<boolean> {
    let some = false;
    for (const partition of run.assignment()) {
      const position = run.position(partition);
      const records = position === undefined ? [] : log.read(partition, position).slice(0, maxRecords);
      if (records.length === 0) continue;
      some = true;
      await run.put(records);
    }
    return some;
  }

  async function commit(): Promise<void> {
    for (const run of runs) keep(await run.commit());
  }

  async function stopAll(): Promise<void> {
    const stopping = runs;
    const stoppingConnector = connector;
    runs = [];
    connector = null;
    await allOf([...stopping.map((run) => () => run.stop()), async () => stoppingConnector?.stop()]);
  }

  return {
    errant,
    validate: (other = config) => validatePlugin(plugin, other),
    async start() {
      if (connector !== null) throw new HarnessError('The connector has been started already');
      const { reader } = createOffsetTable();
      connector = await startConnector({ plugin, name, config, offsets: reader, timeoutMs });
      try {
        await startTasks(connector);
      } catch (error) {
        await stopAll().catch(() => undefined);
        throw error;
      }
    },
    tasks: () => configs,
    async produce(...records) {
      const written = records.map((record) => log.append(record));
      await assignNew();
      return written;
    },
    async deliver() {
      const end = Date.now() + timeoutMs;
      for (let some = true; some;) {
        some = false;
        for (const run of runs) some = (await deliverTo(run)) || some;
        if (some && Date.now() > end) throw new HarnessError(`The delivery did not come to its end within ${timeoutMs} ms`);
      }
    },
    async putNothing() {
      for (const run of runs) await run.put([]);
    },
    commit,
    committed: () => [...committed.values()],
    async alterOffset({ topic, partition }, offset) {
      if (connector !== null) throw new HarnessError('Offsets can be altered only while the connector is stopped');
      const change = { topic, partition, offset: offset === null ? null : BigInt(offset) };
      await inTime('alterOffsets', timeoutMs, () => plugin.alterOffsets?.(config, [change]));
      if (offset === null) committed.delete(partitionText(change));
      else keep([{ topic, partition, offset }]);
    },
    assignment: () => runs.map((run) => run.assignment()),
    async rebalance(assignment) {
      const wanted = runs.map((_, index) => new Set((assignment[index] ?? []).map(partitionText)));
      for (const [index, run] of runs.entries()) {
        const lost = run.assignment().filter((partition) => !wanted[index]!.has(partitionText(partition)));
        if (lost.length > 0) keep(await run.close(lost));
      }
      for (const [index, run] of runs.entries()) {
        const has = new Set(run.assignment().map(partitionText));
        const won = (assignment[index] ?? []).filter((partition) => !has.has(partitionText(partition)));
        if (won.length > 0) await run.open(won.map(startOf));
      }
    },
    commitWasAsked: () => runs.some((run) => run.commitWasAsked()),
    reconfigurations: () => connector?.reconfigurations() ?? 0,
    failure: () => connector?.failure() ?? null,
    async stop() {
      try {
        await commit();
      } finally {
        await stopAll();
      }
    },
    crash: stopAll,
  };
}
