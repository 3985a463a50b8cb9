import type { TaskId } from '../model/names.ts';
import type { StatusRecord } from './status-record.ts';
import type { Status, TopicStatus } from './status.ts';

/** A copy of what the status topic says. */
export class StatusState {
  readonly #connectors = new Map<string, Status>();
  /** By connector and task number, with the time at which it was written. */
  readonly #tasks = new Map<string, Map<number, { readonly status: Status; readonly writtenMs: number }>>();
  /** By connector and topic. */
  readonly #topics = new Map<string, Map<string, TopicStatus>>();

  connectors(): string[] {
    return [...this.#connectors.keys()];
  }

  connector(name: string): Status | null {
    return this.#connectors.get(name) ?? null;
  }

  task({ connector, task }: TaskId): Status | null {
    return this.#tasks.get(connector)?.get(task)?.status ?? null;
  }

  /** By number. */
  tasks(name: string): Map<number, Status> {
    const tasks = [...(this.#tasks.get(name) ?? [])].toSorted(([a], [b]) => a - b);
    return new Map(tasks.map(([task, { status }]) => [task, status]));
  }

  /** By the topics' names. */
  topics(name: string): TopicStatus[] {
    return [...(this.#topics.get(name)?.values() ?? [])].toSorted((a, b) => (a.topic < b.topic ? -1 : 1));
  }

  hasTopic(name: string, topic: string): boolean {
    return this.#topics.get(name)?.has(topic) ?? false;
  }

  /** Records of different keys stand in different partitions and come in any order; `writtenMs` tells which was first. */
  apply(record: StatusRecord, writtenMs: number): void {
    switch (record.kind) {
      case 'connector':
        if (record.status === null) this.#removeConnector(record.name, writtenMs);
        else this.#connectors.set(record.name, record.status);
        return;
      case 'task': {
        const { status } = record;
        put(this.#tasks, record.id.connector, record.id.task, status === null ? null : { status, writtenMs });
        return;
      }
      default:
        put(this.#topics, record.connector, record.topic, record.status);
    }
  }

  /** With a connector go the tasks that it had. */
  #removeConnector(name: string, writtenMs: number): void {
    this.#connectors.delete(name);
    for (const [task, written] of this.#tasks.get(name) ?? []) {
      if (written.writtenMs <= writtenMs) put(this.#tasks, name, task, null);
    }
  }
}

function put<K, V>(table: Map<string, Map<K, V>>, row: string, column: K, value: V | null): void {
  const values = table.get(row);
  if (value === null) {
    values?.delete(column);
    if (values?.size === 0) table.delete(row);
  } else if (values === undefined) table.set(row, new Map([[column, value]]));
  else values.set(column, value);
}
