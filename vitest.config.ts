import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const conditions = ['@millrace/source', 'node'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{packages,apps,tools}/*/{src,test}/**/*.test.ts'],
    // `npm run test:kafka` runs these
    exclude: ['**/node_modules/**', 'packages/engine/src/broker/kafka/*.integration.test.ts'],
    // a shared or busy machine is no failure; what hangs is one all the same
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default', fileURLToPath(new URL('tools/checks/src/summary-reporter.ts', import.meta.url))],
  },
});
