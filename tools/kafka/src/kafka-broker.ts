import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { classPath, defaultKafkaVersion } from './class-path.ts';
import { type JavaProcess, startJava } from './java-process.ts';
import { freePorts } from './ports.ts';
import { writeProperties } from './properties-file.ts';

const run = promisify(execFile);
const startTimeoutMs = 60_000;

export interface KafkaOptions {
  readonly version?: string;
  /** Of the client listener; any free one if absent. */
  readonly port?: number;
  /** Broker settings beside ours. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** One KRaft broker on loopback, its data in a temporary directory. */
export interface KafkaBroker {
  readonly bootstrapServers: string;
  readonly clusterId: string;
  readonly pid: number;
  readonly logFile: string;
  /** Stops it in order and removes its data. */
  stop(): Promise<void>;
  /** Kills it as a crash would; its data stay for `restart`. */
  kill(): Promise<void>;
  /** Starts it again on the same ports and data, after `kill` or while it runs. */
  restart(): Promise<void>;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
}

/** Starts a broker and resolves when it accepts connections. Throws with the end of its log when it does not. */
export async function startKafka(options: KafkaOptions = {}): Promise<KafkaBroker> {
  const jars = await classPath(options.version ?? defaultKafkaVersion);
  const dir = await mkdtemp(join(tmpdir(), 'millrace-kafka-'));
  try {
    return await startIn(dir, jars, options);
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(dir: string, jars: string, options: KafkaOptions): Promise<KafkaBroker> {
  const [anyPort, controllerPort] = (await freePorts(2)) as [number, number];
  const port = options.port ?? anyPort;
  const clusterId = randomBytes(16).toString('base64url');
  const file = join(dir, 'server.properties');
  const logFile = join(dir, 'server.log');
  await writeProperties(file, { ...brokerProperties(dir, port, controllerPort), ...options.properties });
  await run('java', ['-cp', jars, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', file]);

  const start = async (): Promise<JavaProcess> => {
    const java = startJava({ classPath: jars, mainClass: 'kafka.Kafka', args: [file], logFile, maxHeapMb: 512 });
    await waitForPort(java, port, logFile);
    return java;
  };
  let java = await start();
  return {
    bootstrapServers: `127.0.0.1:${port}`,
    clusterId,
    logFile,
    get pid() {
      return java.pid;
    },
    kill: () => java.kill(),
    signal: (signal) => java.signal(signal),
    async restart() {
      await java.stop();
      java = await start();
    },
    async stop() {
      await java.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function brokerProperties(dir: string, port: number, controllerPort: number): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': join(dir, 'data'),
    'num.partitions': '1',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '5',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '5',
    // members join at once instead of being waited for
    'group.initial.rebalance.delay.ms': '0',
  };
}

async function waitForPort(java: JavaProcess, port: number, logFile: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    if (await accepts(port)) return;
    if (java.exitCode() !== null || Date.now() > deadline) {
      await java.kill();
      throw new Error(`Kafka did not start on 127.0.0.1:${port}; its log ends with:\n${await tail(logFile)}`);
    }
    await delay(100);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).once('error', () => resolve(false));
  });
}

/** The last lines of a log file, for an error message. */
export async function tail(file: string, lines = 20): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '(no log)');
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}
