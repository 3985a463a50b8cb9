// Sends a text file through a topic into another file, by way of the SDK: `npm run demo`.
//
//   npm run demo                                    starts a worker of its own on a free port
//   npm run demo -- --url http://127.0.0.1:8083     uses a running worker, Apache Kafka Connect included
//
// The worker reads and writes files, so it has to run on this machine. Exits with 0 if every line has arrived, else with 1.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConnectClient } from '@millrace/client';
import { startWorker, type LocalWorker } from './local-worker.ts';
import { pipeFile } from './pipe-file.ts';

const usage = 'Usage: npm run demo [-- --url http://127.0.0.1:8083]';

async function main(url: string | undefined): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-demo-'));
  let worker: LocalWorker | undefined;
  try {
    if (url === undefined) {
      console.log('Starting a worker …');
      worker = await startWorker(folder);
    }
    const address = url ?? worker?.url ?? '';
    const client = new ConnectClient({ url: address });
    const { version } = await client.info();
    console.log(`Worker at ${address}, version ${version}`);
    return await pipeFile(client, { folder, report: (line) => console.log(line) });
  } finally {
    await worker?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function readUrl(): string | undefined {
  const { values } = parseArgs({ options: { url: { type: 'string' } } });
  if (values.url === undefined || /^https?:\/\//.test(values.url)) return values.url;
  throw new TypeError(`--url is ${values.url}; it has to be an address such as http://127.0.0.1:8083`);
}

try {
  process.exitCode = (await main(readUrl())) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof TypeError) console.error(usage);
  process.exitCode = 1;
}
