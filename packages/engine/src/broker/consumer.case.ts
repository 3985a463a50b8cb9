import { describe, expect } from 'vitest';
import type { BrokerCases } from './broker-cases.case.ts';
import { partitionNames, produce, startConsumer } from './consumer-recorder.case.ts';
import type { RecorderOptions } from './consumer-recorder.case.ts';

export function describeConsumers(cases: BrokerCases): void {
  describe('consumers', () => {
    describePositions(cases);
    describeDelivery(cases);
  });
  describe('consumer groups', () => describeGroups(cases));
}

function describePositions({ broker, name, test }: BrokerCases): void {
  test('begin at the start, at the end, or not at all, as auto.offset.reset says', async () => {
    const topic = name('t');
    await produce(broker(), topic, ['old']);
    const start = (reset: string) =>
      startConsumer(broker(), { groupId: name('g'), topics: [topic], properties: { 'auto.offset.reset': reset } });
    const earliest = await start('earliest');
    const latest = await start('latest');
    const none = await start('none');
    await none.until(() => none.events.length > 0);
    expect(none.events).toEqual([`failed Undefined offset with no reset policy for partitions: [${topic}-0]`]);
    await latest.until(() => latest.events.length > 0);
    await produce(broker(), topic, ['new']);
    await Promise.all([earliest.until(() => earliest.values().length === 2), latest.until(() => latest.values().length === 1)]);
    expect(earliest.values()).toEqual(['old', 'new']);
    expect(latest.values()).toEqual(['new']);
  });

  test('begin at a time in the past', async () => {
    const topic = name('t');
    const producer = await broker().createProducer({ clientId: 'p', properties: {} });
    const timestamps = [2 * 3_600_000, 3_000_000, 60_000].map((ago) => Date.now() - ago);
    const values = ['old', 'recent', 'new'].map((value) => Buffer.from(value));
    await producer.appendAll([{ topic, partition: 0, keys: null, values, timestamps, headers: null }]);
    const properties = { 'auto.offset.reset': 'by_duration:PT1H' };
    const seen = await startConsumer(broker(), { groupId: name('g'), topics: [topic], properties });
    await seen.until(() => seen.values().length === 2);
    expect(seen.values()).toEqual(['recent', 'new']);
  });

  test('go on where their group has committed', async () => {
    const topic = name('t');
    const groupId = name('g');
    await produce(broker(), topic, ['a', 'b', 'c']);
    const first = await startConsumer(broker(), { groupId, topics: [topic] });
    await first.until(() => first.values().length === 3);
    await first.consumer.commit([{ topic, partition: 0, offset: 2 }]);
    await first.consumer.close();
    expect(await broker().admin.groupOffsets(groupId)).toEqual([{ topic, partition: 0, offset: 2n }]);
    const second = await startConsumer(broker(), { groupId, topics: [topic], properties: { 'auto.offset.reset': 'none' } });
    await second.until(() => second.values().length === 1);
    expect(second.values()).toEqual(['c']);
  });

  test('seek, and come back into the range by the reset policy', async () => {
    const topic = name('t');
    await produce(broker(), topic, ['a', 'b', 'c', 'd']);
    const seen = await startConsumer(broker(), { groupId: name('g'), topics: [topic] });
    await seen.until(() => seen.values().length === 4);
    seen.consumer.seek({ topic, partition: 0 }, 2);
    await seen.until(() => seen.values().length === 6);
    seen.consumer.seek({ topic, partition: 0 }, 999);
    await seen.until(() => seen.values().length === 10);
    expect(seen.values().slice(4)).toEqual(['c', 'd', 'a', 'b', 'c', 'd']);
  });

  test('go on from a seek that is asked for while a batch is handled', async () => {
    const topic = name('t');
    await produce(broker(), topic, ['a', 'b', 'c']);
    let seeks = 1;
    const seen = await startConsumer(broker(), {
      groupId: name('g'),
      topics: [topic],
      properties: { 'max.poll.records': '1' },
      onBatch: (batch, consumer) => {
        if (batch.offsets[0] === 1 && seeks-- > 0) consumer.seek({ topic, partition: 0 }, 0);
      },
    });
    await seen.until(() => seen.values().length === 5);
    expect(seen.values()).toEqual(['a', 'b', 'a', 'b', 'c']);
  });
}

