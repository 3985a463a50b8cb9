import { missingTools, startJavaConnect, startKafka } from '@millrace/tool-kafka';
import { describe } from 'vitest';
import { describeCli } from '../cli.case.ts';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);
if (missing !== null) console.log(`skipped: millrace in front of a real Apache Kafka Connect; ${missing}`);

describe.skipIf(missing !== null)('on this machine', () =>
  describeCli({
    what: 'Apache Kafka Connect',
    start: async () => {
      const kafka = await startKafka();
      const connect = await startJavaConnect({ bootstrapServers: kafka.bootstrapServers });
      const stop = async () => {
        await connect.stop();
        await kafka.stop();
      };
      return { url: connect.url, stop };
    },
    // its own server refuses `/`, `%` and `\` in a path
    oddName: 'a b "ü" 🚂 ?#&+',
    hasMetrics: false,
  }),
);
