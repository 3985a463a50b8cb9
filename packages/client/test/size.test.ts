import { fileURLToPath } from 'node:url';
import { bundleProgram } from '@millrace/tool-packing';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const kilobyte = 1024;

test('with everything in it the client is under 12 KB, minified and gzipped', async () => {
  const { gzipBytes, minifiedBytes } = await bundleProgram(`export * from '@millrace/client'`, folder);
  console.log(
    `@millrace/client: ${(minifiedBytes / kilobyte).toFixed(1)} KB minified, ${(gzipBytes / kilobyte).toFixed(1)} KB gzipped`,
  );
  expect(gzipBytes).toBeLessThan(12 * kilobyte);
  // one that is empty would be under it too
  expect(gzipBytes).toBeGreaterThan(4 * kilobyte);
});

test.each([
  [`import '@millrace/client'`, 0.1],
  [`import { isInState } from '@millrace/client'; console.log(isInState)`, 0.3],
  [`import { NotFoundError } from '@millrace/client'; console.log(NotFoundError)`, 0.7],
])('a program takes along only what it uses: %s', async (program, kilobytes) => {
  const { gzipBytes } = await bundleProgram(program, folder);
  expect(gzipBytes).toBeLessThan(kilobytes * kilobyte);
});
