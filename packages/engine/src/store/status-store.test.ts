import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStatusStore } from './status-store.ts';
import type { StatusStore } from './status-store.ts';
import type { Status } from './status.ts';
import { createStoreTest } from './store-tests.case.ts';
import type { StoreTest } from './store-tests.case.ts';

let test: StoreTest;
let store: StatusStore;
const resets: string[] = [];

beforeEach(async () => {
  resets.length = 0;
  test = await createStoreTest();
  await start();
});

afterEach(() => test.close());

async function start(): Promise<void> {
  const onTopicsReset = (connector: string): void => void resets.push(connector);
  store = createStatusStore({ broker: test.broker, properties: {}, loggers: test.loggers, onTopicsReset });
  await store.start();
}

const inject = (...records: [string, string | null][]) => test.inject('connect-status', 5, ...records);

/** Everything that was written before has come back when this has. */
async function settle(): Promise<void> {
  await test.restart();
  await start();
}

const running: Status = { state: 'RUNNING', trace: null, workerId: '127.0.0.1:8083', generation: 2, version: '4.3.1' };
const failed: Status = { ...running, state: 'FAILED', trace: 'boom\n\tat x', version: null };
const topic = { topic: 't', connector: 'c', task: 0, discoverTimestamp: 1795344597579 };

