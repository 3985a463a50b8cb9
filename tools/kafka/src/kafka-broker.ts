import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { classPath, defaultKafkaVersion } from './class-path.ts';
import { type JavaProcess, startJava } from './java-process.ts';
import { freePorts } from './ports.ts';
import { writeProperties } from './properties-file.ts';
import { type SecureBroker, secureBroker, type SecureListeners, withSecureListeners } from './secure-listeners.ts';

const run = promisify(execFile);
const startTimeoutMs = 120_000;

export interface KafkaOptions {
  readonly version?: string;
  /** Of the client listener; any free one if absent. */
  readonly port?: number;
  /** Broker settings beside ours. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Listeners with TLS and SASL beside the plain one; needs `openssl`. Of one broker only. */
  readonly secure?: boolean;
  /**
   * Ports of proxies on loopback. For each, the broker listens on a port of its own and tells those who come there to come by that
   * proxy. Of one broker only.
   */
  readonly proxies?: readonly number[];
}

/** One KRaft broker on loopback, its data in a temporary directory. */
export interface KafkaBroker {
  /** Of the whole cluster. */
  readonly bootstrapServers: string;
  readonly clusterId: string;
  /** `node.id`: 1, 2, … */
  readonly nodeId: number;
  readonly pid: number;
  readonly logFile: string;
  /** Only of a broker that was started with `secure`. */
  readonly secure: SecureListeners | null;
  /** Where each of the proxies has to lead, in their order. */
  readonly proxied: readonly number[];
  /** Stops it in order; alone, it removes its data as well. */
  stop(): Promise<void>;
  /** Kills it as a crash would; its data stay for `restart`. */
  kill(): Promise<void>;
  /** Starts it again on the same ports and data, after `kill` or while it runs. */
  restart(): Promise<void>;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
}

/** Brokers that are each a controller too. */
export interface KafkaCluster {
  readonly bootstrapServers: string;
  readonly clusterId: string;
  readonly brokers: readonly KafkaBroker[];
  /** Stops all of them and removes their data. */
  stop(): Promise<void>;
}

/** Starts a broker and resolves when it accepts connections. Throws with the end of its log when it does not. */
export async function startKafka(options: KafkaOptions = {}): Promise<KafkaBroker> {
  const cluster = await startKafkaCluster({ ...options, brokers: 1 });
  const broker = cluster.brokers[0]!;
  return Object.defineProperties({} as KafkaBroker, {
    ...Object.getOwnPropertyDescriptors(broker),
    stop: { value: () => cluster.stop() },
  });
}

