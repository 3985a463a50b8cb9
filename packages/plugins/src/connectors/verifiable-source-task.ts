import { ConnectError, SchemaBuilder, Struct, schemas } from '@millrace/connector-api';
import type { SourceOffset, SourceRecord, SourceTask, SourceTaskContext } from '@millrace/connector-api';
import { jsonString } from '../json/json-string.ts';
import { sleep } from './file-input.ts';
import type { FileOutput } from './file-output.ts';
import { Pace } from './pace.ts';
import { VERIFIABLE_SURROUNDINGS, lineFormat, type VerifiableSurroundings } from './verifiable-lines.ts';

const ID_FIELD = 'id';
const SEQNO_FIELD = 'seqno';

const BATCH_SIZE = 500;
const MAX_WAIT_MS = 500;
const NO_HEADERS: SourceRecord['headers'] = Object.freeze([]);

const COMPLETE_SCHEMA = SchemaBuilder.struct()
  .field('name', schemas.STRING)
  .field('task', schemas.INT32)
  .field('topic', schemas.STRING)
  .field('time_ms', schemas.INT64)
  .field('seqno', schemas.INT64)
  .build();

const sentLine = lineFormat(['name', 'task', 'topic', 'time_ms', 'seqno']);
const committedLine = lineFormat(['name', 'task', 'topic', 'time_ms', 'seqno', 'committed']);

export interface VerifiableSourceTaskConfig {
  readonly topic: string;
  readonly throughput: bigint;
  readonly 'complete.record.data': boolean;
}

export interface VerifiableSourceSurroundings extends VerifiableSurroundings {
  wait(timeoutMs: number, signal: AbortSignal): Promise<void>;
}

/**
 * Makes records of sequence numbers and prints a line of JSON for each, before it is sent and again when it has arrived, so that
 * what comes out of a pipeline can be compared with what went in. Goes on after the last committed number.
 */
export class VerifiableSourceTask implements SourceTask<VerifiableSourceTaskConfig> {
  readonly #surroundings: VerifiableSourceSurroundings;
  #config!: VerifiableSourceTaskConfig;
  #context!: SourceTaskContext;
  #output!: FileOutput;
  #pace!: Pace;
  #seqno = 0n;
  /** Lines of records that have arrived, to be printed when all of the batch have been told. */
  #committed = '';

  constructor(surroundings: Partial<VerifiableSourceSurroundings> = {}) {
    this.#surroundings = { ...VERIFIABLE_SURROUNDINGS, wait: sleep, ...surroundings };
  }

  async start(config: VerifiableSourceTaskConfig, context: SourceTaskContext): Promise<void> {
    this.#config = config;
    this.#context = context;
    const [offset] = await context.offsets.read([{ [ID_FIELD]: context.task }]);
    this.#seqno = nextSeqno(offset ?? null);
    this.#output = this.#surroundings.openOutput();
    const perSecond = config.throughput < 0n ? Infinity : Number(config.throughput);
    this.#pace = new Pace(perSecond, () => this.#surroundings.now());
  }

  async poll(): Promise<SourceRecord[]> {
    const count = this.#pace.take(BATCH_SIZE);
    if (count === 0) {
      await this.#surroundings.wait(Math.min(this.#pace.waitMs(BATCH_SIZE), MAX_WAIT_MS), this.#context.signal);
      return [];
    }
    const now = this.#surroundings.now();
    const first = this.#seqno;
    const numbers = Array.from({ length: count }, (_, i) => first + BigInt(i));
    await this.#print(numbers.map((seqno) => sentLine(this.#members(seqno, now))).join(''));
    this.#seqno += BigInt(count);
    return numbers.map((seqno) => this.#record(seqno, now));
  }

  commitRecord(record: SourceRecord): void {
    const seqno = record.value instanceof Struct ? record.value.getInt64(SEQNO_FIELD) : record.value;
    if (this.#committed === '') queueMicrotask(() => this.#printCommitted());
    this.#committed += committedLine({ ...this.#members(seqno as bigint, this.#surroundings.now()), committed: 'true' });
  }

  stop(): void {
    this.#printCommitted();
  }

  #members(seqno: bigint, now: number): Record<'name' | 'task' | 'topic' | 'time_ms' | 'seqno', string> {
    const { connector, task } = this.#context;
    return {
      name: jsonString(connector),
      task: String(task),
      topic: jsonString(this.#config.topic),
      time_ms: String(now),
      seqno: String(seqno),
    };
  }

  #record(seqno: bigint, now: number): SourceRecord {
    const complete = this.#config['complete.record.data'];
    const { task } = this.#context;
    return {
      sourcePartition: { [ID_FIELD]: task },
      sourceOffset: { [SEQNO_FIELD]: seqno },
      topic: this.#config.topic,
      partition: null,
      keySchema: schemas.INT32,
      key: task,
      valueSchema: complete ? COMPLETE_SCHEMA : schemas.INT64,
      value: complete ? this.#completeValue(seqno, now) : seqno,
      timestamp: null,
      headers: NO_HEADERS,
    };
  }

  #completeValue(seqno: bigint, now: number): Struct {
    const { connector, task } = this.#context;
    return Struct.ofTrusted(COMPLETE_SCHEMA, [connector, task, this.#config.topic, BigInt(now), seqno]);
  }

  #printCommitted(): void {
    const text = this.#committed;
    this.#committed = '';
    // What cannot be printed now shows in the next poll.
    if (text !== '') void this.#print(text).catch(() => undefined);
  }

  async #print(text: string): Promise<void> {
    await this.#output.write(Buffer.from(text));
  }
}

function nextSeqno(offset: SourceOffset | null): bigint {
  if (offset === null) return 0n;
  const seqno = Object.hasOwn(offset, SEQNO_FIELD) ? offset[SEQNO_FIELD] : undefined;
  if (typeof seqno === 'bigint') return seqno + 1n;
  if (typeof seqno === 'number' && Number.isInteger(seqno)) return BigInt(seqno) + 1n;
  throw new ConnectError(`The offset has to have a whole number under '${SEQNO_FIELD}' to go on from`);
}