function describeDelivery({ broker, name, test }: BrokerCases): void {
  test('hand over at most max.poll.records at a time, 500 unless told', async () => {
    const topic = name('t');
    await produce(
      broker(),
      topic,
      Array.from({ length: 1200 }, (_, n) => `${n}`),
    );
    const byDefault = await startConsumer(broker(), { groupId: name('g'), topics: [topic] });
    const small = await startConsumer(broker(), { groupId: name('g'), topics: [topic], properties: { 'max.poll.records': '7' } });
    await byDefault.until(() => byDefault.values().length === 1200);
    await small.until(() => small.values().length === 1200);
    expect(Math.max(...byDefault.batches.map((batch) => batch.offsets.length))).toBe(500);
    expect(Math.max(...small.batches.map((batch) => batch.offsets.length))).toBe(7);
    expect(small.values()).toEqual(byDefault.values());
    expect(small.batches.at(-1)!.nextOffset).toBe(1200);
  });

  test('hand over nothing before the batch before is done', async () => {
    const topic = name('t');
    await produce(broker(), topic, ['a', 'b', 'c', 'd']);
    let underWay = 0;
    let most = 0;
    const seen = await startConsumer(broker(), {
      groupId: name('g'),
      topics: [topic],
      properties: { 'max.poll.records': '1' },
      onBatch: async () => {
        most = Math.max(most, ++underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay--;
      },
    });
    await seen.until(() => seen.values().length === 4);
    expect(most).toBe(1);
  });

  test('stop and go on by partition', async () => {
    const topic = name('t');
    await broker().admin.createTopic({ name: topic, partitions: 2, configs: {} });
    const seen = await startConsumer(broker(), { groupId: name('g'), topics: [topic] });
    await seen.until(() => seen.events.length > 0);
    seen.consumer.pause([{ topic, partition: 0 }]);
    await produce(broker(), topic, ['paused'], 0);
    await produce(broker(), topic, ['going'], 1);
    await seen.until(() => seen.values().length === 1);
    await produce(broker(), topic, ['still going'], 1);
    await seen.until(() => seen.values().length === 2);
    expect(seen.values()).toEqual(['going', 'still going']);
    seen.consumer.resume([{ topic, partition: 0 }]);
    await seen.until(() => seen.values().length === 3);
    expect(seen.values()).toContain('paused');
  });

  test('take partitions in turn, so that a long one does not hold up the others', async () => {
    const topic = name('t');
    await broker().admin.createTopic({ name: topic, partitions: 2, configs: {} });
    await produce(
      broker(),
      topic,
      Array.from({ length: 100 }, () => 'long'),
      0,
    );
    await produce(broker(), topic, ['short'], 1);
    const seen = await startConsumer(broker(), { groupId: name('g'), topics: [topic], properties: { 'max.poll.records': '10' } });
    await seen.until(() => seen.values().length === 101);
    expect(seen.batches.findIndex((batch) => batch.partition === 1)).toBeLessThan(2);
  });

  test('find topics that are made later, by name and by pattern', async () => {
    const prefix = name('late');
    // What is not committed may come again when the group shares its partitions out anew.
    const onBatch: RecorderOptions['onBatch'] = ({ topic, partition, nextOffset }, consumer) =>
      consumer.commit([{ topic, partition, offset: nextOffset }]);
    const byName = await startConsumer(broker(), { groupId: name('g'), topics: [`${prefix}-1`, `${prefix}-2`], onBatch });
    const pattern = new RegExp(`^${prefix}-\\d$`, 'g');
    const byPattern = await startConsumer(broker(), { groupId: name('g'), topics: pattern, onBatch });
    await produce(broker(), `${prefix}-1`, ['1']);
    await produce(broker(), `${prefix}-2`, ['2']);
    await produce(broker(), `${prefix}-x`, ['no match']);
    await produce(broker(), `${prefix}-3`, ['3']);
    await byName.until(() => byName.values().length === 2);
    await byPattern.until(() => byPattern.values().length === 3);
    expect(byName.values().toSorted()).toEqual(['1', '2']);
    expect(byPattern.values().toSorted()).toEqual(['1', '2', '3']);
  });

  test('lose the partitions of a topic that is deleted', async () => {
    const topic = name('t');
    await produce(broker(), topic, ['a']);
    const seen = await startConsumer(broker(), { groupId: name('g'), topics: [topic] });
    await seen.until(() => seen.values().length === 1);
    await broker().admin.deleteTopic(topic);
    await seen.until(() => seen.events.includes(`revoked ${topic}-0`));
    await produce(broker(), topic, ['b']);
    await seen.until(() => seen.values().length === 2);
    expect(seen.events).toEqual([`assigned ${topic}-0`, `revoked ${topic}-0`, `assigned ${topic}-0`]);
    expect(seen.batches[1]!.offsets).toEqual([0]);
  });

  test('end with the failure of their handler', async () => {
    const topic = name('t');
    await produce(broker(), topic, ['a']);
    const seen = await startConsumer(broker(), {
      groupId: name('g'),
      topics: [topic],
      onBatch: () => {
        throw new Error('cannot take it');
      },
    });
    await seen.until(() => seen.events.includes('failed cannot take it'));
    expect(seen.consumer.assignment()).toEqual([]);
  });
}

function describeGroups({ broker, another, name, test }: BrokerCases): void {
  test('share partitions in ranges, each given up before somebody else has it', async () => {
    const topic = name('t');
    const groupId = name('g');
    await broker().admin.createTopic({ name: topic, partitions: 4, configs: {} });
    const owners = new Map<string, string>();
    const join = async (member: string) => {
      const seen = await startConsumer(await another(), { groupId, topics: [topic], onRevoked: () => undefined });
      await seen.until(() => seen.events.length > 0);
      owners.set(member, partitionNames(seen.consumer.assignment()));
      return seen;
    };
    const first = await join('first');
    expect(owners.get('first')).toBe([0, 1, 2, 3].map((p) => `${topic}-${p}`).join(','));
    const second = await join('second');
    await first.until(() => first.consumer.assignment().length === 2);
    await second.until(() => second.consumer.assignment().length === 2);
    const all = [...first.consumer.assignment(), ...second.consumer.assignment()];
    expect(partitionNames(all)).toBe(owners.get('first'));
    await second.consumer.close();
    await first.until(() => first.consumer.assignment().length === 4);
    expect(second.events.at(-1)).toMatch(/^revoked /);
  });

  test('wait for the member that gives up a partition, which may commit until then', async () => {
    const topic = name('t');
    const groupId = name('g');
    await broker().admin.createTopic({ name: topic, partitions: 2, configs: {} });
    for (const partition of [0, 1]) await produce(broker(), topic, ['a', 'b', 'c'], partition);
    const log: string[] = [];
    const first = await startConsumer(broker(), {
      groupId,
      topics: [topic],
      onRevoked: async (partitions, consumer) => {
        await new Promise((resolve) => setImmediate(resolve));
        await consumer.commit(partitions.map(({ partition }) => ({ topic, partition, offset: 3 })));
        log.push('given up');
      },
    });
    await first.until(() => first.values().length === 6);
    const second = await startConsumer(await another(), { groupId, topics: [topic] });
    await second.until(() => second.events.length > 0);
    expect(log).toEqual(['given up']);
    const [mine] = second.consumer.assignment();
    await produce(broker(), topic, ['d'], mine!.partition);
    await second.until(() => second.values().length > 0);
    expect(second.values()).toEqual(['d']);
  });

  test('refuse a commit from a member that has lost the partition', async () => {
    const topic = name('t');
    const groupId = name('g');
    await produce(broker(), topic, ['a']);
    const seen = await startConsumer(broker(), { groupId, topics: [topic] });
    await seen.until(() => seen.values().length === 1);
    await seen.consumer.close();
    await expect(seen.consumer.commit([{ topic, partition: 0, offset: 1 }])).rejects.toMatchObject({ name: 'FencedError' });
    expect(await broker().admin.groupOffsets(groupId)).toEqual([]);
  });

  test('let their offsets be altered only when they have no members', async () => {
    const topic = name('t');
    const groupId = name('g');
    await produce(broker(), topic, ['a']);
    const seen = await startConsumer(broker(), { groupId, topics: [topic] });
    await seen.until(() => seen.events.length > 0);
    const alter = async (): Promise<void> =>
      (await another()).admin.alterGroupOffsets(groupId, [{ topic, partition: 0, offset: 0n }]);
    await expect(alter()).rejects.toMatchObject({ name: 'GroupNotEmptyError', retriable: true });
    await expect(broker().admin.deleteGroup(groupId)).rejects.toMatchObject({ name: 'GroupNotEmptyError' });
    await seen.consumer.close();
    await alter();
    await broker().admin.deleteGroup(groupId);
  });

  test('do not disturb each other', async () => {
    const topic = name('t');
    await produce(broker(), topic, ['a', 'b']);
    const one = await startConsumer(broker(), { groupId: name('g'), topics: [topic] });
    const two = await startConsumer(broker(), { groupId: name('g'), topics: [topic] });
    await one.until(() => one.values().length === 2);
    await two.until(() => two.values().length === 2);
    expect(one.values()).toEqual(two.values());
  });
}
