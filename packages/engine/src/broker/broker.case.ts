import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BrokerCases } from './broker-cases.case.ts';
import type { Broker } from './broker.ts';
import { describeConsumers } from './consumer.case.ts';
import { describeLogs } from './log.case.ts';
import { describeProducers } from './producer.case.ts';

/** What a driver is tested on. */
export interface BrokerFixture {
  /** Opens a broker on the fixture's store or cluster; several may be open at once. The fixture closes what is left open. */
  open(): Promise<Broker>;
  close(): Promise<void>;
}

/** Cases that a driver does not fulfil, by their full names, and why. */
export interface SkippedCases {
  readonly reason: string;
  readonly tests: readonly string[];
}

/** The suite that every driver of the broker's port passes. */
export function describeBroker(
  driver: string,
  createFixture: () => Promise<BrokerFixture>,
  skip: readonly SkippedCases[] = [],
): void {
  describe(`the ${driver} broker`, () => {
    let fixture: BrokerFixture;
    let broker: Broker;
    let names = 0;
    beforeEach(async () => {
      fixture = await createFixture();
      broker = await fixture.open();
    });
    afterEach(async () => {
      await broker.close();
      await fixture.close();
    });
    const cases: BrokerCases = {
      broker: () => broker,
      another: () => fixture.open(),
      name: (prefix) => `${prefix}-${process.pid}-${names++}`,
      test: (name, run) => {
        const skipped = skip.find(({ tests }) => tests.includes(name));
        if (skipped === undefined) it(name, run);
        else it.skip(`${name} (${skipped.reason})`, run);
      },
    };
    describeAdmin(cases);
    describeProducers(cases);
    describeConsumers(cases);
    describeLogs(cases);
    describeMembership(cases);
  });
}

function describeAdmin({ broker, another, name, test }: BrokerCases): void {
  describe('admin', () => {
    test('has a cluster id in the form of Kafka, the same for all', async () => {
      expect(broker().clusterId).toMatch(/^[A-Za-z0-9_-]{22}$/);
      expect((await another()).clusterId).toBe(broker().clusterId);
    });

    test('creates a topic once, and describes it', async () => {
      const topic = { name: name('t'), partitions: 3, configs: { 'cleanup.policy': 'compact' } };
      expect(await broker().admin.describeTopic(topic.name)).toBeNull();
      expect(await broker().admin.createTopic(topic)).toBe(true);
      expect(await broker().admin.createTopic({ ...topic, partitions: 5 })).toBe(false);
      expect(await broker().admin.describeTopic(topic.name)).toMatchObject(topic);
      expect(await (await another()).admin.listTopics()).toContain(topic.name);
      expect(await broker().admin.offsetsOfTopic(topic.name)).toEqual([0, 1, 2].map(() => ({ earliest: 0, latest: 0 })));
    });

    test('refuses topics with a name or a number of partitions that Kafka refuses', async () => {
      for (const bad of ['', '.', '..', 'a b', 'a/b', 'ä', 'x'.repeat(250)]) {
        await expect(broker().admin.createTopic({ name: bad, partitions: 1, configs: {} }), bad).rejects.toThrow(
          'Topic name is invalid',
        );
      }
      await expect(broker().admin.createTopic({ name: name('t'), partitions: 0, configs: {} })).rejects.toThrow('partitions');
    });

    test('deletes a topic with its records and with what groups had committed for it', async () => {
      const topic = name('t');
      const group = name('g');
      const producer = await broker().createProducer({ clientId: 'p', properties: {} });
      const batch = { topic, partition: null, keys: null, values: [Buffer.from('a')], timestamps: null, headers: null };
      await producer.appendAll([batch]);
      await broker().admin.alterGroupOffsets(group, [{ topic, partition: 0, offset: 1n }]);
      await broker().admin.deleteTopic(topic);
      expect(await broker().admin.describeTopic(topic)).toBeNull();
      expect(await producer.appendAll([batch])).toEqual([{ partitions: [0], offsets: [0] }]);
      expect(await broker().admin.groupOffsets(group)).toEqual([]);
    });

    test('keeps committed offsets of 64 bits, removes single ones and whole groups', async () => {
      const topic = name('t');
      const group = name('g'.repeat(3000));
      await broker().admin.createTopic({ name: topic, partitions: 3, configs: {} });
      const offset = (partition: number, value: bigint | null) => ({ topic, partition, offset: value });
      await broker().admin.alterGroupOffsets(group, [offset(2, 2n ** 62n), offset(0, 7n)]);
      expect(await broker().admin.groupOffsets(group)).toEqual([offset(0, 7n), offset(2, 2n ** 62n)]);
      await broker().admin.alterGroupOffsets(group, [offset(0, null), offset(1, 0n)]);
      expect(await (await another()).admin.groupOffsets(group)).toEqual([offset(1, 0n), offset(2, 2n ** 62n)]);
      await broker().admin.deleteGroup(group);
      expect(await broker().admin.groupOffsets(group)).toEqual([]);
      await broker().admin.deleteGroup(group);
    });

    test('refuses to commit for partitions that are not there', async () => {
      const topic = name('t');
      await broker().admin.createTopic({ name: topic, partitions: 1, configs: {} });
      const change = [
        { topic, partition: 0, offset: 3n },
        { topic, partition: 1, offset: 3n },
      ];
      await expect(broker().admin.alterGroupOffsets(name('g'), change)).rejects.toThrow(
        `There is no partition 1 of topic ${topic}`,
      );
    });
  });
}

function describeMembership({ broker, name, test }: BrokerCases): void {
  describe('membership', () => {
    test('makes a worker on its own the leader of its group, in a generation that grows', async () => {
      const options = { groupId: name('g'), workerId: '127.0.0.1:8083', url: 'http://127.0.0.1:8083' };
      const views: number[] = [];
      const membership = broker().createMembership({ ...options, onChange: (view) => views.push(view.generation) });
      await membership.join();
      const view = membership.view();
      expect(view.leaderId).toBe(view.memberId);
      expect([...view.members]).toEqual([[view.memberId, { workerId: options.workerId, url: options.url }]]);
      await membership.leave();
      await membership.join();
      expect(views).toHaveLength(2);
      expect(views[1]).toBeGreaterThan(views[0]!);
      expect(membership.view().memberId).not.toBe(view.memberId);
      await membership.leave();
    });
  });
}
