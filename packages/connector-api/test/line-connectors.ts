import { ConfigDef, NonEmptyString, Range } from '../src/index.ts';
import type {
  ErrantRecordReporter,
  SinkConnectorPlugin,
  SinkRecord,
  SinkTask,
  SinkTaskContext,
  SourceConnectorPlugin,
  SourceRecord,
  SourceTask,
  SourceTaskContext,
} from '../src/index.ts';

const sourceConfig = new ConfigDef()
  .define({ name: 'topic', type: 'STRING', validator: new NonEmptyString(), importance: 'HIGH', documentation: 'The topic.' })
  .define({
    name: 'lines',
    type: 'INT',
    default: 100,
    validator: Range.atLeast(0),
    importance: 'LOW',
    documentation: 'How many.',
  });

/** A source of numbered lines, in a few polls, that does everything right. Tests break one method each. */
export class LinesTask implements SourceTask<{ topic: string; lines: number }> {
  next = 0;
  config = { topic: '', lines: 0 };
  context!: SourceTaskContext;
  readonly committed: string[] = [];

  async start(config: { topic: string; lines: number }, context: SourceTaskContext): Promise<void> {
    this.config = config;
    this.context = context;
    const [offset] = await context.offsets.read([{ list: 'a' }]);
    this.next = Number(offset?.['next'] ?? 0);
  }

  async poll(): Promise<readonly SourceRecord[] | null> {
    const count = Math.min(2, this.config.lines - this.next);
    if (count > 0) return Array.from({ length: count }, () => this.record());
    await new Promise<void>((resolve) => {
      if (this.context.signal.aborted) resolve();
      this.context.signal.addEventListener('abort', () => resolve());
    });
    return null;
  }

  record(): SourceRecord {
    const n = this.next;
    this.next += 1;
    const place = { sourcePartition: { list: 'a' }, sourceOffset: { next: this.next } };
    return { ...place, ...empty, topic: this.config.topic, value: `line ${n}` };
  }

  commitRecord(record: SourceRecord): void {
    this.committed.push(String(record.value));
  }

  stop(): void | Promise<void> {}
}

const empty = { partition: null, keySchema: null, key: null, valueSchema: null, timestamp: null, headers: [] } as const;

/** The plugin of a task; `more` replaces what it has. */
export function linesSource(
  createTask: () => SourceTask<{ topic: string; lines: number }> = () => new LinesTask(),
  more: Partial<SourceConnectorPlugin<typeof sourceConfig>> = {},
): SourceConnectorPlugin<typeof sourceConfig> {
  return {
    type: 'source',
    config: sourceConfig,
    taskClass: 'test.LinesTask',
    createConnector() {
      let props = {};
      return { start: (given) => void (props = given), taskConfigs: () => [props], stop: () => undefined };
    },
    createTask,
    ...more,
  };
}

/** What sinks of a test have written. */
export class Shelf {
  readonly lines: string[] = [];
}

/** A sink that writes when it is flushed, and does everything right. */
export class ShelfTask implements SinkTask {
  readonly shelf: Shelf;
  waiting: string[] = [];
  context!: SinkTaskContext;
  reporter: ErrantRecordReporter | null = null;

  constructor(shelf: Shelf) {
    this.shelf = shelf;
  }

  start(_config: unknown, context: SinkTaskContext): void {
    this.context = context;
    this.reporter = context.errantRecordReporter;
  }

  put(records: readonly SinkRecord[]): void | Promise<void> {
    this.waiting.push(...records.map(({ value }) => String(value)));
  }

  flush(): void {
    this.shelf.lines.push(...this.waiting.splice(0));
  }

  stop(): void | Promise<void> {}
}

const sinkConfig = new ConfigDef().define({
  name: 'shelf',
  type: 'STRING',
  default: 'main',
  validator: new NonEmptyString(),
  importance: 'LOW',
  documentation: 'Which shelf.',
});

export function shelfSink(
  createTask: () => SinkTask,
  more: Partial<SinkConnectorPlugin<typeof sinkConfig>> = {},
): SinkConnectorPlugin<typeof sinkConfig> {
  return {
    type: 'sink',
    config: sinkConfig,
    taskClass: 'test.ShelfTask',
    createConnector() {
      let props = {};
      return {
        start: (given) => void (props = given),
        taskConfigs: (max) => Array.from({ length: max }, () => props),
        stop: () => undefined,
      };
    },
    createTask,
    ...more,
  };
}
