import { ConfigDef, ConfigError, ConnectError, DataError, javaToString } from '@millrace/connector-api';
import type {
  ConverterPlugin,
  HeaderConverterPlugin,
  PredicatePlugin,
  SinkConnectorPlugin,
  SinkTaskContext,
  SourceConnectorContext,
  SourceConnectorPlugin,
  SourceRecord,
  SourceTaskContext,
  TransformationPlugin,
} from '@millrace/connector-api';

/* Plugins for tests of the task host. What they see and do is noted in `witness`, by connector name. */

export interface Witness {
  readonly values: Map<string, string[]>;
  readonly calls: Map<string, string[]>;
  readonly connectors: Map<string, SourceConnectorContext>;
}

const key = Symbol.for('millrace.test.host-plugins');
const shared = globalThis as { [key]?: Witness };

/** The same object for every instance of this module. */
export const witness: Witness = (shared[key] ??= { values: new Map(), calls: new Map(), connectors: new Map() });

export function noted(map: Map<string, string[]>, name: string): string[] {
  const list = map.get(name) ?? [];
  map.set(name, list);
  return list;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const sourceConfig = new ConfigDef()
  .define({ name: 'topic', type: 'STRING', importance: 'HIGH', documentation: 'Where to.' })
  .define({ name: 'count', type: 'LONG', default: 10n, importance: 'HIGH', documentation: 'How many records there are.' })
  .define({ name: 'batch', type: 'INT', default: 3, importance: 'LOW', documentation: 'Records a poll.' })
  .define({ name: 'fail.at', type: 'INT', default: -1, importance: 'LOW', documentation: 'Fails at this record.' })
  .define({ name: 'misbehave', type: 'STRING', default: '', importance: 'LOW', documentation: 'What to do wrong.' });

function waitForAbort(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Counts up to `count`, one record a number, and goes on from its offset. */
export const counter: SourceConnectorPlugin<typeof sourceConfig> = {
  type: 'source',
  config: sourceConfig,
  taskClass: 'test.CounterTask',
  createConnector() {
    let props: Readonly<Record<string, string>> = {};
    return {
      async start(given, context) {
        props = given;
        witness.connectors.set(context.name, context);
        noted(witness.calls, context.name).push('connector start');
        if (given['misbehave'] === 'start') throw new ConnectError('will not start');
        if (given['misbehave'] === 'hang') await new Promise(() => undefined);
      },
      taskConfigs: (maxTasks) => Array.from({ length: Number(props['tasks'] ?? maxTasks) }, () => ({ ...props, extra: '1' })),
      stop() {
        noted(witness.calls, String(props['name'])).push('connector stop');
        if (props['misbehave'] === 'stop') throw new ConnectError('will not stop');
      },
    };
  },
  createTask() {
    let position = 0;
    let context: SourceTaskContext;
    let config = { topic: '', count: 0n, batch: 0, 'fail.at': -1, misbehave: '' };
    return {
      async start(given, taskContext) {
        context = taskContext;
        config = given;
        const [offset] = await context.offsets.read([{ name: 'counter' }]);
        position = Number(offset?.['position'] ?? 0);
        noted(witness.calls, context.connector).push(`task start at ${position}`);
      },
      async poll() {
        if (config.misbehave === 'hang in poll') await new Promise(() => undefined);
        if (position >= Number(config.count)) {
          await waitForAbort(context.signal);
          return null;
        }
        const records: SourceRecord[] = [];
        for (let taken = 0; taken < config.batch && position < Number(config.count); taken += 1) {
          if (position === config['fail.at']) throw new ConnectError(`stuck at ${position}`);
          position += 1;
          records.push(numbered(config.topic, position));
        }
        return records;
      },
      stop: () => void noted(witness.calls, context.connector).push('task stop'),
    };
  },
  alterOffsets(_props, offsets) {
    for (const { offset } of offsets) if (offset !== null && !('position' in offset)) throw new ConnectError('no position in it');
    return true;
  },
};

function numbered(topic: string, position: number): SourceRecord {
  return {
    topic,
    partition: null,
    keySchema: null,
    key: null,
    valueSchema: null,
    value: `line ${position}`,
    timestamp: null,
    headers: [],
    sourcePartition: { name: 'counter' },
    sourceOffset: { position },
  };
}

const sinkConfig = new ConfigDef().define({
  name: 'mode',
  type: 'STRING',
  default: 'keep',
  importance: 'LOW',
  documentation: 'keep, or report.',
});

/** Keeps the values it is given. */
export const keeper: SinkConnectorPlugin<typeof sinkConfig> = {
  type: 'sink',
  config: sinkConfig,
  taskClass: 'test.KeeperTask',
  createConnector: () => ({
    start: () => undefined,
    taskConfigs: (maxTasks) => Array.from({ length: maxTasks }, () => ({})),
    stop: () => undefined,
  }),
  createTask() {
    let context: SinkTaskContext;
    let mode = '';
    return {
      start(config, taskContext) {
        mode = config.mode;
        context = taskContext;
      },
      async put(records) {
        if (mode === 'hang' && records.length > 0) {
          noted(witness.calls, context.connector).push('hangs');
          await new Promise(() => undefined);
        }
        for (const record of records) {
          if (mode === 'report') await context.errantRecordReporter?.report(record, new DataError('not wanted'));
          else noted(witness.values, context.connector).push(String(record.value));
        }
      },
      stop: () => void noted(witness.calls, context.connector).push('task stop'),
    };
  },
};

const none = new ConfigDef();

export const textConverter: ConverterPlugin = {
  type: 'converter',
  config: none,
  create: (props) => ({
    fromConnectData(_topic, _schema, value) {
      if (value === props['refuse']) throw new DataError(`refused: ${String(value)}`);
      return value === null ? null : encoder.encode(javaToString(value));
    },
    toConnectData(_topic, bytes) {
      const value = bytes === null ? null : decoder.decode(bytes);
      if (value !== null && value === props['refuse']) throw new DataError(`refused: ${value}`);
      return { schema: null, value };
    },
  }),
};

export const textHeaderConverter: HeaderConverterPlugin = {
  type: 'header_converter',
  config: none,
  create: () => ({
    fromConnectHeader: (_topic, _key, _schema, value) => encoder.encode(String(value)),
    toConnectHeader: (_topic, _key, bytes) => ({ schema: null, value: bytes === null ? null : decoder.decode(bytes) }),
  }),
};

export const suffix: TransformationPlugin = {
  type: 'transformation',
  config: none,
  create: (props) => {
    if (props['text'] === undefined) throw new ConfigError('Missing required configuration "text" which has no default value.');
    return { apply: (record) => ({ ...record, value: `${String(record.value)}${props['text']}` }) };
  },
};

export const isEven: PredicatePlugin = {
  type: 'predicate',
  config: none,
  create: () => ({ test: (record) => Number(String(record.value).split(' ')[1]) % 2 === 0 }),
};
