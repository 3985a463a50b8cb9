import { missingTools, startKafkaCluster } from '@millrace/tool-kafka';
import type { KafkaCluster } from '@millrace/tool-kafka';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Log } from '../broker.ts';
import { createKafkaFixture } from './kafka-fixture.case.ts';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);
if (missing !== null) console.log(`skipped: the Kafka driver on three brokers; ${missing}`);

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

describe.skipIf(missing !== null)('on three brokers', () => {
  let kafka: KafkaCluster | undefined;
  beforeAll(async () => {
    kafka = await startKafkaCluster({ brokers: 3 });
  });
  afterAll(async () => {
    await kafka?.stop();
  });

  it('creates a log that several open at once, though not every broker knows of its topic yet', async () => {
    const fixture = await createKafkaFixture(kafka!.bootstrapServers);
    try {
      for (let round = 0; round < 10; round++) {
        const name = `shared-${round}`;
        const seen: string[] = [];
        const open = async (): Promise<Log> => {
          const log = (await fixture.open()).createLog({
            topic: { name, partitions: 3, configs: { 'cleanup.policy': 'compact' } },
            properties: {},
            onRecord: ({ value }) => void seen.push(String(value)),
          });
          await log.start();
          return log;
        };
        const logs = await Promise.all([open(), open(), open()]);
        await logs[0].append([{ key: Buffer.from('k'), value: Buffer.from('v') }]);
        await Promise.all(logs.map((log) => log.readToEnd()));
        expect(seen).toEqual(['v', 'v', 'v']);
      }
    } finally {
      await fixture.close();
    }
  });
});
