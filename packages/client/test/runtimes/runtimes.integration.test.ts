import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmptyProject, installRuntimes, installTarballs, packPackages, type Runtime } from '@millrace/tool-packing';
import { freePort, startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const program = (url: string, closedPort: number, mutePort: number) => `
import { ConnectClient, ConnectionError, NotFoundError } from '@millrace/client';
const client = new ConnectClient({ url: '${url}', timeoutMs: 30000 });
const name = 'a/b 🚂';
const config = { 'connector.class': 'FileStreamSource', file: '/nowhere/at-all.txt', topic: 'lines' };
const { status } = await client.connectors.create({ name, config }).withResponse();
const { connector } = await client.connectors.waitForRunning(name);
await client.connectors.stop(name);
await client.connectors.alterOffsets(name, [{ partition: { filename: config.file }, offset: { position: 9007199254740993n } }]);
const { offsets } = await client.connectors.offsets(name);
await client.connectors.resetOffsets(name);
const { changed } = await client.connectors.apply([{ name, config }]);
await client.connectors.delete(name);
const gone = await client.connectors.get(name).catch((error) => error);
const closed = await new ConnectClient({ url: 'http://127.0.0.1:${closedPort}' }).connectors.restart('a', { timeoutMs: 5000 }).catch((error) => error);
const slow = await new ConnectClient({ url: 'http://127.0.0.1:${mutePort}' }).info({ timeoutMs: 500 }).catch((error) => error);
console.log(JSON.stringify({
  status, state: connector.state, position: String(offsets[0].offset.position), changed, gone: gone instanceof NotFoundError,
  closed: closed instanceof ConnectionError, maybeSent: closed.maybeSent, triedAgain: closed.attempts > 1, slow: slow.name,
}));
`;

describe('the packed client in runtimes that are not Node', { timeout: 120_000 }, () => {
  let folder: string;
  let project: EmptyProject;
  let worker: WorkerProcess;
  let runtimes: Runtime[];
  /** Takes connections and answers nothing. */
  const mute = createServer((socket) => socket.on('error', () => undefined));
  beforeAll(async () => {
    runtimes = await installRuntimes();
    folder = await mkdtemp(join(tmpdir(), 'millrace-tarballs-'));
    project = await installTarballs(await packPackages(['packages/contract', 'packages/client'], folder));
    worker = await startWorkerProcess();
    mute.listen(0, '127.0.0.1');
    await once(mute, 'listening');
  }, 360_000);
  afterAll(async () => {
    mute.close();
    await worker?.dispose();
    await project?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  test.each(['deno', 'bun'])('%s', async (name) => {
    const { command, args } = runtimes.find((runtime) => runtime.name === name)!;
    await project.write('program.mjs', program(worker.url, await freePort(), (mute.address() as AddressInfo).port));
    const { code, stdout, stderr } = await project.run(command, [...args, 'program.mjs']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      status: 201,
      state: 'RUNNING',
      position: '9007199254740993',
      changed: false,
      gone: true,
      closed: true,
      maybeSent: false,
      triedAgain: true,
      slow: 'RequestTimeoutError',
    });
  });
});
