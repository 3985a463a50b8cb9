import { describe, expect } from 'vitest';
import type { BrokerCases } from './broker-cases.case.ts';
import type { Broker, Log, LogRecord } from './broker.ts';
import { partitionForKey } from './partitioner.ts';

const record = (key: string, value: string | null) => ({
  key: Buffer.from(key),
  value: value === null ? null : Buffer.from(value),
});

export function describeLogs({ broker, another, name, test }: BrokerCases): void {
  describe('logs', () => {
    test('hand over what was there when they start, and then what comes', async () => {
      const topic = name('log');
      const writer = open(broker(), topic, 3);
      await writer.log.start();
      expect(writer.log.partitions).toBe(3);
      await writer.log.append([record('a', '1'), record('b', '2'), record('a', null)]);
      await writer.log.readToEnd();
      expect(writer.texts()).toEqual(['a=1', 'a=null', 'b=2']);
      for (const { key, partition } of writer.records) expect(partition).toBe(partitionForKey(key!, 3));

      const reader = open(await another(), topic, 3);
      await reader.log.start();
      expect(reader.texts()).toEqual(writer.texts());
      await writer.log.append([record('c', '3')]);
      await reader.log.readToEnd();
      expect(reader.texts()).toContain('c=3');
      await reader.log.append([record('c', '4')]);
      await writer.log.readToEnd();
      expect(writer.texts().slice(-2)).toEqual(['c=3', 'c=4']);
    });

    test('keep the order of a partition, with offsets one after the other', async () => {
      const topic = name('log');
      const { log, records } = open(broker(), topic, 1);
      await log.start();
      await Promise.all(Array.from({ length: 40 }, (_, n) => log.append([record('k', `${n}`), record('l', `${n}`)])));
      await log.readToEnd();
      expect(records.map(({ offset }) => offset)).toEqual(Array.from({ length: 80 }, (_, n) => n));
      expect(records.filter(({ key }) => String(key) === 'k').map(({ value }) => String(value))).toEqual(
        Array.from({ length: 40 }, (_, n) => `${n}`),
      );
    });

    test('tell of records that somebody else has written without being asked', async () => {
      const topic = name('log');
      const writer = open(broker(), topic, 2);
      await writer.log.start();
      let told: (text: string) => void = () => undefined;
      const heard = new Promise<string>((resolve) => {
        told = resolve;
      });
      const follower = (await another()).createLog({
        topic: { name: topic, partitions: 2, configs: {} },
        properties: {},
        onRecord: ({ key, value }) => told(`${String(key)}=${String(value)}`),
      });
      await follower.start();
      await writer.log.append([record('a', '1')]);
      expect(await heard).toBe('a=1');
    });

    test('use a topic that is there as it is', async () => {
      const topic = name('log');
      await broker().admin.createTopic({ name: topic, partitions: 4, configs: { 'cleanup.policy': 'compact' } });
      const { log } = open(broker(), topic, 1);
      await log.start();
      expect(log.partitions).toBe(4);
    });

    test('take nothing once they are closed', async () => {
      const { log } = open(broker(), name('log'), 1);
      await expect(log.append([record('a', '1')])).rejects.toThrow('was not started');
      await log.start();
      await log.close();
      await expect(log.append([record('a', '1')])).rejects.toThrow('closed');
      await expect(log.readToEnd()).rejects.toThrow('closed');
    });
  });
}

function open(broker: Broker, topic: string, partitions: number): { log: Log; records: LogRecord[]; texts: () => string[] } {
  const records: LogRecord[] = [];
  const log = broker.createLog({
    topic: { name: topic, partitions, configs: { 'cleanup.policy': 'compact' } },
    properties: {},
    onRecord: (record) => records.push(record),
  });
  // Partitions are read one after the other: in the order of the keys, then of the offsets.
  const texts = (): string[] =>
    records
      .map(({ key, value }) => `${String(key)}=${String(value)}`)
      .map((text, n) => [text, n] as const)
      .toSorted(([a, m], [b, n]) => (a[0]! < b[0]! ? -1 : a[0]! > b[0]! ? 1 : m - n))
      .map(([text]) => text);
  return { log, records, texts };
}
