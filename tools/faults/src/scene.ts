import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type KafkaCluster, type KafkaBroker, startKafka, startKafkaCluster, topicTools } from '@millrace/tool-kafka';
import { createFaultyWorker, type FaultyWorker } from './faulty-worker.ts';
import { createFlowWatch, type Recovery, untilWhole } from './flow-watch.ts';
import { tailLines } from './line-tail.ts';
import type { Mark } from './marks.ts';
import { readNumbered } from './numbered.ts';
import { leaderOf, send, statuses } from './rest.ts';
import * as settings from './settings.ts';

const WORKERS = 3;
const CALM_MS = 2000;
const GIVE_UP_MS = 90_000;
const LOOK_MS = 100;
const SETTLE_MS = 60_000;
/** How much longer than a session and the delay it is watched what comes of a fault. */
const MORE_MS = 1000;

/**
 * A broker that comes back quickly after a crash takes itself for the leader of its partitions until the controller fences who it was
 * before. Were that to happen in the middle of a transaction's end, which takes seconds with the defaults, it would tell that
 * transaction as complete without having marked its records (`Couldn't find leader endpoint for partitions …` in its log), and they
 * would stay open for ever. So it is fenced before it has read its logs.
 */
const SOON_FENCED = { 'broker.session.timeout.ms': '3000', 'broker.heartbeat.interval.ms': '500' };

/** What a worker sends to the broker; it may be harmed before that arrives. */
export type Tap = (worker: FaultyWorker, bytes: Buffer) => void;

/** A Kafka, three workers and their pipelines. */
export interface Scene {
  readonly brokers: readonly KafkaBroker[];
  readonly workers: readonly FaultyWorker[];
  /** The worker that leads, by the word of all that answer. */
  leader(): Promise<FaultyWorker>;
  /** Another one. */
  follower(): Promise<FaultyWorker>;
  tap(tap: Tap | null): void;
  /** How long it takes until every task runs and every stream flows; `away` are not asked, and nothing is to run there. */
  recovery(since: {
    readonly sinceMs: number;
    readonly away?: readonly FaultyWorker[];
    readonly watchMs?: number;
  }): Promise<Recovery>;
  /** Waits until all workers have their share and all is well. Throws when that does not come. */
  settled(): Promise<void>;
  /** Stops the source, lets the sinks come to the end, and gives what there is to be counted. */
  harvest(): Promise<Harvest>;
  /** Stops all; the directory with the logs stays if it is to be kept. */
  close(keep: boolean): Promise<void>;
  readonly dir: string;
}

export interface Harvest {
  readonly topic: readonly string[];
  readonly lines: readonly string[];
  readonly committed: ReadonlyMap<number, number>;
  readonly acknowledged: ReadonlyMap<number, number>;
  readonly assignments: Awaited<ReturnType<Awaited<ReturnType<typeof topicTools>>['read']>>;
}

export interface SceneOptions {
  readonly brokers: 1 | 3;
  readonly exactlyOnce: boolean;
}

