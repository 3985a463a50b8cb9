import { spawnSync } from 'node:child_process';
import { ConfigDef, ConnectError } from '@millrace/connector-api';
import type { Properties, SourceConnectorPlugin, SourceRecord, SourceTaskContext } from '@millrace/connector-api';

/*
 * A source for tests of threads: counts on from its offset, a few numbers a poll, without end. After `after` numbers of one run it
 * does what `fault` says, which may also be something that its connector or its validation does.
 */

const config = new ConfigDef()
  .define({ name: 'topic', type: 'STRING', importance: 'HIGH', documentation: 'Where to.' })
  .define({ name: 'fault', type: 'STRING', default: 'none', importance: 'HIGH', documentation: 'What goes wrong.' })
  .define({ name: 'after', type: 'INT', default: 20, importance: 'LOW', documentation: 'After so many numbers.' });

const NUMBERS_A_POLL = 5;
const POLL_MS = 5;

export const faulty: SourceConnectorPlugin<typeof config> = {
  type: 'source',
  config,
  taskClass: 'test.FaultyTask',
  validate(props, options) {
    if (props['fault'] === 'spin-validate') spin();
    if (props['fault'] === 'throw-validate') setTimeout(throwUncaught, 0);
    return config.validate(props, options);
  },
  createConnector() {
    let given: Properties = {};
    return {
      start(props) {
        given = props;
        if (props['fault'] === 'spin-connector') spin();
      },
      taskConfigs(maxTasks) {
        if (given['fault'] === 'spin-task-configs') spin();
        return Array.from({ length: maxTasks }, () => given);
      },
      stop: () => undefined,
    };
  },
  createTask() {
    let context: SourceTaskContext;
    let [topic, fault] = ['', ''];
    let [position, last] = [0, 0];
    let struck = false;
    return {
      async start(parsed, given) {
        context = given;
        ({ topic, fault } = parsed);
        if (fault === 'spin-start') spin();
        const [offset] = await context.offsets.read([{ name: 'faulty' }]);
        position = Number(offset?.['position'] ?? 0);
        last = position + parsed.after;
      },
      async poll() {
        if (position >= last && !struck) {
          struck = true;
          await strike(fault);
        }
        await sleep(POLL_MS);
        const records: SourceRecord[] = [];
        for (let n = 0; n < NUMBERS_A_POLL; n += 1) records.push(numbered(topic, ++position));
        return records;
      },
      stop(): void | Promise<void> {
        if (fault === 'spin-stop') spin();
        if (fault === 'refuse-stop') return new Promise(() => undefined);
        return undefined;
      },
    };
  },
};

const kept: unknown[] = [];

async function strike(fault: string): Promise<void> {
  switch (fault) {
    case 'spin':
      return spin();
    case 'spin-later':
      await sleep(1);
      return spin();
    case 'spin-microtasks':
      for (;;) await Promise.resolve();
    case 'regex':
      return void /^(a+)+$/.test(`${'a'.repeat(60)}b`);
    case 'block':
      return void spawnSync('sleep', ['5']);
    case 'throw-timer':
      return void setTimeout(throwUncaught, 0);
    case 'reject':
      return void Promise.reject(new ConnectError('rejected, and nobody waits'));
    case 'exit':
      return process.exit(3);
    case 'never-settle':
      return new Promise(() => undefined);
    case 'leak-heap':
      return void setInterval(() => kept.push(Array<number>(500_000).fill(0.5)), 20);
    case 'leak-heap-at-once':
      for (;;) kept.push({ leaked: kept.length });
    case 'leak-buffers':
      return void setInterval(() => kept.push(Buffer.alloc(4_000_000, 1)), 20);
  }
}

function spin(): never {
  for (;;);
}

function throwUncaught(): never {
  throw new ConnectError('thrown from a timer');
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function numbered(topic: string, position: number): SourceRecord {
  return {
    topic,
    partition: null,
    keySchema: null,
    key: null,
    valueSchema: null,
    value: String(position),
    timestamp: null,
    headers: [],
    sourcePartition: { name: 'faulty' },
    sourceOffset: { position },
  };
}