describe('the status store', () => {
  it('writes what Kafka Connect writes', async () => {
    await store.putConnector('c', running);
    await store.putTask({ connector: 'c', task: 0 }, failed);
    await store.putTopic(topic);
    await store.removeConnector('c');
    await store.removeTopics('c');
    expect((await test.dump('connect-status')).toSorted()).toEqual([
      'status-connector-c = null',
      'status-connector-c = {"state":"RUNNING","trace":null,"worker_id":"127.0.0.1:8083","generation":2,"version":"4.3.1"}',
      'status-task-c-0 = null',
      'status-task-c-0 = {"state":"FAILED","trace":"boom\\n\\tat x","worker_id":"127.0.0.1:8083","generation":2,"version":null}',
      'status-topic-t:connector-c = null',
      'status-topic-t:connector-c = {"topic":{"name":"t","connector":"c","task":0,"discoverTimestamp":1795344597579}}',
    ]);
    expect(await test.broker.admin.describeTopic('connect-status')).toMatchObject({ partitions: 5 });
  });

  it('shows its own writes at once, and after a restart', async () => {
    const writes = [
      store.putConnector('c', running),
      store.putTask({ connector: 'c', task: 10 }, failed),
      store.putTask({ connector: 'c', task: 2 }, running),
    ];
    const look = (): void => {
      expect(store.connector('c')).toEqual(running);
      expect(store.task({ connector: 'c', task: 10 })).toEqual(failed);
      expect([...store.tasks('c').keys()]).toEqual([2, 10]);
      expect(store.connectors()).toEqual(['c']);
    };
    look();
    await Promise.all(writes);
    await settle();
    look();
    expect(store.connector('x')).toBeNull();
    expect(store.tasks('x').size).toBe(0);
  });

  it('keeps the last of many writes of one key, and never shows an older one in between', async () => {
    const states = Array.from({ length: 50 }, (_, n): Status => ({ ...running, generation: n }));
    const writes = states.map((status) => store.putConnector('c', status));
    for (const write of writes) {
      await write;
      expect(store.connector('c')!.generation).toBe(49);
    }
    await settle();
    expect(store.connector('c')!.generation).toBe(49);
  });

  it('drops a safe write when another worker has a higher generation', async () => {
    await inject(['status-connector-c', '{"state":"RUNNING","trace":null,"worker_id":"other:1","generation":5,"version":null}']);
    await settle();
    await store.putConnector('c', { ...running, generation: 4 }, true);
    expect(store.connector('c')!.workerId).toBe('other:1');
    await store.putConnector('c', { ...running, generation: 5 }, true);
    expect(store.connector('c')!.workerId).toBe(running.workerId);
    await store.putConnector('c', { ...running, generation: 1 }, true);
    expect(store.connector('c')!.generation).toBe(1);
    await store.putTask({ connector: 'n', task: 0 }, running, true);
    expect(store.task({ connector: 'n', task: 0 })).toEqual(running);
  });

  it.each([
    ['a task', 'status-task-c-0', () => store.task({ connector: 'c', task: 0 })],
    ['a connector', 'status-connector-c', () => store.connector('c')],
  ])('ignores that %s is unassigned when another worker runs it in the same generation', async (_what, key, look) => {
    const status = (state: string, workerId: string, generation: number): [string, string] => [
      key,
      `{"state":"${state}","trace":null,"worker_id":"${workerId}","generation":${generation},"version":null}`,
    ];
    await inject(status('RUNNING', 'w:1', 3), status('UNASSIGNED', 'other:1', 3));
    await settle();
    expect(look()!.state).toBe('RUNNING');
    await inject(status('UNASSIGNED', 'w:1', 3));
    await settle();
    expect(look()!.state).toBe('UNASSIGNED');
    await inject(status('RUNNING', 'w:1', 3), status('UNASSIGNED', 'other:1', 4));
    await settle();
    expect(look()!.state).toBe('UNASSIGNED');
  });

  it('tells when another worker has removed topics that a connector used', async () => {
    await inject(['status-topic-t:connector-c', null]);
    await store.putTopic({ ...topic, connector: 'own' });
    await store.removeTopics('own');
    await store.refresh();
    expect(resets).toEqual(['c']);
  });

  it('removes a connector with its tasks, and what comes after that stays', async () => {
    await store.putConnector('c', running);
    for (const task of [0, 1, 2]) await store.putTask({ connector: 'c', task }, running);
    await store.removeTask({ connector: 'c', task: 2 });
    expect([...store.tasks('c').keys()]).toEqual([0, 1]);
    const removal = store.removeConnector('c');
    expect(store.connector('c')).toBeNull();
    expect(store.tasks('c').size).toBe(0);
    await removal;
    await store.putTask({ connector: 'c', task: 0 }, running);
    await settle();
    expect(store.connector('c')).toBeNull();
    expect([...store.tasks('c').keys()]).toEqual([0]);
  });

  it('tracks topics, each once for a connector until it is removed', async () => {
    await store.putTopic(topic);
    await store.putTopic({ ...topic, task: 1, discoverTimestamp: 99 });
    await store.putTopic({ ...topic, topic: 'a' });
    await store.putTopic({ ...topic, connector: 'd:connector-x' });
    expect(store.topics('c').map((used) => used.topic)).toEqual(['a', 't']);
    expect(await test.dump('connect-status')).toHaveLength(3);
    await settle();
    expect(store.topics('c')).toEqual([{ ...topic, topic: 'a' }, topic]);
    expect(store.topics('d:connector-x')).toHaveLength(1);
    await store.removeTopic('c', 'a');
    await store.putTopic({ ...topic, topic: 'a', discoverTimestamp: 7 });
    expect(store.topics('c')[0]!.discoverTimestamp).toBe(7);
    await store.removeTopics('c');
    expect(store.topics('c')).toEqual([]);
    await settle();
    expect(store.topics('c')).toEqual([]);
    expect(store.topics('d:connector-x')).toHaveLength(1);
  });

  it.each(['__proto__', 'a-b-7', 'x:connector-y', 'ü 😀', 'constructor'])('takes the name %s', async (name) => {
    await store.putConnector(name, running);
    await store.putTask({ connector: name, task: 3 }, failed);
    await store.putTopic({ ...topic, connector: name });
    await settle();
    expect(store.connectors()).toEqual([name]);
    expect(store.tasks(name)).toEqual(new Map([[3, failed]]));
    expect(store.topics(name)).toEqual([{ ...topic, connector: name }]);
  });

  it('skips, and logs, what it does not understand', async () => {
    await inject(
      ['else', '{}'],
      ['status-connector-', '{}'],
      ['status-connector-a', 'not json'],
      ['status-connector-b', '{"state":"SLEEPING","trace":null,"worker_id":"w","generation":1,"version":null}'],
      ['status-connector-d', '{"state":"RUNNING","trace":null,"generation":1}'],
      ['status-task-e', '{"state":"RUNNING","trace":null,"worker_id":"w","generation":1,"version":null}'],
      ['status-topic-x', '{}'],
      ['status-topic-:connector-c', '{}'],
      ['status-topic-t:connector-c', '{"topic":{"name":5}}'],
      ['status-connector-old', '{"state":"RUNNING","trace":null,"worker_id":"w","generation":1}'],
      ['status-connector-gone', '{"state":"DESTROYED","trace":null,"worker_id":"w","generation":1}'],
    );
    await settle();
    expect(store.connectors()).toEqual(['old']);
    expect(store.connector('old')!.version).toBeNull();
    expect(store.topics('c')).toEqual([]);
    expect(new Set(test.logged).size).toBe(9);
  });
});