export async function startScene({ brokers, exactlyOnce }: SceneOptions): Promise<Scene> {
  const dir = await mkdtemp(join(tmpdir(), 'millrace-faults-'));
  const file = join(dir, 'lines.txt');
  const tasks = Array.from({ length: settings.SOURCE_TASKS }, (_, task) => task);
  const watch = createFlowWatch(
    tasks.flatMap((task) => [`${settings.FILE_SINK} of ${task}`, `${settings.MARKING_SINK} of ${task}`]),
  );
  const tail = tailLines(file, (line) => {
    if (line.startsWith('{')) watch.arrived(`${settings.FILE_SINK} of ${readNumbered(line).task}`);
  });
  const acknowledged = new Map<number, number>();
  let tap: Tap | null = null;
  let kafka: KafkaCluster | null = null;
  let bootstrap: (number: number) => string = () => '';

  function note({ kind, task, value }: Mark): void {
    if (kind === 'arrived') acknowledged.set(task, Math.max(acknowledged.get(task) ?? -1, Number(value)));
    if (kind === 'taken') watch.arrived(`${settings.MARKING_SINK} of ${readNumbered(String(value)).task}`);
  }

  const workers: FaultyWorker[] = [];
  for (let number = 0; number < WORKERS; number++) {
    const worker = await createFaultyWorker({
      number,
      dir,
      brokerPort: () => kafka?.brokers[0]?.proxied[number] ?? 0,
      properties: () => settings.workerProperties({ bootstrapServers: bootstrap(number), replicas: brokers, exactlyOnce }),
      onMark: note,
      onSent: (bytes) => tap?.(worker, bytes),
    });
    workers.push(worker);
  }

  async function start(): Promise<void> {
    if (brokers === 1) {
      const broker = await startKafka({ proxies: workers.map(({ toBroker }) => toBroker.port), properties: SOON_FENCED });
      kafka = { ...broker, brokers: [broker], stop: () => broker.stop() };
      bootstrap = (number) => `127.0.0.1:${workers[number]!.toBroker.port}`;
    } else {
      kafka = await startKafkaCluster({ brokers });
      bootstrap = () => kafka!.bootstrapServers;
    }
    const tools = await topicTools(kafka.bootstrapServers);
    await tools.create(settings.TOPIC, settings.SOURCE_TASKS);
    await tools.close();
    await Promise.all(workers.map((worker) => worker.start()));
    for (const [name, config] of settings.connectorConfigs(file)) {
      await send(workers[0]!.url, 'PUT', `/connectors/${name}/config`, config);
    }
  }

  async function leader(): Promise<FaultyWorker> {
    const end = performance.now() + SETTLE_MS;
    for (;;) {
      const up = workers.filter((worker) => worker.isUp());
      const named = new Set(await Promise.all(up.map(({ url }) => leaderOf(url))));
      const found = workers.find(({ id }) => named.has(id));
      if (named.size === 1 && found !== undefined) return found;
      if (performance.now() > end) throw new Error(`the workers do not agree who leads: ${[...named].join(', ')}`);
      await delay(LOOK_MS);
    }
  }

  async function wrong(away: readonly FaultyWorker[]): Promise<string[]> {
    const present = workers.filter((worker) => worker.isUp() && !away.includes(worker));
    const problems = watch.dry().map((stream) => `nothing comes by ${stream}`);
    const seen = await statuses(present[0]!.url);
    if (seen === null) return [...problems, `${present[0]!.id} does not answer`];
    for (const [name, { status }] of Object.entries(seen)) {
      for (const { id, state, worker_id: worker } of status.tasks) {
        if (state !== 'RUNNING' || !present.some((each) => each.id === worker))
          problems.push(`${name}:${id} is ${state} at ${worker}`);
      }
    }
    return problems;
  }

  /** Whether each worker has about a third of the tasks. */
  async function unshared(): Promise<string[]> {
    const seen = (await statuses(workers[0]!.url)) ?? {};
    const owners = Object.values(seen).flatMap(({ status }) => status.tasks.map((task) => task.worker_id));
    const share = Math.floor(owners.length / workers.length);
    return workers
      .filter(({ id }) => owners.filter((owner) => owner === id).length < Math.max(1, share))
      .map(({ id }) => `${id} has less than its share`);
  }

  async function stopSource(): Promise<Map<number, number>> {
    const { url } = workers[0]!;
    await send(url, 'PUT', `/connectors/${settings.SOURCE}/stop`);
    await until('the source stops', async () => (await statuses(url))?.[settings.SOURCE]?.status.tasks.length === 0);
    const { offsets } = (await send(url, 'GET', `/connectors/${settings.SOURCE}/offsets`)) as OffsetsJson;
    return new Map(offsets.map(({ partition, offset }) => [partition.id, offset.seqno]));
  }

  const scene: Scene = {
    dir,
    workers,
    get brokers() {
      return kafka!.brokers;
    },
    leader,
    async follower() {
      const leads = await leader();
      return workers.find((worker) => worker !== leads && worker.isUp())!;
    },
    tap(next) {
      tap = next;
    },
    recovery: ({ sinceMs, away = [], watchMs = settings.SESSION_TIMEOUT_MS + settings.REBALANCE_DELAY_MS + MORE_MS }) =>
      untilWhole({ wrong: () => wrong(away), sinceMs, watchMs, calmMs: CALM_MS, giveUpMs: GIVE_UP_MS }),
    async settled() {
      const { wrong: left } = await untilWhole({
        wrong: async () => [...(await wrong([])), ...(await unshared())],
        sinceMs: performance.now(),
        watchMs: 0,
        calmMs: CALM_MS,
        giveUpMs: GIVE_UP_MS,
      });
      if (left.length > 0) throw new Error(`the cluster did not come to rest: ${left.join('; ')}`);
    },
    async harvest() {
      const committed = await stopSource();
      const tools = await topicTools(kafka!.bootstrapServers);
      const topic = await whenComplete(async () => (await tools.read(settings.TOPIC)).map(({ value }) => value!));
      const wanted = new Set(topic);
      await until('the sink comes to the end', async () => wanted.size === new Set(tail.lines).size).catch(() => undefined);
      const assignments = await tools.read(settings.ASSIGNMENT_TOPIC);
      await tools.close();
      await tail.close();
      const lines = tail.lines.filter((line) => line.startsWith('{') && line.endsWith('}'));
      return { topic, lines, committed, acknowledged, assignments };
    },
    async close(keep) {
      await Promise.all(workers.map((worker) => worker.close()));
      await tail.close();
      await kafka?.stop();
      if (!keep) await rm(dir, { recursive: true, force: true });
    },
  };
  try {
    await start();
  } catch (error) {
    await scene.close(true);
    throw new Error(`the cluster does not start; its logs are in ${dir}`, { cause: error });
  }
  return scene;
}

/** Reads until nothing is added: what tasks had under way when they were stopped comes a moment later. */
async function whenComplete(read: () => Promise<string[]>): Promise<string[]> {
  for (let seen = await read(); ;) {
    await delay(CALM_MS);
    const again = await read();
    if (again.length === seen.length) return again;
    seen = again;
  }
}

interface OffsetsJson {
  readonly offsets: readonly { readonly partition: { readonly id: number }; readonly offset: { readonly seqno: number } }[];
}

/** Throws when it does not come to hold. */
export async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + SETTLE_MS;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`${what}: it did not in ${SETTLE_MS / 1000} s`);
    await delay(LOOK_MS);
  }
}
