import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConfigStore } from './config-store.ts';
import type { ConfigStore } from './config-store.ts';
import { createStoreTest } from './store-tests.case.ts';
import type { StoreTest } from './store-tests.case.ts';

let test: StoreTest;
let told: string[];
let store: ConfigStore;

beforeEach(async () => {
  test = await createStoreTest();
});

afterEach(() => test.close());

async function start(properties: Record<string, string> = {}): Promise<ConfigStore> {
  told = [];
  const tell =
    (what: string) =>
    (...details: unknown[]): void =>
      void told.push(
        `${what} ${details.map((detail) => (typeof detail === 'string' ? detail : JSON.stringify(detail))).join(' ')}`,
      );
  store = createConfigStore({
    broker: test.broker,
    properties,
    loggers: test.loggers,
    onChange: {
      connectorConfig: tell('connector'),
      connectorRemoved: tell('removed'),
      taskConfigs: tell('tasks'),
      targetState: tell('target'),
      restartRequest: tell('restart'),
      loggerLevel: tell('logger'),
      sessionKey: () => void told.push('session key'),
    },
  });
  await store.start();
  return store;
}

const config = { 'connector.class': 'FileStreamSource', name: 'c' };

describe('the config store', () => {
  it('writes what Kafka Connect writes', async () => {
    await start();
    await store.putSessionKey({
      key: Buffer.from('0123456789abcdef0123456789abcdef'),
      algorithm: 'HmacSHA256',
      creationTimestamp: 1795344465178,
    });
    await store.putConnectorConfig('c', config, null);
    await store.putTaskConfigs('c', [{ a: '1' }, { a: '2' }]);
    await store.putTargetState('c', 'PAUSED');
    await store.putTargetState('c', 'STOPPED');
    await store.putTargetState('c', 'STARTED');
    await store.putRestartRequest({ connector: 'c', includeTasks: true, onlyFailed: false });
    await store.putLoggerLevel('org.example', 'INFO');
    await store.putTaskCount('c', 3);
    await store.removeConnector('c');
    expect(await test.dump('connect-configs')).toEqual([
      'session-key = {"key":"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=","algorithm":"HmacSHA256","creation-timestamp":1795344465178}',
      'connector-c = {"properties":{"connector.class":"FileStreamSource","name":"c"}}',
      'task-c-0 = {"properties":{"a":"1"}}',
      'task-c-1 = {"properties":{"a":"2"}}',
      'commit-c = {"tasks":2}',
      'target-state-c = {"state":"PAUSED","state.v2":"PAUSED"}',
      'target-state-c = {"state":"PAUSED","state.v2":"STOPPED"}',
      'target-state-c = {"state":"STARTED","state.v2":"STARTED"}',
      'restart-connector-c = {"include-tasks":true,"only-failed":false}',
      'logger-cluster-org.example = {"level":"INFO"}',
      'tasks-fencing-c = {"task-count":3}',
      'connector-c = null',
      'target-state-c = null',
    ]);
    expect(told).toEqual([
      'session key',
      'connector c',
      'tasks c',
      'target c',
      'target c',
      'target c',
      'restart {"connector":"c","includeTasks":true,"onlyFailed":false}',
      'logger org.example INFO',
      'removed c',
    ]);
  });

  it('writes the initial state before the connector, so that nobody sees it in another one', async () => {
    await start();
    await store.putConnectorConfig('c', config, 'STOPPED');
    expect((await test.dump('connect-configs')).map((text) => text.split(' ')[0])).toEqual(['target-state-c', 'connector-c']);
    expect(store.snapshot().connectors.get('c')!.targetState).toBe('STOPPED');
    expect(told).toEqual(['connector c']);
  });

  it('has what it has written, and has it again after a restart, telling nobody of old records', async () => {
    await start();
    await store.putConnectorConfig('c', config, null);
    await store.putTaskConfigs('c', [{ a: '1' }]);
    await store.putTargetState('c', 'PAUSED');
    await store.putTaskCount('c', 1);
    await store.putSessionKey({ key: Buffer.from([1, 2, 255]), algorithm: 'HmacSHA256', creationTimestamp: 5 });
    const before = store.snapshot();
    expect(before).toEqual({
      connectors: new Map([
        [
          'c',
          {
            config,
            targetState: 'PAUSED',
            tasks: [{ a: '1' }],
            inconsistent: false,
            appliedConfig: config,
            taskCountRecord: 1,
            pendingFencing: false,
          },
        ],
      ]),
      sessionKey: { key: Buffer.from([1, 2, 255]), algorithm: 'HmacSHA256', creationTimestamp: 5 },
      offset: 6,
    });
    await test.restart();
    await start();
    expect(store.snapshot()).toEqual(before);
    expect(told).toEqual([]);
  });

  it('gives snapshots that do not change', async () => {
    await start();
    await store.putConnectorConfig('c', config, null);
    const snapshot = store.snapshot();
    expect(store.snapshot()).toBe(snapshot);
    await store.putConnectorConfig('c', { ...config, x: '1' }, null);
    await store.putConnectorConfig('d', config, null);
    expect([...snapshot.connectors.keys()]).toEqual(['c']);
    expect(snapshot.connectors.get('c')!.config).toEqual(config);
    expect([...store.snapshot().connectors.keys()].toSorted()).toEqual(['c', 'd']);
  });

  it.each(['__proto__', 'constructor', 'a-b-1', 'with space/%"', 'ünïcode 😀', '', 'x'.repeat(5000)])(
    'takes any name and any key: %.20s',
    async (name) => {
      await start();
      const odd = JSON.parse('{"__proto__":"p","constructor":"c"}') as Record<string, string>;
      await store.putConnectorConfig(name, odd, 'PAUSED');
      await store.putTaskConfigs(name, [odd]);
      await test.restart();
      await start();
      const entry = store.snapshot().connectors.get(name)!;
      expect(Object.entries(entry.config)).toEqual(Object.entries(odd));
      expect(Object.entries(entry.tasks[0]!)).toEqual(Object.entries(odd));
      expect(entry.targetState).toBe('PAUSED');
    },
  );

  it('uses the topic that the properties name, with the settings that they give it', async () => {
    await start({
      'config.storage.topic': 'my-configs',
      'config.storage.replication.factor': '3',
      'config.storage.partitions': '7',
      'config.storage.cleanup.policy': 'delete',
      'config.storage.max.message.bytes': '12345',
    });
    expect(await test.broker.admin.describeTopic('my-configs')).toMatchObject({
      partitions: 1,
      configs: { 'cleanup.policy': 'compact', 'max.message.bytes': '12345' },
    });
  });

  it('refuses a topic with several partitions', async () => {
    await test.broker.admin.createTopic({ name: 'connect-configs', partitions: 2, configs: {} });
    await expect(start()).rejects.toThrow('is required to have a single partition');
  });
});

