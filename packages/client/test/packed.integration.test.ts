import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmptyProject, findNodes, installTarballs, judgePackage, packPackages } from '@millrace/tool-packing';
import { startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const nodes = await findNodes(20);

const program = (url: string) => `
const client = new ConnectClient({ url: '${url}' });
const name = 'packed ' + process.version;
const config = { 'connector.class': 'FileStreamSource', file: '/nowhere/at-all.txt', topic: 'packed' };
await client.connectors.create({ name, config });
await client.connectors.waitForRunning(name);
await client.connectors.stop(name);
await client.connectors.alterOffsets(name, [{ partition: { filename: config.file }, offset: { position: 9007199254740993n } }]);
const { offsets } = await client.connectors.offsets(name);
await client.connectors.resetOffsets(name);
await client.connectors.delete(name);
const gone = await client.connectors.get(name).catch((error) => error instanceof NotFoundError);
console.log(process.version.split('.')[0], offsets[0].offset.position, gone);
`;

/** A user's file, checked under the ways in which users' projects find their types. */
const typed = `
import { ConnectClient, type ConnectorStateInfo, type Hooks } from '@millrace/client';
import { openApiDocument } from '@millrace/contract';
const hooks: Hooks = { onRetry: ({ error, delayMs }) => console.log(error.method, delayMs.toFixed()) };
const client = new ConnectClient({ urls: ['http://127.0.0.1:8083'], hooks });
export const status: Promise<ConnectorStateInfo> = client.connectors.waitForRunning('a');
export const version: Promise<string> = client.info().then((info) => info.version);
export const paths: string[] = Object.keys(openApiDocument.paths);
`;

describe('packed, and installed from the tarballs into an empty folder', { timeout: 120_000 }, () => {
  let folder: string;
  let tarballs: string[];
  let worker: WorkerProcess;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-tarballs-'));
    [tarballs, worker] = await Promise.all([
      packPackages(['packages/contract', 'packages/client'], folder),
      startWorkerProcess(),
    ]);
  }, 180_000);
  afterAll(async () => {
    await worker?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  test('publint and arethetypeswrong have nothing against contract and client', async () => {
    expect(await Promise.all(tarballs.map(judgePackage))).toEqual([[], []]);
  });

  describe.each(nodes)('on Node $major', ({ path, major }) => {
    let project: EmptyProject;
    beforeAll(async () => {
      project = await installTarballs(tarballs, { node: path });
    }, 180_000);
    afterAll(() => project?.remove());

    test('a program of ES modules runs', async () => {
      await project.write(
        'program.mjs',
        `import { ConnectClient, NotFoundError } from '@millrace/client';${program(worker.url)}`,
      );
      expect(await project.run('node', ['program.mjs'])).toEqual({
        code: 0,
        stdout: `v${major} 9007199254740993n true\n`,
        stderr: '',
      });
    });

    test('a CommonJS program runs', async () => {
      const body = `const { ConnectClient, NotFoundError } = require('@millrace/client');(async () => {${program(worker.url)}})();`;
      await project.write('program.cjs', body);
      expect(await project.run('node', ['program.cjs'])).toMatchObject({ code: 0, stdout: `v${major} 9007199254740993n true\n` });
    });
  });

  test.each([
    ['node16', 'node16', 'typed.mts'],
    ['node16', 'node16', 'typed.cts'],
    ['nodenext', 'nodenext', 'typed.mts'],
    ['esnext', 'bundler', 'typed.ts'],
  ])('its types are found with module %s and resolution %s by %s', async (module, resolution, file) => {
    const project = await installTarballs(tarballs);
    await project.write(file, typed);
    const tsc = new URL('../../../node_modules/.bin/tsc', import.meta.url).pathname;
    const options = ['--noEmit', '--strict', '--target', 'es2023', '--lib', 'es2023,dom', '--types', ''];
    const run = await project.run(tsc, [...options, '--module', module, '--moduleResolution', resolution, file]);
    await project.remove();
    expect(run).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
