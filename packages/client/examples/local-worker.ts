import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ConnectClient, ConnectError } from '@millrace/client';

/** A worker that was started for the occasion. */
export interface LocalWorker {
  readonly url: string;
  /** Ends the worker and waits until it is gone. */
  stop(): Promise<void>;
}

const startTimeoutMs = 30_000;
const stopTimeoutMs = 10_000;

/**
 * Starts a worker on a free port of this machine, with its data in `folder`, and waits until it is ready.
 *
 * @throws Error with what the worker printed, if it ends or is not ready in time.
 */
export async function startWorker(folder: string): Promise<LocalWorker> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = [`listeners=${url}`, `data.dir=${join(folder, 'data')}`, 'offset.flush.interval.ms=1000'];
  const command = [...workerCommand(), ...settings.flatMap((setting) => ['--override', setting])];
  const worker = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: string[] = [];
  for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  try {
    await ready(url, worker);
  } catch (error) {
    await stop(worker);
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${printed.join('')}`, { cause: error });
  }
  return { url, stop: () => stop(worker) };
}

/** The built worker; its source where there is no build. */
function workerCommand(): string[] {
  const worker = join(repositoryRoot(), 'apps/worker');
  const built = join(worker, 'dist/main.js');
  return existsSync(built) ? [built] : ['--conditions=@millrace/source', join(worker, 'src/main.ts')];
}

function repositoryRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'apps/worker/package.json'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('There is no worker beside this example. Start one yourself, and give its address by --url.');
    folder = parent;
  }
  return folder;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port on 127.0.0.1');
  return address.port;
}

async function ready(url: string, worker: ChildProcess): Promise<void> {
  const client = new ConnectClient({ url, timeoutMs: 2000 });
  const deadline = performance.now() + startTimeoutMs;
  while (performance.now() < deadline) {
    if (hasEnded(worker)) throw new Error(`The worker ended with ${worker.exitCode ?? worker.signalCode}:`);
    try {
      if ((await client.health()).status === 'healthy') return;
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
    }
    await sleep(50);
  }
  throw new Error(`The worker was not ready within ${startTimeoutMs / 1000} s:`);
}

async function stop(worker: ChildProcess): Promise<void> {
  if (hasEnded(worker)) return;
  const ended = once(worker, 'exit');
  worker.kill('SIGTERM');
  const force = setTimeout(() => worker.kill('SIGKILL'), stopTimeoutMs);
  await ended;
  clearTimeout(force);
}

function hasEnded(worker: ChildProcess): boolean {
  return worker.exitCode !== null || worker.signalCode !== null;
}
