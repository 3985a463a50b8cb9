import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startJavaConnect } from '@millrace/tool-kafka';
import { startWorkerProcess } from '@millrace/tool-worker-process';

export type Side = 'millrace' | 'java';
export const SIDES: readonly Side[] = ['millrace', 'java'];

/** A worker of a cluster of one, on a broker that it shares with the other. */
export interface Contender {
  readonly side: Side;
  readonly url: string;
  readonly pid: number;
  /** From the start of its process to its first answer to GET /connectors with 200. */
  readonly startMs: number;
  stop(): Promise<void>;
}

/** What `connect-distributed.properties` says as it is shipped, a shorter flush aside: where a source stands is looked at there. */
function properties(name: string): Record<string, string> {
  return {
    'group.id': name,
    'config.storage.topic': `${name}-configs`,
    'offset.storage.topic': `${name}-offsets`,
    'status.storage.topic': `${name}-status`,
    'config.storage.replication.factor': '1',
    'offset.storage.replication.factor': '1',
    'status.storage.replication.factor': '1',
    'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'offset.flush.interval.ms': '10000',
  };
}

let started = 0;

/** Starts a worker with a group and topics of its own. */
export async function startContender(side: Side, bootstrapServers: string, dir: string): Promise<Contender> {
  const name = `${side}-${process.pid}-${started++}`;
  return side === 'java' ? startJava(name, bootstrapServers) : startMillrace(name, bootstrapServers, dir);
}

async function startJava(name: string, bootstrapServers: string): Promise<Contender> {
  const worker = await startJavaConnect({ bootstrapServers, properties: properties(name) });
  return { side: 'java', url: worker.url, pid: worker.pid, startMs: worker.startMs, stop: () => worker.stop() };
}

async function startMillrace(name: string, bootstrapServers: string, dir: string): Promise<Contender> {
  const file = join(dir, `${name}.properties`);
  const all = { 'bootstrap.servers': bootstrapServers, 'rest.advertised.host.name': '127.0.0.1', ...properties(name) };
  await writeFile(
    file,
    Object.entries(all)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  );
  const dataDir = join(dir, `${name}-data`);
  const worker = await startWorkerProcess({ dataDir, args: [file] });
  return {
    side: 'millrace',
    url: worker.url,
    pid: worker.pid,
    startMs: worker.startMs,
    async stop() {
      await worker.terminate();
      await worker.dispose();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
