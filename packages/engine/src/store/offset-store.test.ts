import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOffsetStore } from './offset-store.ts';
import type { OffsetStore } from './offset-store.ts';
import { createStoreTest } from './store-tests.case.ts';
import type { StoreTest } from './store-tests.case.ts';

let test: StoreTest;
let store: OffsetStore;

beforeEach(async () => {
  test = await createStoreTest();
  await start();
});

afterEach(() => test.close());

async function start(properties: Record<string, string> = {}): Promise<void> {
  store = createOffsetStore({ broker: test.broker, properties, loggers: test.loggers });
  await store.start();
}

const inject = (...records: [string, string | null][]) => test.inject('connect-offsets', 25, ...records);

interface GoldenKey {
  readonly id: string;
  readonly kind: string;
  readonly connector: string;
  readonly partition: Readonly<Record<string, unknown>>;
  readonly key_text: string;
}

const goldenKeys: GoldenKey[] = readFileSync(new URL('../../test/fixtures/partitioner.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as GoldenKey)
  .filter(({ kind }) => kind === 'offset-key');

describe('the offset store', () => {
  it('writes the keys that Kafka Connect writes', async () => {
    for (const { connector, partition } of goldenKeys) {
      const plain = Object.entries(partition).map(([name, value]) => [
        name,
        typeof value === 'object' ? Number((value as { text: string }).text) : value,
      ]);
      await store.write(connector, [[JSON.stringify(Object.fromEntries(plain)), '{"position":1}']]);
    }
    const keys = (await test.dump('connect-offsets')).map((text) => text.replace(' = {"position":1}', ''));
    expect(keys.toSorted()).toEqual(goldenKeys.map((golden) => golden.key_text).toSorted());
  });

  it('answers what was written, in the order of the question, and after a restart', async () => {
    await store.write('c', [
      ['{"filename":"a"}', '{"position":9007199254740993,"ratio":1.0}'],
      ['{"filename":"b"}', '{"position":2}'],
    ]);
    const questions = ['{"filename":"b"}', '{"filename":"x"}', '{"filename":"a"}'];
    const answers = ['{"position":2}', null, '{"position":9007199254740993,"ratio":1.0}'];
    expect(await store.read('c', questions)).toEqual(answers);
    expect(await store.read('d', questions)).toEqual([null, null, null]);
    await test.restart();
    await start();
    expect(await store.read('c', questions)).toEqual(answers);
    expect(await test.broker.admin.describeTopic('connect-offsets')).toMatchObject({
      partitions: 25,
      configs: { 'cleanup.policy': 'compact' },
    });
  });

  it('finds a partition whatever the order of its members, and writes under the key that is there', async () => {
    await inject(['["c", {"b":1, "a":"x"}]', '{"n": 1}']);
    expect(await store.read('c', ['{"a":"x","b":1}', '{"a":"x","b":1.0}'])).toEqual(['{"n":1}', null]);
    await store.write('c', [['{"a":"x","b":1}', '{"n":2}']]);
    expect(await test.dump('connect-offsets')).toEqual([
      '["c", {"b":1, "a":"x"}] = {"n": 1}',
      '["c", {"b":1, "a":"x"}] = {"n":2}',
    ]);
    expect(await store.all('c')).toEqual(new Map([['{"b":1,"a":"x"}', '{"n":2}']]));
  });

  it('keeps up all keys of a partition that was written in several orders', async () => {
    await inject(['["c",{"a":1,"b":2}]', '{"n":1}']);
    await inject(['["c",{"b":2,"a":1}]', '{"n":2}']);
    await store.write('c', [['{"b":2,"a":1}', '{"n":3}']]);
    expect((await test.dump('connect-offsets')).filter((text) => text.endsWith('{"n":3}'))).toHaveLength(2);
    await store.write('c', [['{"a":1,"b":2}', null]]);
    expect(await store.all('c')).toEqual(new Map());
    await test.restart();
    await start();
    expect(await store.all('c')).toEqual(new Map());
  });

  it('removes an offset by a deletion', async () => {
    await store.write('c', [['{"f":1}', '{"n":1}']]);
    await store.write('c', [['{"f":1}', 'null']]);
    expect(await test.dump('connect-offsets')).toEqual(['["c",{"f":1}] = {"n":1}', '["c",{"f":1}] = null']);
    expect(await store.read('c', ['{"f":1}'])).toEqual([null]);
  });

  it('gives all partitions of a connector, be it there or gone, and nothing of others', async () => {
    await store.write('__proto__', [['{"f":1}', '{"n":1}']]);
    await store.write('c', [
      ['{"__proto__":"x"}', '{"n":2}'],
      ['null', '{"n":3}'],
    ]);
    expect(await store.all('__proto__')).toEqual(new Map([['{"f":1}', '{"n":1}']]));
    expect(await store.all('c')).toEqual(new Map([['{"__proto__":"x"}', '{"n":2}']]));
    expect(await store.read('c', ['null'])).toEqual(['{"n":3}']);
    expect(await store.all('constructor')).toEqual(new Map());
  });

  it('sees what another worker has written', async () => {
    await inject(['["c",{"f":1}]', '{"n":1}']);
    expect(await store.read('c', ['{"f":1}'])).toEqual(['{"n":1}']);
  });

  it('skips, and logs, what it does not understand', async () => {
    await inject(
      ['text', '{}'],
      ['["c"]', '{}'],
      ['[1,{}]', '{}'],
      ['["c",[]]', '{}'],
      ['["c",{"f":1}]', 'not json'],
      ['["c",{"f":2}]', '[1]'],
      ['["c",{"f":3}]', '{"n":1}'],
    );
    expect(await store.all('c')).toEqual(new Map([['{"f":3}', '{"n":1}']]));
    expect(test.logged).toHaveLength(6);
  });

  it('refuses partitions and offsets that are not JSON objects', async () => {
    await expect(store.write('c', [['text', '{}']])).rejects.toThrow('A source partition is a JSON object, not text');
    await expect(store.write('c', [['{}', '[1]']])).rejects.toThrow('A source offset is a JSON object, not [1]');
    await expect(store.read('c', ['7'])).rejects.toThrow('A source partition is a JSON object');
  });

  it('keeps the order of writes that nobody waits for', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, n) => store.write('c', [['{"f":1}', `{"n":${n}}`]])));
    expect(await store.read('c', ['{"f":1}'])).toEqual(['{"n":29}']);
  });
});
