import { type ConfigOf, ConfigDef, NonEmptyString, schemas } from '@millrace/connector-api';
import type { SourceRecord, SourceTask, SourceTaskContext } from '@millrace/connector-api';
import { Fault, faultConfig, type FaultSurroundings } from './fault.ts';
import { sleep } from './file-input.ts';
import { countOf } from './offset-checks.ts';
import { Pace } from './pace.ts';
import { parseRate, rateValidator } from './rate.ts';

/** Key of a source partition: the task's number. */
export const TASK_FIELD = 'task';
/** Key of a source offset: how many records the task has made. */
export const COUNT_FIELD = 'count';

const BATCH_SIZE = 1000;
const MAX_WAIT_MS = 500;
/** How long to wait for records to arrive before the fault happens; not for ever, as a record may be refused. */
const ARRIVAL_TIMEOUT_MS = 2000;
const ARRIVAL_LOOK_MS = 10;
const NO_HEADERS: SourceRecord['headers'] = Object.freeze([]);

export const faultSourceConfig = new ConfigDef(faultConfig)
  .define({
    name: 'topic',
    type: 'STRING',
    validator: new NonEmptyString(),
    importance: 'HIGH',
    documentation: 'The topic that the numbers are written to.',
  })
  .define({
    name: 'rate',
    type: 'STRING',
    default: '10',
    validator: rateValidator,
    importance: 'MEDIUM',
    documentation: 'How many records each task makes a second. A fraction is fine; unlimited makes as many as the worker takes.',
  });

export interface FaultSourceSurroundings extends FaultSurroundings {
  now(): number;
  wait(timeoutMs: number, signal: AbortSignal): Promise<void>;
}

const SURROUNDINGS: Pick<FaultSourceSurroundings, 'now' | 'wait'> = { now: Date.now, wait: sleep };

/**
 * Makes records numbered from 0: the value is the number, the key that of the task. Goes on after the last committed one. The fault
 * waits until the records before it have arrived, so that a test knows how many there are.
 */
export class FaultSourceTask implements SourceTask<ConfigOf<typeof faultSourceConfig>> {
  readonly #surroundings: Partial<FaultSurroundings> & typeof SURROUNDINGS;
  #context!: SourceTaskContext;
  #topic!: string;
  #fault!: Fault;
  #pace!: Pace;
  #next = 0;
  #made = 0;
  #arrived = 0;
  #madeAllAt: number | null = null;
  #struck = false;

  constructor(surroundings: Partial<FaultSourceSurroundings> = {}) {
    this.#surroundings = { ...SURROUNDINGS, ...surroundings };
  }

  async start(config: ConfigOf<typeof faultSourceConfig>, context: SourceTaskContext): Promise<void> {
    this.#context = context;
    this.#topic = config.topic;
    this.#fault = new Fault(config, this.#surroundings);
    this.#fault.start();
    const [offset] = await context.offsets.read([{ [TASK_FIELD]: context.task }]);
    this.#next = countOf(offset, COUNT_FIELD);
    this.#pace = new Pace(parseRate(config.rate), this.#surroundings.now);
  }

  async poll(): Promise<SourceRecord[]> {
    let left = this.#fault.recordsLeft(this.#made);
    if (left === 0) {
      if (!this.#struck && !this.#haveArrived()) return this.#wait(ARRIVAL_LOOK_MS);
      this.#struck = true;
      await this.#fault.strike();
      left = Infinity;
    }
    const max = Math.min(BATCH_SIZE, left);
    const count = this.#pace.take(max);
    return count === 0 ? this.#wait(this.#pace.waitMs(max)) : this.#make(count);
  }

  commitRecord(): void {
    this.#arrived += 1;
  }

  async stop(): Promise<void> {
    await this.#fault?.stop();
  }

  #haveArrived(): boolean {
    if (this.#arrived >= this.#made) return true;
    const now = this.#surroundings.now();
    this.#madeAllAt ??= now;
    return now - this.#madeAllAt >= ARRIVAL_TIMEOUT_MS;
  }

  async #wait(timeoutMs: number): Promise<SourceRecord[]> {
    await this.#surroundings.wait(Math.min(timeoutMs, MAX_WAIT_MS), this.#context.signal);
    return [];
  }

  #make(count: number): SourceRecord[] {
    const { task } = this.#context;
    const timestamp = this.#surroundings.now();
    const sourcePartition = { [TASK_FIELD]: task };
    const records = Array.from({ length: count }, (_, i) => ({
      sourcePartition,
      sourceOffset: { [COUNT_FIELD]: this.#next + i + 1 },
      topic: this.#topic,
      partition: null,
      keySchema: schemas.INT32,
      key: task,
      valueSchema: schemas.INT64,
      value: BigInt(this.#next + i),
      timestamp,
      headers: NO_HEADERS,
    }));
    this.#next += count;
    this.#made += count;
    return records;
  }
}
