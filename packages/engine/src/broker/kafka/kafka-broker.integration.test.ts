import { missingTools, startKafka } from '@millrace/tool-kafka';
import type { KafkaBroker } from '@millrace/tool-kafka';
import { afterAll, beforeAll, describe, vi } from 'vitest';
import { describeBroker } from '../broker.case.ts';
import { createKafkaFixture } from './kafka-fixture.case.ts';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);
if (missing !== null) console.log(`skipped: the Kafka driver on a real Kafka; ${missing}`);

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

describe.skipIf(missing !== null)('on a real Kafka', () => {
  let kafka: KafkaBroker | undefined;
  beforeAll(async () => {
    // Records may come from a future that is far.
    kafka = await startKafka({ properties: { 'log.message.timestamp.after.max.ms': '9223372036854775807' } });
  });
  afterAll(async () => {
    await kafka?.stop();
  });

  describeBroker('Kafka', () => createKafkaFixture(kafka!.bootstrapServers));
});