/** Starts brokers as one cluster; topics are replicated to up to three of them. A `port` is that of the first, the others follow. */
export async function startKafkaCluster(options: KafkaOptions & { readonly brokers: number }): Promise<KafkaCluster> {
  const jars = await classPath(options.version ?? defaultKafkaVersion);
  const dir = await mkdtemp(join(tmpdir(), 'millrace-kafka-'));
  try {
    return await startIn(dir, jars, options);
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(dir: string, jars: string, options: KafkaOptions & { readonly brokers: number }): Promise<KafkaCluster> {
  const count = options.brokers;
  const proxies = count === 1 ? (options.proxies ?? []) : [];
  const free = await freePorts(count * 2 + 3 + proxies.length);
  const ports = {
    client: free.slice(0, count).map((port, n) => (options.port === undefined ? port : options.port + n)),
    controller: free.slice(count, count * 2),
  };
  const secure = options.secure === true && count === 1 ? await secureBroker(join(dir, 'tls'), free.slice(count * 2)) : null;
  const clusterId = randomClusterId();
  const bootstrapServers = ports.client.map((port) => `127.0.0.1:${port}`).join(',');
  const proxied = proxies.map((proxy, at) => ({ proxy, port: free[count * 2 + 3 + at]! }));
  const nodes = ports.client.map((_, n) => ({ ...ports, n, dir: join(dir, `${n + 1}`) }));
  const started = await Promise.allSettled(
    nodes.map((node) =>
      startNode(node, { jars, clusterId, bootstrapServers, secure, proxied, properties: options.properties ?? {} }),
    ),
  );
  const brokers = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const stop = async (): Promise<void> => {
    await Promise.all(brokers.map((broker) => broker.stop()));
    await rm(dir, { recursive: true, force: true });
  };
  const failed = started.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  return { bootstrapServers, clusterId, brokers, stop };
}

/** As Kafka's own tool makes them: never with a dash first, which would be taken for an option. */
function randomClusterId(): string {
  for (;;) {
    const id = randomBytes(16).toString('base64url');
    if (!id.startsWith('-')) return id;
  }
}

interface Node {
  /** Its place among the brokers, from 0. */
  readonly n: number;
  readonly dir: string;
  readonly client: readonly number[];
  readonly controller: readonly number[];
}

interface Proxied {
  /** What clients are told. */
  readonly proxy: number;
  /** What the broker listens on for them. */
  readonly port: number;
}

interface Cluster {
  readonly jars: string;
  readonly clusterId: string;
  readonly bootstrapServers: string;
  readonly secure: SecureBroker | null;
  readonly proxied: readonly Proxied[];
  readonly properties: Readonly<Record<string, string>>;
}

async function startNode(node: Node, cluster: Cluster): Promise<KafkaBroker> {
  const { jars, clusterId, bootstrapServers, secure, proxied, properties } = cluster;
  await mkdir(node.dir, { recursive: true });
  const file = join(node.dir, 'server.properties');
  const logFile = join(node.dir, 'server.log');
  const plain = withProxiedListeners(brokerProperties(node), proxied);
  await writeProperties(file, { ...(secure === null ? plain : withSecureListeners(plain, secure)), ...properties });
  const format = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', file, ...(secure?.formatArgs ?? [])];
  await run('java', ['-cp', jars, ...format]);

  const start = async (): Promise<JavaProcess> => {
    const java = startJava({ classPath: jars, mainClass: 'kafka.Kafka', args: [file], logFile, maxHeapMb: 512 });
    await waitForPort(java, node.client[node.n]!, logFile);
    return java;
  };
  let java = await start();
  return {
    bootstrapServers,
    clusterId,
    nodeId: node.n + 1,
    logFile,
    secure: secure?.listeners ?? null,
    proxied: proxied.map(({ port }) => port),
    get pid() {
      return java.pid;
    },
    kill: () => java.kill(),
    signal: (signal) => java.signal(signal),
    async restart() {
      await java.stop();
      java = await start();
    },
    stop: () => java.stop(),
  };
}

function brokerProperties({ n, dir, client, controller }: Node): Record<string, string> {
  const replicas = String(Math.min(client.length, 3));
  const inSync = client.length > 2 ? '2' : '1';
  return {
    'process.roles': 'broker,controller',
    'node.id': String(n + 1),
    'controller.quorum.voters': controller.map((port, other) => `${other + 1}@127.0.0.1:${port}`).join(','),
    listeners: `PLAINTEXT://127.0.0.1:${client[n]},CONTROLLER://127.0.0.1:${controller[n]}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${client[n]}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': join(dir, 'data'),
    'num.partitions': '1',
    'default.replication.factor': replicas,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': replicas,
    'offsets.topic.num.partitions': '5',
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
    'transaction.state.log.num.partitions': '5',
    // members join at once instead of being waited for
    'group.initial.rebalance.delay.ms': '0',
  };
}

function withProxiedListeners(
  properties: Readonly<Record<string, string>>,
  proxied: readonly Proxied[],
): Readonly<Record<string, string>> {
  const add = (key: string, entry: (proxied: Proxied, name: string) => string): Record<string, string> => ({
    [key]: [properties[key], ...proxied.map((each, at) => entry(each, `PROXY${at}`))].join(','),
  });
  return {
    ...properties,
    ...add('listeners', ({ port }, name) => `${name}://127.0.0.1:${port}`),
    ...add('advertised.listeners', ({ proxy }, name) => `${name}://127.0.0.1:${proxy}`),
    ...add('listener.security.protocol.map', (_, name) => `${name}:PLAINTEXT`),
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
