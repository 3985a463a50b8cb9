import type { SourceOffset, SourcePartition, SourceRecord, SourceTask, SourceTaskContext } from '@millrace/connector-api';
import { readRowFields } from './datagen/row-fields.ts';
import { createRowMaker, type RowMaker } from './datagen/row-maker.ts';
import { Row, saltOf } from './datagen/row.ts';
import { parseTime, type DatagenConfig } from './datagen-config.ts';
import { sleep } from './file-input.ts';
import { countOf } from './offset-checks.ts';
import { Pace } from './pace.ts';
import { parseRate } from './rate.ts';

/** Keys of a source partition: what decides about the rows. */
export const PARTITION_FIELDS = ['template', 'seed', 'task'] as const;
/** Key of a source offset: how many rows the task has made. */
export const ROWS_FIELD = 'rows';
/** In a task's configuration: how many tasks share the work. */
export const TASK_COUNT = 'task.count';

const MAX_WAIT_MS = 500;
/** Each task numbers its rows in a range of its own. */
const NUMBERS_A_TASK = 1e12;
const TIME_SALT = saltOf('time of the row');
const NO_HEADERS: SourceRecord['headers'] = Object.freeze([]);

export interface DatagenSurroundings {
  now(): number;
  wait(timeoutMs: number, signal: AbortSignal): Promise<void>;
}

/**
 * Makes rows that depend on nothing but the configuration, the number of the task, and their position: a task that starts again goes
 * on with the very rows that it would have made.
 */
export class DatagenSourceTask implements SourceTask<DatagenConfig> {
  readonly #surroundings: DatagenSurroundings;
  #config!: DatagenConfig;
  #context!: SourceTaskContext;
  #maker!: RowMaker;
  #row!: Row;
  #pace!: Pace;
  #partition!: SourcePartition;
  #firstTime = 0;
  #timeStep = 0;
  #next = 0;
  #end = Infinity;

  constructor(surroundings: DatagenSurroundings = { now: Date.now, wait: sleep }) {
    this.#surroundings = surroundings;
  }

  async start(config: DatagenConfig, context: SourceTaskContext): Promise<void> {
    const { task } = context;
    const taskCount = Number(context.props[TASK_COUNT] ?? 1);
    this.#config = config;
    this.#context = context;
    this.#maker = createRowMaker(readRowFields(config), config['schemas.enable']);
    this.#row = new Row(config.seed, task);
    this.#partition = { template: config.template, seed: config.seed, task };
    this.#firstTime = parseTime(config['time.start']);
    this.#timeStep = Number(config['time.step.ms']);
    this.#next = await this.#committedRows();
    this.#end = shareOf(config['max.rows'], task, taskCount);
    this.#pace = new Pace(parseRate(config.rate) / taskCount, () => this.#surroundings.now());
  }

  poll(): SourceRecord[] | Promise<SourceRecord[]> {
    const max = Math.min(this.#config['batch.size'], this.#end - this.#next);
    if (max <= 0) return this.#wait(MAX_WAIT_MS);
    const count = this.#pace.take(max);
    return count === 0 ? this.#wait(this.#pace.waitMs(max)) : this.#make(count);
  }

  stop(): void {}

  async #committedRows(): Promise<number> {
    const [offset] = await this.#context.offsets.read([this.#partition]);
    return countOf(offset, ROWS_FIELD);
  }

  async #wait(timeoutMs: number): Promise<SourceRecord[]> {
    await this.#surroundings.wait(Math.min(timeoutMs, MAX_WAIT_MS), this.#context.signal);
    return [];
  }

  #make(count: number): SourceRecord[] {
    const timestamp = this.#surroundings.now();
    const records: SourceRecord[] = [];
    for (let i = 0; i < count; i++) records.push(this.#makeOne(timestamp));
    return records;
  }

  #makeOne(timestamp: number): SourceRecord {
    const row = this.#row;
    const maker = this.#maker;
    const index = this.#next++;
    row.moveTo(index, this.#context.task * NUMBERS_A_TASK + index, this.#firstTime + index * this.#timeStep);
    row.time += row.below(this.#timeStep, TIME_SALT);
    return {
      sourcePartition: this.#partition,
      sourceOffset: { [ROWS_FIELD]: index + 1 } satisfies SourceOffset,
      topic: this.#config.topic,
      partition: null,
      keySchema: maker.keySchema,
      key: maker.key(row),
      valueSchema: maker.valueSchema,
      value: maker.value(row),
      timestamp,
      headers: NO_HEADERS,
    };
  }
}

/** How many rows of all this task makes. */
function shareOf(maxRows: bigint, task: number, taskCount: number): number {
  if (maxRows < 0n) return Infinity;
  const each = maxRows / BigInt(taskCount);
  return Number(each) + (BigInt(task) < maxRows % BigInt(taskCount) ? 1 : 0);
}
