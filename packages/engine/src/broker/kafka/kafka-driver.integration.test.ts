import { setTimeout as delay } from 'node:timers/promises';
import { missingTools, startKafka } from '@millrace/tool-kafka';
import type { KafkaBroker } from '@millrace/tool-kafka';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BrokerFixture } from '../broker.case.ts';
import type { Broker, GroupView, MembershipOptions } from '../broker.ts';
import { startConsumer } from '../consumer-recorder.case.ts';
import type { ProducerBatch } from '../records.ts';
import { createKafkaFixture } from './kafka-fixture.case.ts';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);
if (missing !== null) console.log(`skipped: what only the Kafka driver does; ${missing}`);

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const plain = (topic: string, values: readonly string[]): ProducerBatch => ({
  topic,
  partition: null,
  keys: null,
  values: values.map((value) => Buffer.from(value)),
  timestamps: null,
  headers: null,
});

describe.skipIf(missing !== null)('the Kafka driver', () => {
  let kafka: KafkaBroker | undefined;
  let fixture: BrokerFixture;
  let broker: Broker;
  let names = 0;
  const nodeWarnings: string[] = [];
  const noteWarning = (warning: Error): void => void nodeWarnings.push(warning.message);
  const name = (prefix: string): string => `${prefix}-${names++}`;
  beforeAll(async () => {
    kafka = await startKafka();
    process.on('warning', noteWarning);
  });
  afterAll(async () => {
    process.off('warning', noteWarning);
    await kafka?.stop();
    expect(nodeWarnings).toEqual([]);
  });
  beforeEach(async () => {
    fixture = await createKafkaFixture(kafka!.bootstrapServers);
    broker = await fixture.open();
  });
  afterEach(() => fixture.close());

  it.each(['gzip', 'snappy', 'lz4', 'zstd'])('sends batches compressed by %s, and reads them', async (codec) => {
    const topic = name('t');
    const values = Array.from({ length: 3000 }, (_, n) => `value ${n}`);
    const producer = await broker.createProducer({ clientId: 'p', properties: { 'compression.type': codec } });
    await producer.appendAll([plain(topic, values)]);
    const seen = await startConsumer(broker, { groupId: name('g'), topics: [topic] });
    await seen.until(() => seen.values().length === values.length);
    expect(seen.values()).toEqual(values);
  });

  it('makes the topic of a log compacted, and refuses one that is not', async () => {
    const topic = { name: name('log'), partitions: 2, replicationFactor: 1, configs: { 'cleanup.policy': 'compact' } };
    const log = broker.createLog({ topic, properties: {}, onRecord: () => undefined });
    await log.start();
    expect((await broker.admin.describeTopic(topic.name))?.configs).toMatchObject({ 'cleanup.policy': 'compact' });
    const other = { ...topic, name: name('log') };
    await broker.admin.createTopic({ ...other, configs: { 'cleanup.policy': 'delete' } });
    const refused = broker.createLog({ topic: other, properties: {}, onRecord: () => undefined });
    await expect(refused.start()).rejects.toThrow("found the topic currently has 'cleanup.policy=delete'");
  });

  it('shows readers of committed records nothing of a transaction that failed', async () => {
    const topic = name('t');
    const producer = await broker.createProducer({ clientId: 'p', properties: {}, transactionalId: name('tx') });
    const compacted = name('c');
    await broker.admin.createTopic({ name: compacted, partitions: 1, configs: { 'cleanup.policy': 'compact' } });
    const failing = producer.transaction({ batches: [plain(topic, ['aborted']), plain(compacted, ['no key'])] });
    await expect(failing).rejects.toThrow('without key');
    await producer.transaction({ batches: [plain(topic, ['committed'])] });
    const properties = { 'isolation.level': 'read_committed' };
    const seen = await startConsumer(broker, { groupId: name('g'), topics: [topic], properties });
    await seen.until(() => seen.values().length > 0);
    expect(seen.values()).toEqual(['committed']);
    // Both markers are stepped over.
    expect(seen.batches.at(-1)).toMatchObject({ offsets: [2], nextOffset: 4 });
  });

  it('writes in parts, in order, what is too large a batch for a topic', async () => {
    const topic = name('t');
    await broker.admin.createTopic({ name: topic, partitions: 1, configs: { 'max.message.bytes': '2000' } });
    const values = Array.from({ length: 300 }, (_, n) => String(n).padStart(100, '.'));
    const transactional = await broker.createProducer({ clientId: 'p', properties: {}, transactionalId: name('tx') });
    const [inOne] = await transactional.transaction({ batches: [plain(topic, values)] });
    expect(inOne!.offsets).toEqual(values.map((_, n) => n));
    const producer = await broker.createProducer({ clientId: 'p', properties: {} });
    // The marker of the transaction stands before it.
    const [first] = await producer.appendAll([plain(topic, values)]);
    expect(first!.offsets).toEqual(values.map((_, n) => 301 + n));
    const sent = [plain(topic, values), plain(topic, ['x'.repeat(3000)]), plain(topic, ['last'])].map((batch) =>
      producer.appendAll([batch]),
    );
    const [second, tooLarge, last] = await Promise.allSettled(sent);
    expect([second!.status, last!.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(tooLarge).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('MESSAGE_TOO_LARGE') } });
    const seen = await startConsumer(broker, { groupId: name('g'), topics: [topic] });
    await seen.until(() => seen.values().length === 901);
    expect(seen.values()).toEqual([...values, ...values, ...values, 'last']);
  });

  it('leaves nobody behind whom a group waits for, whenever a consumer is closed', async () => {
    const topic = name('t');
    await broker.admin.createTopic({ name: topic, partitions: 2, configs: {} });
    const options = { groupId: name('g'), topics: [topic] };
    for (let round = 0; round < 20; round++) {
      const pair = await Promise.all([startConsumer(broker, options), startConsumer(broker, options)]);
      await delay(round * 6);
      await Promise.all(pair.map(({ consumer }) => consumer.close()));
    }
    const begunMs = performance.now();
    const seen = await startConsumer(broker, options);
    await seen.until(() => seen.consumer.assignment().length === 2);
    // Whoever is left behind is waited for as long as a session lasts, 45 s.
    expect(performance.now() - begunMs).toBeLessThan(30_000);
  });

  it('puts out of a group what a crash has left there, where only one can have its client id', async () => {
    const topic = name('t');
    await broker.admin.createTopic({ name: topic, partitions: 1, configs: {} });
    const options = { groupId: name('g'), topics: [topic], isOnlyOne: true };
    const lost = await startConsumer(broker, { ...options, clientId: 'first' });
    await lost.until(() => lost.events.length === 1);
    const other = await startConsumer(broker, { ...options, clientId: 'second' });
    const only = await startConsumer(broker, { ...options, clientId: 'first' });
    await lost.until(() => lost.events.includes(`lost ${topic}-0`));
    await lost.consumer.close();
    await only.until(() => only.consumer.assignment().length + other.consumer.assignment().length === 1);
    expect(other.events.some((event) => event.startsWith('lost'))).toBe(false);
  });

  it('finds a topic soon that a consumer waits for', async () => {
    const topic = name('t');
    const properties = { 'metadata.max.age.ms': '300000' };
    const seen = await startConsumer(broker, { groupId: name('g'), topics: [topic], properties });
    await delay(1000);
    const producer = await broker.createProducer({ clientId: 'p', properties: {} });
    await producer.appendAll([plain(topic, ['0'])]);
    await seen.until(() => seen.values().length === 1);
  });

  it('goes on when the broker was killed and has come back', async () => {
    const topic = name('t');
    const producer = await broker.createProducer({ clientId: 'p', properties: {} });
    await producer.appendAll([plain(topic, ['0'])]);
    const seen = await startConsumer(broker, {
      groupId: name('g'),
      topics: [topic],
      onBatch: (batch, consumer) => consumer.commit([{ topic, partition: 0, offset: batch.nextOffset }]),
    });
    await seen.until(() => seen.values().length === 1);
    await kafka!.kill();
    const appended = ['1', '2', '3'].map((value) => producer.appendAll([plain(topic, [value])]));
    await kafka!.restart();
    await Promise.all(appended);
    await seen.until(() => seen.values().includes('3'));
    expect([...new Set(seen.values())]).toEqual(['0', '1', '2', '3']);
    expect(await broker.admin.offsetsOfTopic(topic)).toEqual([{ earliest: 0, latest: 4 }]);
  });

  describe('membership', () => {
    const options = (groupId: string, port: number): Omit<MembershipOptions, 'onChange'> => ({
      groupId,
      workerId: `127.0.0.1:${port}`,
      url: `http://127.0.0.1:${port}`,
    });

    it('shows all members the same group, and who leads it', async () => {
      const groupId = name('g');
      const views: GroupView[] = [];
      let changed: () => void = () => undefined;
      const first = broker.createMembership({
        ...options(groupId, 1),
        onChange(view) {
          views.push(view);
          changed();
        },
      });
      const untilMembers = (count: number): Promise<void> =>
        new Promise((resolve) => {
          changed = () => (views.at(-1)!.members.size === count ? resolve() : undefined);
          if (views.length > 0) changed();
        });
      await first.join();
      const second = broker.createMembership({ ...options(groupId, 2), onChange: () => undefined });
      await Promise.all([second.join(), untilMembers(2)]);
      expect(second.view()).toMatchObject({ leaderId: first.view().memberId, generation: first.view().generation });
      expect([...second.view().members.values()].map(({ url }) => url).toSorted()).toEqual([
        'http://127.0.0.1:1',
        'http://127.0.0.1:2',
      ]);
      const { generation } = first.view();
      await Promise.all([second.leave(), untilMembers(1)]);
      expect(first.view().generation).toBeGreaterThan(generation);
    });

    it('is refused while members of another kind hold the group', async () => {
      const groupId = name('g');
      const topic = name('t');
      await broker.admin.createTopic({ name: topic, partitions: 1, configs: {} });
      const seen = await startConsumer(broker, { groupId, topics: [topic] });
      await seen.until(() => seen.events.length > 0);
      const membership = broker.createMembership({ ...options(groupId, 1), onChange: () => undefined });
      await expect(membership.join()).rejects.toThrow(`is still running in group ${groupId}`);
    });
  });
});
