import {
  ConfigDef,
  Range,
  schemas,
  type ConfigOf,
  type PluginManifest,
  type Properties,
  type SourceConnectorPlugin,
  type SourceRecord,
  type SourceTask,
  type SourceTaskContext,
} from '@millrace/connector-api';

const config = new ConfigDef()
  .define({ name: 'topic', type: 'STRING', importance: 'HIGH', documentation: 'The topic that gets the numbers.' })
  .define({
    name: 'batch.size',
    type: 'INT',
    default: 100,
    validator: Range.atLeast(1),
    importance: 'LOW',
    documentation: 'How many numbers to send at once.',
  });

/** What the worker parses the configuration to: `{ topic: string; 'batch.size': number }`. */
type CounterConfig = ConfigOf<typeof config>;

/** Counts for ever, and goes on after a restart where it was. */
class CounterTask implements SourceTask<CounterConfig> {
  #config: CounterConfig = { topic: '', 'batch.size': 0 };
  #next = 0n;

  async start(parsed: CounterConfig, context: SourceTaskContext): Promise<void> {
    this.#config = parsed;
    const [offset] = await context.offsets.read([{ counter: 'main' }]);
    this.#next = BigInt((offset?.['next'] as bigint | number | undefined) ?? 0);
  }

  poll(): SourceRecord[] {
    return Array.from({ length: this.#config['batch.size'] }, () => this.#record());
  }

  stop(): void {}

  #record(): SourceRecord {
    const value = this.#next++;
    return {
      topic: this.#config.topic,
      partition: null,
      keySchema: null,
      key: null,
      valueSchema: schemas.INT64,
      value,
      timestamp: null,
      headers: [],
      sourcePartition: { counter: 'main' },
      sourceOffset: { next: this.#next },
    };
  }
}

export const counterSource: SourceConnectorPlugin<typeof config> = {
  type: 'source',
  config,
  taskClass: 'com.example.CounterTask',
  createConnector() {
    let props: Properties = {};
    return {
      start: (given) => {
        props = given;
      },
      // There is only one counter to read from, however many tasks there may be.
      taskConfigs: () => [props],
      stop: () => {},
    };
  },
  createTask: () => new CounterTask(),
};

export const counterSourceManifest: PluginManifest = {
  class: 'com.example.CounterSource',
  type: 'source',
  version: '1.0.0',
  module: import.meta.url,
  export: 'counterSource',
};
