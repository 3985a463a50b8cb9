import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KafkaBroker, type KafkaOptions, startKafka, type TopicTools, topicTools } from '@millrace/tool-kafka';
import { freePort, runWorkerProcess, startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { distributedProperties, propertiesText } from './shipped-properties.ts';

/** A Kafka, a directory, and workers on them; all is gone after `stop`. */
export interface KafkaRig {
  readonly kafka: KafkaBroker;
  readonly tools: TopicTools;
  file(name: string): string;
  /** Writes a worker's properties. */
  propertiesFile(properties: Readonly<Record<string, string>>): Promise<string>;
  /** Starts a worker of a cluster with what Kafka ships and these properties. */
  start(properties?: Readonly<Record<string, string>>, port?: number): Promise<WorkerProcess>;
  /** Starts a worker with these properties alone. */
  startWith(properties: Readonly<Record<string, string>>, connectorFiles?: readonly string[]): Promise<WorkerProcess>;
  /** Runs a worker that is expected to end by itself. */
  run(properties: Readonly<Record<string, string>>): Promise<{ readonly code: number | null; readonly output: string }>;
  stopWorkers(): Promise<void>;
  stop(): Promise<void>;
}

export async function startKafkaRig(options: KafkaOptions = {}): Promise<KafkaRig> {
  const dir = await mkdtemp(join(tmpdir(), 'millrace-on-kafka-'));
  const kafka = await startKafka(options);
  const tools = await topicTools(kafka.bootstrapServers);
  const workers: WorkerProcess[] = [];
  let files = 0;
  const file = (name: string): string => join(dir, name);

  async function propertiesFile(properties: Readonly<Record<string, string>>): Promise<string> {
    const path = file(`worker-${files++}.properties`);
    await writeFile(path, propertiesText(properties));
    return path;
  }

  async function startFile(path: string, connectorFiles: readonly string[], port?: number): Promise<WorkerProcess> {
    const worker = await startWorkerProcess({
      fromSource: true,
      dataDir: file('data'),
      args: [path, ...connectorFiles],
      ...(port !== undefined && { port }),
    });
    workers.push(worker);
    return worker;
  }

  async function stopWorkers(): Promise<void> {
    for (const worker of workers.splice(0)) await worker.dispose();
  }

  return {
    kafka,
    tools,
    file,
    propertiesFile,
    stopWorkers,
    async start(properties = {}, port) {
      return startFile(await propertiesFile({ ...distributedProperties(kafka.bootstrapServers), ...properties }), [], port);
    },
    startWith: async (properties, connectorFiles = []) => startFile(await propertiesFile(properties), connectorFiles),
    async run(properties) {
      const args = [await propertiesFile(properties)];
      return runWorkerProcess({ fromSource: true, dataDir: file('data'), port: await freePort(), args });
    },
    async stop() {
      await stopWorkers();
      await tools.close();
      await kafka.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Longer than any stand-still of the machine: a worker that is taken for gone starts its tasks anew, and records come again. */
export const steadySession = { 'session.timeout.ms': '60000' };

/** A group and topics of a worker's own. */
export const ownTopics = (name: string): Record<string, string> => ({
  'group.id': name,
  'config.storage.topic': `${name}-configs`,
  'offset.storage.topic': `${name}-offsets`,
  'status.storage.topic': `${name}-status`,
});
