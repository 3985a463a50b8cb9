import type { SinkRecord, SinkTask, SinkTaskContext, TopicPartition } from '@millrace/connector-api';
import { jsonString } from '../json/json-string.ts';
import type { FileOutput } from './file-output.ts';
import { VERIFIABLE_SURROUNDINGS, lineFormat, recordJson, type VerifiableSurroundings } from './verifiable-lines.ts';

type Member = 'name' | 'task' | 'sinkTask' | 'topic' | 'time_ms' | 'seqno' | 'offset';

const MEMBERS: readonly Member[] = ['name', 'task', 'sinkTask', 'topic', 'time_ms', 'seqno', 'offset'];
const takenLine = lineFormat(MEMBERS);
const flushedLine = lineFormat([...MEMBERS, 'flushed']);

/** Prints a line of JSON for each record that it takes, and again when that has been flushed and its offset is going to be committed. */
export class VerifiableSinkTask implements SinkTask {
  readonly #surroundings: VerifiableSurroundings;
  #context!: SinkTaskContext;
  #output!: FileOutput;
  /** What was printed of each partition and not flushed yet. */
  readonly #unflushed = new Map<string, Record<Member, string>[]>();

  constructor(surroundings: Partial<VerifiableSurroundings> = {}) {
    this.#surroundings = { ...VERIFIABLE_SURROUNDINGS, ...surroundings };
  }

  start(_config: unknown, context: SinkTaskContext): void {
    this.#context = context;
    this.#output = this.#surroundings.openOutput();
  }

  async put(records: readonly SinkRecord[]): Promise<void> {
    const now = String(this.#surroundings.now());
    let text = '';
    for (const record of records) {
      const members = this.#membersOf(record, now);
      text += takenLine(members);
      this.#remember(record, members);
    }
    await this.#print(text);
  }

  async flush(offsets: readonly TopicPartition[]): Promise<void> {
    const now = String(this.#surroundings.now());
    let text = '';
    for (const partition of offsets) {
      const taken = this.#unflushed.get(nameOf(partition)) ?? [];
      for (const members of taken) text += flushedLine({ ...members, time_ms: now, flushed: 'true' });
      this.#unflushed.delete(nameOf(partition));
    }
    await this.#print(text);
  }

  /** What was not flushed comes again, to whoever has the partition then. */
  close(partitions: readonly TopicPartition[]): void {
    for (const partition of partitions) this.#unflushed.delete(nameOf(partition));
  }

  stop(): void {
    this.#unflushed.clear();
  }

  #membersOf(record: SinkRecord, now: string): Record<Member, string> {
    return {
      name: jsonString(this.#context.connector),
      task: recordJson(record.key, record.keySchema),
      sinkTask: String(this.#context.task),
      topic: jsonString(record.topic),
      time_ms: now,
      seqno: recordJson(record.value, record.valueSchema),
      offset: String(record.kafkaOffset),
    };
  }

  #remember(record: SinkRecord, members: Record<Member, string>): void {
    const name = nameOf(record);
    const taken = this.#unflushed.get(name);
    if (taken === undefined) this.#unflushed.set(name, [members]);
    else taken.push(members);
  }

  async #print(text: string): Promise<void> {
    if (text !== '') await this.#output.write(Buffer.from(text));
  }
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`;
}
