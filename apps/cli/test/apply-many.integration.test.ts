import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectClient } from '@millrace/client';
import { startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './cli-process.ts';

let worker: WorkerProcess;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-many-'));
  worker = await startWorkerProcess();
});
afterAll(async () => {
  await worker?.dispose();
  await rm(folder, { recursive: true, force: true });
});

const write = (number: number, topic: string) =>
  writeFile(
    join(folder, `c${number}.yaml`),
    `name: c${number}\nconfig:\n  connector.class: FileStreamSource\n  file: ${folder}/in.txt\n  topic: ${topic}\n`,
  );

test('a folder of a hundred connectors is applied in one run, then there is nothing to do, then one file that changed', async () => {
  const env = { MILLRACE_URL: worker.url };
  await Promise.all(Array.from({ length: 100 }, (_, number) => write(number, 'many')));
  const first = await runCli(['apply', '-f', folder], { env });
  expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/\n100 connectors: 100 created\n$/) });
  expect(await runCli(['apply', '-f', folder], { env })).toEqual({
    code: 0,
    stdout: '100 connectors: nothing to do\n',
    stderr: '',
  });

  await write(42, 'other');
  expect(await runCli(['apply', '-f', folder, '--verbose'], { env })).toEqual({
    code: 0,
    stdout: '~ c42 changed\n100 connectors: 1 changed, 99 with nothing to do\n',
    stderr: expect.stringMatching(/^GET \S+ 200 .*\nPUT \S+\/connectors\/c42\/config 200 .*\n$/),
  });

  await runCli(['export', '--dir', join(folder, 'exported'), '--quiet'], { env });
  expect(await runCli(['apply', '-f', join(folder, 'exported')], { env })).toEqual({
    code: 0,
    stdout: '100 connectors: nothing to do\n',
    stderr: '',
  });
  expect(await new ConnectClient({ url: worker.url }).connectors.list()).toHaveLength(100);
}, 120_000);
