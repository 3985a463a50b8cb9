import { setTimeout } from 'node:timers/promises';
import {
  ConfigDef,
  ConnectError,
  NonEmptyString,
  Range,
  schemas,
  type ConfigOf,
  type Properties,
  type SourceConnectorPlugin,
  type SourceRecord,
  type SourceTask,
  type SourceTaskContext,
} from '@millrace/connector-api';

/** Everything that can be configured. The worker validates with it, shows it to users, and parses what the task gets. */
const config = new ConfigDef()
  .define({
    name: 'topic',
    type: 'STRING',
    validator: new NonEmptyString(),
    importance: 'HIGH',
    documentation: 'The topic that the records go to.',
  })
  .define({
    name: 'interval.ms',
    type: 'INT',
    default: 1000,
    validator: Range.atLeast(1),
    importance: 'MEDIUM',
    documentation: 'How long to wait between two records, in milliseconds.',
  });

type MySourceConfig = ConfigOf<typeof config>;

/** Where records are read from: its offset says how far. This source has one such place only. */
const PARTITION = { source: 'counter' };

/** Counts, a record at a time, and goes on after a restart where it was. */
class MySourceTask implements SourceTask<MySourceConfig> {
  #config!: MySourceConfig;
  #signal!: AbortSignal;
  #next = 1;

  async start(parsed: MySourceConfig, context: SourceTaskContext): Promise<void> {
    this.#config = parsed;
    this.#signal = context.signal;
    const [offset] = await context.offsets.read([PARTITION]);
    this.#next = Number(offset?.['next'] ?? 1);
  }

  /** The next records; null while there are none. Waits no longer than until the task is to stop. */
  async poll(): Promise<SourceRecord[] | null> {
    try {
      await setTimeout(this.#config['interval.ms'], undefined, { signal: this.#signal });
    } catch {
      return null;
    }
    const number = this.#next;
    this.#next += 1;
    return [
      {
        topic: this.#config.topic,
        partition: null,
        keySchema: null,
        key: null,
        valueSchema: schemas.STRING,
        value: `record ${number}`,
        timestamp: null,
        headers: [],
        sourcePartition: PARTITION,
        sourceOffset: { next: this.#next },
      },
    ];
  }

  /** Releases what `start` took. */
  stop(): void {}
}

export const mySource: SourceConnectorPlugin<typeof config> = {
  type: 'source',
  config,
  taskClass: 'com.example.MySourceTask',
  createConnector() {
    let props: Properties = {};
    return {
      start(given) {
        props = given;
      },
      // There is one place to read from, so there is one task, however many there may be.
      taskConfigs: () => [props],
      stop() {},
    };
  },
  createTask: () => new MySourceTask(),
  /** Users may set offsets while the connector is stopped; what is refused here is an error of their request. */
  alterOffsets(_props, changes) {
    for (const { offset } of changes) {
      if (offset !== null && !Number.isInteger(offset['next']))
        throw new ConnectError("An offset has to have a whole number 'next'");
    }
    return true;
  },
};
