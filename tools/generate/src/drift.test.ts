import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compareFiles } from './compare-files.ts';
import { findDrift } from './find-drift.ts';
import { generate, writeGenerated } from './generate.ts';

const contract = fileURLToPath(new URL('../test/fixtures/greetings/openapi.yaml', import.meta.url));
const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** Generating takes a second or two, and more on a busy machine. */
const slow = { timeout: 60_000 };

describe('the drift check', slow, () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'millrace-drift-'));
    await writeGenerated(root, await generate(contract));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  test('finds nothing right after generating', async () => {
    expect(await findDrift(root, contract)).toEqual([]);
  });

  test('finds a changed, a missing and an extra file', async () => {
    await writeFile(join(root, 'packages/contract/src/generated/openapi-document.gen.ts'), 'changed');
    await rm(join(root, 'apps/worker/src/generated/express.gen.ts'));
    await writeFile(join(root, 'packages/client/src/generated/old.gen.ts'), 'extra');
    expect(await findDrift(root, contract)).toEqual([
      { kind: 'missing', path: 'apps/worker/src/generated/express.gen.ts' },
      { kind: 'extra', path: 'packages/client/src/generated/old.gen.ts' },
      { kind: 'changed', path: 'packages/contract/src/generated/openapi-document.gen.ts' },
    ]);
  });

  test('generating again mends all three', async () => {
    await rm(join(root, 'apps/worker/src/generated'), { recursive: true });
    await writeFile(join(root, 'packages/client/src/generated/old.gen.ts'), 'extra');
    await writeGenerated(root, await generate(contract));
    expect(await findDrift(root, contract)).toEqual([]);
  });
});

test('a file that differs by a blank is changed', () => {
  expect(compareFiles(new Map([['a', 'x']]), new Map([['a', 'x ']]))).toEqual([{ kind: 'changed', path: 'a' }]);
});

test('the generated files of this repository are in step with its contract', slow, async () => {
  expect(await findDrift(repository)).toEqual([]);
});
