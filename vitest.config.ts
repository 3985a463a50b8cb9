import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const conditions = ['@millrace/source', 'node'];

/** Minutes on a real Kafka, and so apart: `npm run test:kafka`. */
export const onKafka = [
  'packages/engine/src/broker/kafka/*.integration.test.ts',
  '{apps,packages}/*/test/kafka/*.integration.test.ts',
  'tools/kafka/src/*.integration.test.ts',
];

/** With Deno and Bun, which npm fetches first, and so apart: `npm run test:runtimes`. */
export const onRuntimes = ['packages/*/test/runtimes/*.integration.test.ts'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{packages,apps,tools}/*/{src,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', ...onKafka, ...onRuntimes],
    // a shared or busy machine is no failure; what hangs is one all the same
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000, interval: 50 } },
    reporters: ['default', fileURLToPath(new URL('tools/checks/src/summary-reporter.ts', import.meta.url))],
  },
});
