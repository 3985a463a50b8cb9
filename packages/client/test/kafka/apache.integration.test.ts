import { missingTools, startJavaConnect, startKafka } from '@millrace/tool-kafka';
import { describe, vi } from 'vitest';
import { describeClient } from '../client.case.ts';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);
if (missing !== null) console.log(`skipped: the client in front of a real Apache Kafka Connect; ${missing}`);

// every change of a connector is a rebalance
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

// its own server refuses `/`, `%` and `\` in a path
const names = ['a', 'a b "ü" 🚂 ?#&+', '__proto__'];

describe.skipIf(missing !== null)('on this machine', () =>
  describeClient(
    'Apache Kafka Connect',
    async () => {
      const kafka = await startKafka();
      const connect = await startJavaConnect({ bootstrapServers: kafka.bootstrapServers });
      const stop = async () => {
        await connect.stop();
        await kafka.stop();
      };
      return { url: connect.url, stop };
    },
    names,
  ),
);
