import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { registerContractTests } from '../src/run/register-contract-tests.ts';
import { createFakeConnect } from './fake-connect.ts';

const fake = createFakeConnect();
registerContractTests(
  { describe, test, after: afterAll },
  {
    app: fake.handler,
    name: 'vitest: a rule that holds',
    grep: 'createConnector/(409-message|201-sink-type)',
    timeoutMs: 20_000,
  },
);

describe('node:test', () => {
  test('shows a rule that holds, one that does not, and one that is skipped', async () => {
    const file = fileURLToPath(new URL('node-test.case.ts', import.meta.url));
    const args = ['--conditions=@millrace/source', '--test', '--test-reporter=tap', file];
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { stdout } = await promisify(execFile)(process.execPath, args, { env }).catch((error: { stdout: string }) => error);
    expect(stdout).toMatch(/^ *ok \d+ - createConnector\/409-message/m);
    expect(stdout).toMatch(/^ *not ok \d+ - createConnector\/400-missing-config/m);
    expect(stdout).toMatch(/^ *ok \d+ - createConnector\/201-sink-type .*# SKIP no connector that the tests know/m);
    expect(stdout).toContain('curl -i -X POST');
  });
});
