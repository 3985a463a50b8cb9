import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { classPath, defaultKafkaVersion } from './class-path.ts';
import { type JavaProcess, startJava } from './java-process.ts';
import { tail } from './kafka-broker.ts';
import { freePorts } from './ports.ts';
import { writeProperties } from './properties-file.ts';

const startTimeoutMs = 150_000;
/** Until it has stopped, nobody else may have its group. */
const stopTimeoutMs = 60_000;

export interface JavaConnectOptions {
  readonly bootstrapServers: string;
  /** distributed unless said otherwise. */
  readonly mode?: 'distributed' | 'standalone';
  readonly version?: string;
  /** Of the REST API; any free one if absent. */
  readonly port?: number;
  /** Worker settings beside ours. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** A real Apache Kafka Connect worker. */
export interface JavaConnect {
  readonly url: string;
  readonly pid: number;
  readonly logFile: string;
  /** Milliseconds from the start of the process to its first answer to GET /connectors with 200. */
  readonly startMs: number;
  stop(): Promise<void>;
  /** As a crash would. */
  kill(): Promise<void>;
}

/** Starts a worker with JsonConverter as its default converter, and resolves when it answers GET /connectors. */
export async function startJavaConnect(options: JavaConnectOptions): Promise<JavaConnect> {
  const jars = await classPath(options.version ?? defaultKafkaVersion);
  const dir = await mkdtemp(join(tmpdir(), 'millrace-java-connect-'));
  const port = options.port ?? (await freePorts(1))[0]!;
  const standalone = options.mode === 'standalone';
  const file = join(dir, 'worker.properties');
  const logFile = join(dir, 'worker.log');
  await writeProperties(file, {
    ...workerProperties(options.bootstrapServers, port),
    ...(standalone ? { 'offset.storage.file.filename': join(dir, 'offsets') } : distributedProperties),
    ...options.properties,
  });
  const mainClass = `org.apache.kafka.connect.cli.Connect${standalone ? 'Standalone' : 'Distributed'}`;
  const started = performance.now();
  const java = startJava({ classPath: jars, mainClass, args: [file], logFile, maxHeapMb: 1024 });
  const url = `http://127.0.0.1:${port}`;
  const end = async (how: 'stop' | 'kill') => {
    await (how === 'stop' ? java.stop(stopTimeoutMs) : java.kill());
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await waitForRest(java, url, logFile);
  } catch (error) {
    await end('kill');
    throw error;
  }
  const startMs = performance.now() - started;
  return { url, pid: java.pid, logFile, startMs, stop: () => end('stop'), kill: () => end('kill') };
}

function workerProperties(bootstrapServers: string, port: number): Record<string, string> {
  return {
    'bootstrap.servers': bootstrapServers,
    listeners: `http://127.0.0.1:${port}`,
    'rest.advertised.host.name': '127.0.0.1',
    'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'offset.flush.interval.ms': '1000',
    'plugin.discovery': 'service_load',
  };
}

const distributedProperties = {
  'group.id': 'connect-cluster',
  'config.storage.topic': 'connect-configs',
  'offset.storage.topic': 'connect-offsets',
  'status.storage.topic': 'connect-status',
  'config.storage.replication.factor': '1',
  'offset.storage.replication.factor': '1',
  'status.storage.replication.factor': '1',
};

async function waitForRest(java: JavaProcess, url: string, logFile: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const ready = await fetch(`${url}/connectors`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    if (java.exitCode() !== null || Date.now() > deadline) {
      throw new Error(`Java Connect did not start on ${url}; its log ends with:\n${await tail(logFile)}`);
    }
    await delay(10);
  }
}
