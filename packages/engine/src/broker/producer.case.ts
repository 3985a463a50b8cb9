import { PackedBytes } from '@millrace/connector-api';
import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import type { BrokerCases } from './broker-cases.case.ts';
import type { Broker } from './broker.ts';
import { produce, startConsumer } from './consumer-recorder.case.ts';
import { partitionForKey } from './partitioner.ts';
import type { ProducerBatch } from './records.ts';

const text = (value: string): Buffer => Buffer.from(value);

/** Batches of a few bytes up to more than any buffer that is kept, some of them for a partition that is not there. */
const manyBatches = fc.array(
  fc.record({
    sizes: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 8 }).map((all) => all.map((size) => size ** 5)),
    isRefused: fc.integer({ max: 4, min: 0 }).map((n) => n === 0),
    isPacked: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

export function describeProducers({ broker, another, name, test }: BrokerCases): void {
  describe('producers', () => {
    test('place records by key as Kafka does, or where they are told', async () => {
      const topic = name('t');
      await broker().admin.createTopic({ name: topic, partitions: 4, configs: {} });
      const producer = await broker().createProducer({ clientId: 'p', properties: {} });
      const keys = ['a', 'b', 'c', 'd', 'e'].map(text);
      const batch = { ...plain(topic, ['1', '2', '3', '4', '5']), keys };
      const [byKey] = await producer.appendAll([batch]);
      expect(byKey!.partitions).toEqual(keys.map((key) => partitionForKey(key, 4)));
      const [told] = await producer.appendAll([{ ...batch, partition: [3, null, 3, 0, null] }]);
      expect(told!.partitions).toEqual([3, partitionForKey(keys[1]!, 4), 3, 0, partitionForKey(keys[4]!, 4)]);
      const ends = (await broker().admin.offsetsOfTopic(topic)).map(({ latest }) => latest);
      const counts = [0, 1, 2, 3].map((p) => [...byKey!.partitions, ...told!.partitions].filter((other) => other === p).length);
      expect(ends).toEqual(counts);
    });

    test('give records back as they were: keys, headers, times, deletions', async () => {
      const topic = name('t');
      const producer = await broker().createProducer({ clientId: 'p', properties: {} });
      const values = [text('v'), null, Buffer.alloc(0)];
      const keys = [text('k'), text('d'), null];
      const headers = [
        [
          { key: 'h', value: text('x') },
          { key: 'h', value: null },
        ],
        [],
        [{ key: 'ü', value: Buffer.alloc(0) }],
      ];
      const sent = { topic, partition: 0, keys, values, timestamps: [1000, null, 2 ** 41], headers };
      const before = Date.now();
      await producer.appendAll([sent]);
      const seen = await startConsumer(broker(), { groupId: name('g'), topics: [topic] });
      await seen.until(() => seen.values().length === 3);
      await seen.consumer.close();
      expect(seen.batches).toHaveLength(1);
      expect(seen.batches[0]).toMatchObject({
        topic,
        partition: 0,
        timestampType: 'CreateTime',
        offsets: [0, 1, 2],
        nextOffset: 3,
      });
      expect(seen.batches[0]!.keys).toEqual(keys);
      expect(seen.batches[0]!.values).toEqual(values);
      expect(seen.batches[0]!.headers).toEqual(headers);
      const [first, now, last] = seen.batches[0]!.timestamps;
      expect([first, last]).toEqual([1000, 2 ** 41]);
      expect(now).toBeGreaterThanOrEqual(before);
    });

    test('append in the order of the calls, though nobody waits', async () => {
      const topic = name('t');
      const producer = await broker().createProducer({ clientId: 'p', properties: {} });
      const numbers = Array.from({ length: 50 }, (_, n) => n);
      const results = await Promise.all(numbers.map((n) => producer.appendAll([plain(topic, [`${n}`, `${n}+`])])));
      expect(results.flatMap(([result]) => result!.offsets)).toEqual(Array.from({ length: 100 }, (_, n) => n));
      expect(await readAll(broker(), topic, name('g'), 100)).toEqual(numbers.flatMap((n) => [`${n}`, `${n}+`]));
    });

    test('create a topic with one partition when they write to it first', async () => {
      const topic = name('t');
      await produce(broker(), topic, ['a']);
      expect(await broker().admin.describeTopic(topic)).toMatchObject({ partitions: 1 });
      const strict = await broker().createProducer({ clientId: 'p', properties: { 'allow.auto.create.topics': 'false' } });
      await expect(strict.appendAll([plain(name('t'), ['a'])])).rejects.toThrow('is not there');
    });

    test('refuse a partition that is not there, and write nothing then', async () => {
      const topic = name('t');
      await broker().admin.createTopic({ name: topic, partitions: 2, configs: {} });
      const producer = await broker().createProducer({ clientId: 'p', properties: {} });
      const work = [plain(topic, ['good']), { ...plain(topic, ['bad']), partition: 2 }];
      await expect(producer.appendAll(work)).rejects.toThrow(`Topic ${topic} has no partition 2`);
      expect((await broker().admin.offsetsOfTopic(topic)).map(({ latest }) => latest)).toEqual([0, 0]);
    });

    test('take large records, and batches larger than what is stored in one piece', async () => {
      const topic = name('t');
      const values = Array.from({ length: 30 }, (_, n) => Buffer.alloc(100_000, n));
      const producer = await broker().createProducer({ clientId: 'p', properties: {} });
      const [result] = await producer.appendAll([{ ...plain(topic, []), values }]);
      expect(result!.offsets).toEqual(values.map((_, n) => n));
      const seen = await startConsumer(broker(), { groupId: name('g'), topics: [topic] });
      await seen.until(() => seen.values().length === 30);
      expect(seen.batches.flatMap((batch) => [...batch.values])).toEqual(values);
      await seen.consumer.close();
    });

    test('write what they were given, whatever becomes of its memory afterwards', async () => {
      await fc.assert(
        fc.asyncProperty(manyBatches, fc.boolean(), async (batches, isThere) => {
          const topic = name('t');
          if (isThere) await broker().admin.createTopic({ name: topic, partitions: 1, configs: {} });
          const producer = await broker().createProducer({ clientId: 'p', properties: {} });
          const sent = batches.map(({ sizes }, batch) => sizes.map((size, row) => `${batch}.${row}`.padEnd(size, '.')));
          // Small ones are cut out of memory that Node shares among them; what the driver takes for itself must not be that.
          const strangers = Array.from({ length: 50 }, (_, n) => ({ buffer: Buffer.allocUnsafe(200 + n * 50).fill(n), n }));
          await Promise.all(
            batches.map(async ({ isRefused, isPacked }, batch) => {
              const packed = PackedBytes.of(sent[batch]!.map(text));
              const values = packed.toArray();
              const rest = { topic, partition: isRefused ? 99 : 0, keys: null, values, timestamps: null, headers: null };
              const appended = producer.appendAll([isPacked ? { ...rest, packedValues: packed } : rest]);
              if (isRefused) await expect(appended).rejects.toThrow('no partition 99');
              else await appended;
              packed.bytes.fill(0xee);
            }),
          );
          const wanted = sent.filter((_, batch) => !batches[batch]!.isRefused).flat();
          expect(await readAll(broker(), topic, name('g'), wanted.length)).toEqual(wanted);
          expect(strangers.filter(({ buffer, n }) => buffer.some((byte) => byte !== n))).toEqual([]);
          await producer.close();
        }),
        { numRuns: 8 },
      );
    });

    test('leave alone what a consumer has read', async () => {
      const topic = name('t');
      await produce(broker(), topic, ['first'.padEnd(50_000, '!')]);
      const seen = await startConsumer(broker(), { groupId: name('g'), topics: [topic] });
      await seen.until(() => seen.values().length === 1);
      const kept = seen.batches[0]!.values[0]!;
      const producer = await broker().createProducer({ clientId: 'p', properties: {} });
      for (let n = 0; n < 20; n++) await producer.appendAll([plain(topic, [`${n}`.padEnd(50_000, '?')])]);
      await seen.until(() => seen.values().length === 21);
      await seen.consumer.close();
      expect(Buffer.from(kept).toString()).toBe('first'.padEnd(50_000, '!'));
    });

    test('refuse a record without a key in a compacted topic', async () => {
      const topic = name('t');
      await broker().admin.createTopic({ name: topic, partitions: 1, configs: { 'cleanup.policy': 'compact' } });
      await expect(produce(broker(), topic, ['a'])).rejects.toThrow('Compacted topic cannot accept message without key');
    });

    test('write records and offsets of a group together, or neither', async () => {
      const topic = name('t');
      const group = name('g');
      const producer = await broker().createProducer({ clientId: 'p', properties: {}, transactionalId: name('tx') });
      await broker().admin.createTopic({ name: topic, partitions: 1, configs: {} });
      const offsets = (partition: number) => ({ groupId: group, offsets: [{ topic, partition, offset: 5n }] });
      await expect(producer.transaction({ batches: [plain(topic, ['x'])], groupOffsets: offsets(9) })).rejects.toThrow(
        'no partition 9',
      );
      expect(await broker().admin.offsetsOfTopic(topic)).toEqual([{ earliest: 0, latest: 0 }]);
      await producer.transaction({ batches: [plain(topic, ['y'])], groupOffsets: offsets(0) });
      expect(await broker().admin.groupOffsets(group)).toEqual([{ topic, partition: 0, offset: 5n }]);
      expect(await readAll(broker(), topic, name('g'), 1)).toEqual(['y']);
    });

    test('are fenced by a later one with the same transactional id', async () => {
      const topic = name('t');
      const options = { clientId: 'p', properties: {}, transactionalId: name('tx'.repeat(1500)) };
      const first = await broker().createProducer(options);
      await first.transaction({ batches: [plain(topic, ['1'])] });
      const second = await (await another()).createProducer(options);
      await expect(first.transaction({ batches: [plain(topic, ['stale'])] })).rejects.toMatchObject({ name: 'FencedError' });
      await second.transaction({ batches: [plain(topic, ['2'])] });
      expect(await readAll(broker(), topic, name('g'), 2)).toEqual(['1', '2']);
    });
  });
}

function plain(topic: string, values: readonly string[]): ProducerBatch {
  return { topic, partition: null, keys: null, values: values.map(text), timestamps: null, headers: null };
}

async function readAll(broker: Broker, topic: string, groupId: string, count: number): Promise<string[]> {
  const seen = await startConsumer(broker, { groupId, topics: [topic] });
  await seen.until(() => seen.values().length >= count);
  await seen.consumer.close();
  return seen.values();
}