describe('task configurations', () => {
  const inject = (...records: [string, string | null][]) => test.inject('connect-configs', 1, ...records);
  const properties = (value: string) => `{"properties":{"v":"${value}"}}`;

  it('count only with their commit, all together', async () => {
    await start();
    await inject(['connector-c', properties('c')], ['task-c-0', properties('0')], ['task-c-1', properties('1')]);
    await store.refresh();
    expect(store.snapshot().connectors.get('c')!.tasks).toEqual([]);
    await inject(['commit-c', '{"tasks":2}']);
    await store.refresh();
    expect(store.snapshot().connectors.get('c')!.tasks).toEqual([{ v: '0' }, { v: '1' }]);
    await inject(['task-c-0', properties('new')], ['commit-c', '{"tasks":1}']);
    await store.refresh();
    expect(store.snapshot().connectors.get('c')!.tasks).toEqual([{ v: 'new' }]);
  });

  it('make the connector inconsistent while some are missing', async () => {
    await inject(['connector-c', properties('c')], ['task-c-1', properties('1')], ['commit-c', '{"tasks":2}']);
    await start();
    expect(store.snapshot().connectors.get('c')).toMatchObject({ inconsistent: true, tasks: [], appliedConfig: null });
    // Those before the commit do not count for a later one.
    await inject(['task-c-0', properties('0')], ['commit-c', '{"tasks":2}']);
    await store.refresh();
    expect(store.snapshot().connectors.get('c')).toMatchObject({ inconsistent: true, tasks: [] });
    await store.putTaskConfigs('c', [{ v: 'a' }, { v: 'b' }]);
    expect(store.snapshot().connectors.get('c')).toMatchObject({ inconsistent: false, tasks: [{ v: 'a' }, { v: 'b' }] });
    expect(told).toEqual(['tasks c', 'tasks c']);
  });

  it('are ignored for a connector that is gone, and gone with it', async () => {
    await inject(['task-c-0', properties('0')], ['commit-c', '{"tasks":1}'], ['task-c-0', properties('left over')]);
    await inject(['connector-c', properties('c')], ['connector-c', null], ['connector-c', properties('again')]);
    await start();
    expect(store.snapshot().connectors.get('c')).toMatchObject({ config: { v: 'again' }, tasks: [], inconsistent: false });
    await inject(['commit-c', '{"tasks":1}']);
    await store.refresh();
    expect(store.snapshot().connectors.get('c')!.inconsistent).toBe(true);
  });

  it('say from which connector configuration they were made, and whether they need fencing', async () => {
    await start();
    await store.putConnectorConfig('c', { v: '1' }, null);
    await store.putTaskConfigs('c', []);
    await store.putConnectorConfig('c', { v: '2' }, null);
    expect(store.snapshot().connectors.get('c')).toMatchObject({
      config: { v: '2' },
      appliedConfig: { v: '1' },
      pendingFencing: true,
    });
    await store.putTaskCount('c', 4);
    expect(store.snapshot().connectors.get('c')).toMatchObject({ taskCountRecord: 4, pendingFencing: false });
  });
});

