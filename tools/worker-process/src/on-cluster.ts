import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingTools, startKafka } from '@millrace/tool-kafka';
import { startRoundRobin } from './round-robin.ts';
import { startWorkerProcess } from './worker-process.ts';

const usage = `usage: on-cluster.ts <command> [argument...]
Starts a Kafka, two workers of one group and a proxy that hands each request to either of them, runs the command with {url} in its
arguments replaced by that of the proxy, and ends with its exit code.`;

const properties = (bootstrapServers: string): Record<string, string> => ({
  'bootstrap.servers': bootstrapServers,
  'group.id': 'workers',
  'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
  'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
  'config.storage.topic': 'workers-configs',
  'config.storage.replication.factor': '1',
  'offset.storage.topic': 'workers-offsets',
  'offset.storage.replication.factor': '1',
  'status.storage.topic': 'workers-status',
  'status.storage.replication.factor': '1',
  'offset.flush.interval.ms': '1000',
});

async function main([command, ...args]: readonly string[]): Promise<number> {
  const missing = await missingTools();
  if (missing !== null) throw new Error(missing);
  if (command === undefined) throw new Error(usage);
  const dir = await mkdtemp(join(tmpdir(), 'millrace-cluster-'));
  const closers = [() => rm(dir, { recursive: true, force: true })];
  try {
    const kafka = await startKafka();
    closers.unshift(() => kafka.stop());
    const file = join(dir, 'worker.properties');
    const lines = Object.entries(properties(kafka.bootstrapServers)).map(([key, value]) => `${key}=${value}\n`);
    await writeFile(file, lines.join(''));
    const workers = await Promise.all([1, 2].map((n) => startWorkerProcess({ dataDir: join(dir, `unused${n}`), args: [file] })));
    for (const worker of workers) closers.unshift(() => worker.dispose());
    const proxy = await startRoundRobin(workers.map(({ url }) => url));
    closers.unshift(() => proxy.close());
    console.log(`# ${proxy.url} stands for ${workers.map(({ url }) => url).join(' and ')}`);
    const code = await run(
      command,
      args.map((arg) => arg.replaceAll('{url}', proxy.url)),
    );
    console.log(`# requests to each of them: ${proxy.given.join(', ')}`);
    return code;
  } finally {
    for (const close of closers) await close();
  }
}

async function run(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit' });
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? 1;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  },
);
