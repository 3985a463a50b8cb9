import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConnectClient } from '@millrace/client';
import { pipeFile } from '../examples/pipe-file.ts';
import { startFakeConnect, type FakeConnect, type FakeOptions } from './fake-connect.ts';

let folder: string;
let fake: FakeConnect | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-pipe-'));
});
afterEach(async () => {
  fake?.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(options: FakeOptions = {}) {
  fake = await startFakeConnect(options);
  const lines: string[] = [];
  const done = pipeFile(new ConnectClient({ url: fake.url }), { folder, report: (line) => lines.push(line), intervalMs: 1 });
  return { done, lines, fake };
}

describe('the example of a pipeline', () => {
  test('creates a source and a sink, compares the files and deletes what it made', async () => {
    const { done, lines, fake } = await run();
    expect(await done).toBe(true);
    expect(lines.join('\n')).toMatch(/400 of 400 lines have arrived\n.*\n.*\nThe two files are the same\./);
    expect(await readFile(join(folder, 'out.txt'))).toEqual(await readFile(join(folder, 'in.txt')));
    expect(fake.connectors.size).toBe(0);
    expect(fake.requests.filter((request) => !request.startsWith('GET'))).toEqual([
      'POST /connectors',
      'POST /connectors',
      'DELETE /connectors/demo-source',
      'DELETE /connectors/demo-sink',
    ]);
  });

  test('repeats what a rebalance refused', async () => {
    const { done, fake } = await run({ rebalances: 3 });
    expect(await done).toBe(true);
    expect(fake.requests.filter((request) => request === 'POST /connectors')).toHaveLength(5);
  });

  test('says why a task has failed, and cleans up', async () => {
    const { done, fake } = await run({ state: 'FAILED' });
    await expect(done).rejects.toThrow(/^demo-source-\w+ has failed: disk on fire$/);
    expect(fake.connectors.size).toBe(0);
  });
});