describe('records that somebody else has written', () => {
  it('are skipped, and logged, where they are not understood', async () => {
    await test.inject(
      'connect-configs',
      1,
      ['unknown-key', '{}'],
      ['connector-a', 'not json'],
      ['connector-b', '[]'],
      ['connector-c', '{"properties":"text"}'],
      ['target-state-c', '{"state":"SLEEPING"}'],
      ['task-c', '{"properties":{}}'],
      ['task-c-x', '{"properties":{}}'],
      ['task-c-0', null],
      ['commit-c', '{"tasks":"two"}'],
      ['commit-c', null],
      ['restart-connector-c', null],
      ['tasks-fencing-c', '{}'],
      ['session-key', '{"key":"%%%","algorithm":"HmacSHA256","creation-timestamp":1}'],
      ['session-key', '{"key":"AAAA","algorithm":"HmacSHA256"}'],
      ['session-key', null],
      ['logger-cluster-x', '{"level":5}'],
      ['connector-good', '{"properties":{"n":1,"t":true,"no":null,"s":"text"}}'],
    );
    await start();
    expect(test.logged).toHaveLength(16);
    expect(test.logged.every((line) => line.startsWith('error Ignoring'))).toBe(true);
    const { connectors, sessionKey, offset } = store.snapshot();
    expect([...connectors.keys()]).toEqual(['good']);
    expect(connectors.get('good')!.config).toEqual({ n: '1', t: 'true', s: 'text' });
    expect(sessionKey).toBeNull();
    expect(offset).toBe(17);
  });

  it('may know only the older target state', async () => {
    await start();
    await test.inject('connect-configs', 1, ['connector-c', '{"properties":{}}'], ['target-state-c', '{"state":"PAUSED"}']);
    await store.refresh();
    expect(store.snapshot().connectors.get('c')!.targetState).toBe('PAUSED');
    await test.inject('connect-configs', 1, ['target-state-c', '{"state":"STARTED","state.v2":7}'], ['target-state-c', null]);
    await store.refresh();
    expect(store.snapshot().connectors.get('c')!.targetState).toBe('STARTED');
    expect(told).toEqual(['connector c', 'target c', 'target c']);
  });

  it('may leave out the flags of a restart', async () => {
    await start();
    await test.inject('connect-configs', 1, ['restart-connector-c', '{"include-tasks":"yes"}']);
    await store.refresh();
    expect(told).toEqual(['restart {"connector":"c","includeTasks":false,"onlyFailed":false}']);
  });
});
