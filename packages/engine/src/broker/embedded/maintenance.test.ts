import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Broker } from '../broker.ts';
import { produce, startConsumer } from '../consumer-recorder.case.ts';
import { maintenanceIntervalMs } from './maintenance.ts';
import { createStoreFixture } from './store-fixture.case.ts';
import type { StoreFixture } from './store-fixture.case.ts';

const day = 24 * 60 * 60_000;

/** A clock whose timers run when the time is set past them; `round` waits for what they started. */
class TestClock {
  nowMs = 1_700_000_000_000;
  #timers: { readonly at: number; readonly run: () => void }[] = [];
  #armed: (() => void)[] = [];

  now = (): number => this.nowMs;

  after = (ms: number, run: () => void): (() => void) => {
    const timer = { at: this.nowMs + ms, run };
    this.#timers.push(timer);
    for (const armed of this.#armed.splice(0)) armed();
    return () => void (this.#timers = this.#timers.filter((other) => other !== timer));
  };

  /** Lets the time pass, and a round of maintenance with it. */
  async round(ms: number): Promise<void> {
    const isDone = new Promise<void>((resolve) => {
      this.nowMs += Math.max(ms, maintenanceIntervalMs);
      const due = this.#timers.filter(({ at }) => at <= this.nowMs);
      this.#timers = this.#timers.filter(({ at }) => at > this.nowMs);
      this.#armed.push(resolve);
      for (const { run } of due) run();
    });
    await isDone;
  }
}

let fixture: StoreFixture;
let clock: TestClock;
let broker: Broker;

beforeEach(async () => {
  fixture = await createStoreFixture();
  clock = new TestClock();
  broker = await fixture.open({ clock });
});

afterEach(() => fixture.close());

async function readAll(topic: string): Promise<string[]> {
  const seen: string[] = [];
  const log = broker.createLog({
    topic: { name: topic, partitions: 1, configs: {} },
    properties: {},
    onRecord: ({ key, value, offset }) => seen.push(`${offset}:${String(key)}=${String(value)}`),
  });
  await log.start();
  await log.close();
  return seen;
}

async function append(topic: string, ...records: [string, string | null][]): Promise<void> {
  const producer = await broker.createProducer({ clientId: 'p', properties: {} });
  await producer.appendAll([
    {
      topic,
      partition: 0,
      keys: records.map(([key]) => Buffer.from(key)),
      values: records.map(([, value]) => (value === null ? null : Buffer.from(value))),
      timestamps: null,
      headers: null,
    },
  ]);
}

describe('retention', () => {
  it('removes batches whose newest record is too old, a week unless told', async () => {
    await broker.admin.createTopic({ name: 'short', partitions: 1, configs: { 'retention.ms': String(day) } });
    await broker.admin.createTopic({ name: 'ever', partitions: 1, configs: { 'retention.ms': '-1' } });
    for (const topic of ['short', 'ever', 'usual']) await produce(broker, topic, ['old', 'older']);
    await clock.round(2 * day);
    for (const topic of ['short', 'ever', 'usual']) await produce(broker, topic, ['new']);
    await clock.round(0);
    expect(await broker.admin.offsetsOfTopic('short')).toEqual([{ earliest: 2, latest: 3 }]);
    expect(await broker.admin.offsetsOfTopic('usual')).toEqual([{ earliest: 0, latest: 3 }]);
    await clock.round(6 * day);
    expect(await broker.admin.offsetsOfTopic('usual')).toEqual([{ earliest: 2, latest: 3 }]);
    await clock.round(1000 * day);
    expect(await broker.admin.offsetsOfTopic('usual')).toEqual([{ earliest: 3, latest: 3 }]);
    expect(await broker.admin.offsetsOfTopic('ever')).toEqual([{ earliest: 0, latest: 3 }]);
    await produce(broker, 'usual', ['after']);
    expect(await readAll('usual')).toEqual(['3:null=after']);
  });

  it('removes the oldest batches while the partition stays as large as is wished', async () => {
    await broker.admin.createTopic({ name: 't', partitions: 1, configs: { 'retention.bytes': '3000' } });
    for (let n = 0; n < 600; n++) await produce(broker, 't', [`${n}`.padEnd(930, '.')]);
    await clock.round(0);
    expect(await broker.admin.offsetsOfTopic('t')).toEqual([{ earliest: 597, latest: 600 }]);
  });

  it('brings a consumer that is behind back into the range', async () => {
    await produce(broker, 't', ['a', 'b']);
    const seen = await startConsumer(broker, { groupId: 'g', topics: ['t'], properties: { 'max.poll.records': '1' } });
    await seen.until(() => seen.values().length === 2);
    await seen.consumer.commit([{ topic: 't', partition: 0, offset: 1 }]);
    await seen.consumer.close();
    await clock.round(8 * day);
    await produce(broker, 't', ['c']);
    const later = await startConsumer(broker, { groupId: 'g', topics: ['t'] });
    await later.until(() => later.values().length === 1);
    expect(later.values()).toEqual(['c']);
  });
});

describe('compaction', () => {
  beforeEach(async () => {
    const configs = { 'cleanup.policy': 'compact', 'delete.retention.ms': String(day) };
    await broker.admin.createTopic({ name: 'c', partitions: 1, configs });
  });

  it('keeps the last value of each key, at its offset', async () => {
    await append('c', ['a', '1'], ['b', '1'], ['a', '2']);
    await append('c', ['c', '1'], ['b', '2']);
    await append('c', ['a', '3']);
    await clock.round(0);
    expect(await readAll('c')).toEqual(['3:c=1', '4:b=2', '5:a=3']);
    expect(await broker.admin.offsetsOfTopic('c')).toEqual([{ earliest: 0, latest: 6 }]);
    await append('c', ['a', '4'], ['d', '1']);
    await clock.round(0);
    // Less than half of it is new.
    expect(await readAll('c')).toEqual(['3:c=1', '4:b=2', '5:a=3', '6:a=4', '7:d=1']);
    for (const value of ['2', '3', '4']) await append('c', ['d', value]);
    await clock.round(0);
    expect(await readAll('c')).toEqual(['3:c=1', '4:b=2', '6:a=4', '10:d=4']);
  });

  it('keeps deletions for delete.retention.ms after it has seen them', async () => {
    await append('c', ['a', '1'], ['b', '1']);
    await append('c', ['a', null]);
    await clock.round(0);
    expect(await readAll('c')).toEqual(['1:b=1', '2:a=null']);
    await clock.round(day / 2);
    expect(await readAll('c')).toEqual(['1:b=1', '2:a=null']);
    await clock.round(day);
    expect(await readAll('c')).toEqual(['1:b=1']);
    await append('c', ['c', '1']);
    expect(await readAll('c')).toEqual(['1:b=1', '3:c=1']);
  });

  it('keeps what is written over and over from growing, and long keys apart', async () => {
    const keys = ['x', 'y'.repeat(500), 'z'.repeat(500)];
    for (let n = 0; n < 1500; n++) await append('c', [keys[n % 3]!, `${n}`]);
    await clock.round(0);
    expect((await readAll('c')).map((text) => text.replace(/.*=/, ''))).toEqual(['1497', '1498', '1499']);
  });

  it('survives a restart, for logs too', async () => {
    await append('c', ['a', '1'], ['b', '1'], ['a', '2'], ['b', null]);
    await clock.round(0);
    await fixture.closeBrokers();
    broker = await fixture.open({ clock });
    const seen: string[] = [];
    const log = broker.createLog({
      topic: { name: 'c', partitions: 1, configs: {} },
      properties: {},
      onRecord: ({ key, value, offset }) => seen.push(`${offset}:${String(key)}=${String(value)}`),
    });
    await log.start();
    expect(seen).toEqual(['2:a=2', '3:b=null']);
    await log.append([{ key: Buffer.from('n'), value: Buffer.from('1') }]);
    await log.readToEnd();
    expect(seen.at(-1)).toBe('4:n=1');
  });
});

describe('deleted topics', () => {
  it('leave nothing behind', async () => {
    for (let n = 0; n < 700; n++) await produce(broker, 't', ['x']);
    await broker.admin.deleteTopic('t');
    await produce(broker, 't', ['new']);
    await clock.round(0);
    expect(await readAll('t')).toEqual(['0:null=new']);
  });
});
