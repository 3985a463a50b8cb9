import { appendFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { WorkerProcess } from '@millrace/tool-worker-process';
import { expect } from 'vitest';
import { lines, restOf, soon } from './rest.ts';
import type { Rest } from './rest.ts';
import { type KafkaRig, ownTopics, steadySession } from './worker-on-kafka.ts';

/** As short as the broker allows. */
export const SESSION_MS = 6000;
export const DELAY_MS = 2000;
/** What makes a group notice soon that a worker is gone without a word. */
export const quickGroup = {
  'session.timeout.ms': String(SESSION_MS),
  'heartbeat.interval.ms': '1000',
  'scheduled.rebalance.max.delay.ms': String(DELAY_MS),
};

/** A group that takes nobody for gone who does not say so. */
export const steadyGroup = { ...quickGroup, ...steadySession };

/** Sources that read numbered lines as they are written, and a sink that writes all of them to one file. */
export interface Traffic {
  /** Writes on until `stop`. */
  stop(): Promise<void>;
  /** Waits until every line has come out; tells how often lines came out that had come out before. */
  repeated(): Promise<number>;
  cameOut(): Promise<number>;
}

/** Workers of one group, by number; those that end can be started again as what they were. */
export class WorkerCluster {
  readonly workers = new Map<number, WorkerProcess>();
  /** Where it is published who runs what. */
  readonly assignmentTopic: string;
  readonly #rig: KafkaRig;
  readonly #name: string;
  readonly #properties: Readonly<Record<string, string>>;

  constructor(rig: KafkaRig, name: string, properties: Readonly<Record<string, string>> = {}) {
    this.#rig = rig;
    this.#name = name;
    this.assignmentTopic = `${name}-configs-millrace`;
    this.#properties = { ...ownTopics(name), 'offset.flush.interval.ms': '500', ...properties };
  }

  async start(n: number, port?: number): Promise<WorkerProcess> {
    const worker = await this.#rig.start(this.#properties, port ?? this.workers.get(n)?.port);
    this.workers.set(n, worker);
    return worker;
  }

  rest(n: number): Rest {
    return restOf(this.workers.get(n)!.url);
  }

  /** The number of the leader, as worker `n` knows it; waits until there is one. */
  async leader(n = 1): Promise<number> {
    const find = async (): Promise<number | undefined> => {
      const page = await (await fetch(`${this.workers.get(n)!.url}/metrics`)).text();
      const url = /leader_name="([^"]*)\/"/.exec(page)?.[1];
      return [...this.workers].find(([, worker]) => worker.url === url)?.[0];
    };
    let leader: number | undefined;
    await expect.poll(async () => (leader = await find()), soon).toBeDefined();
    return leader!;
  }

  /** Worker ids by item: `c` a connector's, `c-0` a task's; only of what runs. */
  async owners(n: number): Promise<Map<string, string>> {
    const all = await this.rest(n).get<Record<string, { status: Status }>>('/connectors?expand=status');
    const owners = new Map<string, string>();
    for (const [name, { status }] of Object.entries(all)) {
      if (status.connector.state === 'RUNNING') owners.set(name, status.connector.worker_id);
      for (const task of status.tasks) if (task.state === 'RUNNING') owners.set(`${name}-${task.id}`, task.worker_id);
    }
    return owners;
  }

  /** Waits until everything runs on these workers; answers how long it took. Milliseconds. */
  async untilRunning(items: number, on: readonly number[], timeoutMs = 120_000): Promise<number> {
    const startedMs = performance.now();
    const ids = new Set(on.map((n) => `127.0.0.1:${this.workers.get(n)!.port}`));
    const strays = async (): Promise<string> => {
      const owners = await this.owners(on[0]!);
      const elsewhere = [...owners].filter(([, worker]) => !ids.has(worker));
      return `${owners.size} run${elsewhere.length === 0 ? '' : `, elsewhere ${JSON.stringify(elsewhere)}`}`;
    };
    await expect.poll(strays, { timeout: timeoutMs, interval: 100 }).toBe(`${items} run`);
    return performance.now() - startedMs;
  }

  async startTraffic(sources: number): Promise<Traffic> {
    const topics = Array.from({ length: sources }, (_, n) => `${this.#name}-t${n}`);
    const files = topics.map((topic) => this.#rig.file(`${topic}.in`));
    const out = this.#rig.file(`${this.#name}.out`);
    const converter = { 'value.converter': 'org.apache.kafka.connect.storage.StringConverter' };
    for (const [n, topic] of topics.entries()) {
      await writeFile(files[n]!, '');
      await this.#rig.tools.create(topic, 1);
      const config = { 'connector.class': 'FileStreamSource', file: files[n], topic, ...converter };
      await this.rest((n % this.workers.size) + 1).send('POST', '/connectors', { name: `source${n}`, config });
    }
    const sink = { 'connector.class': 'FileStreamSink', 'tasks.max': '2', file: out, topics: topics.join(','), ...converter };
    await this.rest(this.workers.size).send('POST', '/connectors', { name: 'sink', config: sink });
    return runTraffic(files, out);
  }
}

interface Status {
  readonly connector: { readonly state: string; readonly worker_id: string };
  readonly tasks: readonly { readonly id: number; readonly state: string; readonly worker_id: string }[];
}

function runTraffic(files: readonly string[], out: string): Traffic {
  const stopping = new AbortController();
  let count = 0;
  const writing = (async () => {
    while (!stopping.signal.aborted) {
      await Promise.all(files.map((file, n) => appendFile(file, `${n}:${count}\n`)));
      count++;
      await delay(20);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await writing;
    },
    async repeated() {
      const distinct = async (): Promise<number> => new Set(await lines(out)).size;
      await expect.poll(distinct, { timeout: 120_000, interval: 200 }).toBe(count * files.length);
      return (await lines(out)).length - count * files.length;
    },
    cameOut: async () => (await lines(out)).length,
  };
}
