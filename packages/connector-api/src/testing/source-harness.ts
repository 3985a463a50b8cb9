import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Properties } from '../config-def.ts';
import type { ConfigValue } from '../config-value.ts';
import type { SourceOffset, SourcePartition, SourceRecord } from '../record.ts';
import type { SourceConnectorPlugin } from '../source.ts';
import { startConnector } from './connector-run.ts';
import type { ConnectorRun } from './connector-run.ts';
import { DEFAULT_TIMEOUT_MS, fullConfig, HarnessError, inTime } from './harness-options.ts';
import type { HarnessOptions } from './harness-options.ts';
import { createOffsetTable } from './offset-table.ts';
import { startSourceTask } from './source-task-run.ts';
import type { SourceTaskRun } from './source-task-run.ts';
import type { StoredOffset } from './stored-offset.ts';
import { validatePlugin } from './validate-plugin.ts';

/**
 * Runs a source connector and its tasks in a test, with no worker: what a worker would do, one step at a time. It may be started again
 * after `stop` or `crash`, with the offsets that were committed. Whatever takes longer than the harness's time rejects with HarnessError.
 */
export interface SourceHarness {
  /** What validation finds in the configuration, or in another one. */
  validate(config?: Properties): Promise<readonly ConfigValue[]>;
  /** Starts the connector, asks it for its tasks, and starts those. Rejects with what the plugin throws. */
  start(): Promise<void>;
  /** The tasks' configurations. */
  tasks(): readonly Properties[];
  /** One poll of a task (the first if absent). What it gives counts as taken. */
  poll(task?: number): Promise<readonly SourceRecord[]>;
  /** Polls all tasks until this many records have come, and gives just as many; further ones are kept for the next time. */
  take(count: number): Promise<SourceRecord[]>;
  /** All that was taken has reached its topics: tells the tasks (`commitRecord`, `commit`) and keeps the offsets. */
  commit(): Promise<void>;
  /** The committed offsets. */
  offsets(): { readonly partition: StoredOffset; readonly offset: StoredOffset }[];
  /** Sets or (null) removes an offset, as a user does while the connector is stopped: the plugin's `alterOffsets` is asked first. */
  alterOffset(partition: SourcePartition, offset: SourceOffset | null): Promise<void>;
  /** Lets all reads of offsets fail with this error, until it is called with null. */
  failOffsetReads(error: Error | null): void;
  /** How often the connector has asked for its tasks to be configured anew. */
  reconfigurations(): number;
  /** Does so: commits, stops the tasks, and starts those that the connector now wants. */
  reconfigure(): Promise<void>;
  /** What the connector failed with by `context.raiseError`. */
  failure(): Error | null;
  /** Stops all of it, as a worker does in order: what was taken is committed. */
  stop(): Promise<void>;
  /** Stops all of it and commits nothing: what was taken since the last commit is lost, and has to come again. */
  crash(): Promise<void>;
}

interface Taken {
  readonly run: SourceTaskRun;
  readonly record: SourceRecord;
}

export function createSourceHarness(plugin: SourceConnectorPlugin, options: HarnessOptions): SourceHarness {
  const { name = 'harness', tasksMax = 1, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const config = fullConfig(options);
  const offsets = createOffsetTable();
  let connector: ConnectorRun | null = null;
  let configs: readonly Properties[] = [];
  let runs: SourceTaskRun[] = [];
  let waiting: Taken[] = [];
  let taken: Taken[] = [];
  const collecting = new Map<SourceTaskRun, Promise<void>>();

  function running(): ConnectorRun {
    if (connector === null) throw new HarnessError('The connector has not been started');
    return connector;
  }

  async function startTasks(): Promise<void> {
    configs = await running().taskConfigs(tasksMax);
    for (const [index, props] of configs.entries()) {
      runs.push(await startSourceTask({ plugin, connector: name, index, props, offsets: offsets.reader, timeoutMs }));
    }
  }

  async function stopTasks(): Promise<void> {
    const stopping = runs;
    runs = [];
    waiting = [];
    taken = [];
    await allOf(stopping.map((run) => () => run.stop()));
  }

  async function stopAll(): Promise<void> {
    const stopping = connector;
    connector = null;
    await allOf([stopTasks, async () => stopping?.stop()]);
  }

  async function commit(): Promise<void> {
    const done = taken;
    taken = [];
    for (const { record } of done) {
      if (record.sourcePartition !== null) offsets.set(record.sourcePartition, record.sourceOffset);
    }
    for (const run of runs) await run.committed(done.filter((one) => one.run === run).map(({ record }) => record));
  }

  /** Lets a task's next records come, or those that are on their way. */
  function collect(run: SourceTaskRun): Promise<void> {
    let pending = collecting.get(run);
    if (pending === undefined) {
      pending = takeIn(run).finally(() => collecting.delete(run));
      // Who waits for it is told; nobody may.
      pending.catch(() => undefined);
      collecting.set(run, pending);
    }
    return pending;
  }

  async function takeIn(run: SourceTaskRun): Promise<void> {
    const records = await run.poll();
    if (runs.includes(run)) waiting.push(...records.map((record) => ({ run, record })));
  }

  async function collectUntil(count: number): Promise<void> {
    const enough = new AbortController();
    const late = setTimeout(timeoutMs, 'late', { signal: enough.signal }).catch(() => 'late');
    try {
      while (waiting.length < count) {
        const outcome = await Promise.race([...runs.map(collect), late]);
        // Tasks that give nothing at once are not to keep everything else from its turn.
        await setImmediate();
        if (outcome === 'late' && waiting.length < count) {
          throw new HarnessError(`Only ${waiting.length} of ${count} records came within ${timeoutMs} ms`);
        }
      }
    } finally {
      enough.abort();
    }
  }

  return {
    validate: (other = config) => validatePlugin(plugin, other),
    async start() {
      if (connector !== null) throw new HarnessError('The connector has been started already');
      connector = await startConnector({ plugin, name, config, offsets: offsets.reader, timeoutMs });
      try {
        await startTasks();
      } catch (error) {
        await stopAll().catch(() => undefined);
        throw error;
      }
    },
    tasks: () => configs,
    async poll(task = 0) {
      const run = runs[task];
      if (run === undefined) throw new HarnessError(`There is no task ${task}; there are ${runs.length}`);
      await inTime(`The poll of task ${task}`, timeoutMs, () => collect(run));
      const now = waiting.filter((one) => one.run === run);
      waiting = waiting.filter((one) => one.run !== run);
      taken.push(...now);
      return now.map(({ record }) => record);
    },
    async take(count) {
      if (runs.length === 0) throw new HarnessError('There are no tasks to take records from');
      await collectUntil(count);
      const now = waiting.splice(0, count);
      taken.push(...now);
      return now.map(({ record }) => record);
    },
    commit,
    offsets: () => offsets.all(),
    async alterOffset(partition, offset) {
      if (connector !== null) throw new HarnessError('Offsets can be altered only while the connector is stopped');
      await inTime('alterOffsets', timeoutMs, () => plugin.alterOffsets?.(config, [{ partition, offset }]));
      offsets.set(partition, offset);
    },
    failOffsetReads: (error) => offsets.failReads(error),
    reconfigurations: () => connector?.reconfigurations() ?? 0,
    async reconfigure() {
      await commit();
      await stopTasks();
      await startTasks();
    },
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

/** Does all of it, one after another, and rejects with the first error. */
export async function allOf(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}
