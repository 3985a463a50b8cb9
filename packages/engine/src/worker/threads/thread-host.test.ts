import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faultPlugins, faultProperties } from '../../../test/fault-plugins/manifests.ts';
import type { Broker } from '../../broker/broker.ts';
import { createBroker } from '../../broker/create-broker.ts';
import { BadRequestError, UnavailableError } from '../../model/errors.ts';
import type { ConfigMap } from '../../model/names.ts';
import { systemClock } from '../../model/clock.ts';
import { recordHostEvents } from '../host-events.case.ts';
import { createThreadHost } from './thread-host.ts';
import type { ThreadHost } from './thread-host.ts';
import { limitOf } from './thread-limits.ts';

/** A thread is given up after three of these; long enough for a machine that has other things to do. */
const PING_MS = 500;

let dataDir: string;
let broker: Broker;
let host: ThreadHost | null = null;
let nextName = 0;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'millrace-threads-'));
  broker = await createBroker({ kind: 'embedded', dataDir });
});
afterEach(async () => {
  await host?.close();
  host = null;
});
afterAll(async () => {
  await broker.close();
  await rm(dataDir, { recursive: true, force: true });
});

function createHost({ threads = 1, heapMb = 0, externalMb = 0 } = {}) {
  const recorded = recordHostEvents((who, state) => `${who} ${state}`);
  const silent = { trace: none, debug: none, info: none, warn: none, error: none };
  const made = createThreadHost({
    options: {
      broker: { kind: 'embedded', dataDir },
      manifests: faultPlugins,
      workerProperties: faultProperties,
      workerId: '127.0.0.1:8083',
      workerGroupId: 'connect-cluster',
    },
    events: recorded.events,
    loggers: () => silent,
    settings: { threads, limits: { heapBytes: limitOf(heapMb), externalBytes: limitOf(externalMb) }, pingMs: PING_MS },
    clock: systemClock,
  });
  host = made;
  return { host: made, ...recorded };
}

function none(): void {}

const faultyConfig = (name: string, fault: string, more: ConfigMap = {}): ConfigMap => ({
  name,
  fault,
  topic: name,
  'connector.class': 'test.FaultyConnector',
  ...more,
});

/** A name, and a topic, not used before. */
const fresh = (): string => `f${(nextName += 1)}`;

async function startTask(to: ThreadHost, name: string, fault: string, more: ConfigMap = {}): Promise<void> {
  const config = faultyConfig(name, fault, more);
  await to.startTask({ id: { connector: name, task: 0 }, connectorConfig: config, taskConfig: config, target: 'STARTED' });
}

async function eventually(check: () => boolean | Promise<boolean>, seen: () => unknown = () => ''): Promise<void> {
  for (const end = Date.now() + 20_000; !(await check());) {
    if (Date.now() > end) throw new Error(`It did not come to that: ${JSON.stringify(seen())}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const length = async (topic: string): Promise<number> =>
  (await broker.admin.offsetsOfTopic(topic).catch(() => [])).reduce((sum, { latest }) => sum + latest, 0);

/** Resolves when the topic has grown from here on. */
async function untilGrowing(topic: string): Promise<void> {
  const now = await length(topic);
  await eventually(async () => (await length(topic)) > now);
}

async function values(topic: string): Promise<number[]> {
  const read: number[] = [];
  const wanted = await length(topic);
  const consumer = broker.createConsumer({
    groupId: `read-${topic}`,
    clientId: 'test',
    topics: [topic],
    properties: {},
    handler: {
      onAssigned: none,
      onRevoked: none,
      onFailure: none,
      onBatch: (batch) => void read.push(...batch.values.map((value) => Number(String(value)))),
    },
  });
  await consumer.start();
  await eventually(() => read.length >= wanted);
  await consumer.close();
  return read;
}

/** Every number up to the last one is there, in the order of its first time. */
async function expectNothingLost(topic: string): Promise<void> {
  const seen = [...new Set(await values(topic))];
  expect(seen).toEqual(Array.from({ length: seen.length }, (_, n) => n + 1));
}

describe('a host with threads', { timeout: 60_000 }, () => {
  it('runs tasks and connectors, validates and describes', async () => {
    const name = fresh();
    const { host: made, states, offsets } = createHost({ threads: 2 });
    const config = faultyConfig(name, 'none', { after: 'x' });
    expect((await made.validateConnector({ config })).error_count).toBe(1);
    expect((await made.pluginConfig('test.FaultyConnector', null))[0]?.name).toBe('topic');
    await expect(made.validateConnector({ config: { 'connector.class': 'No.Such' } })).rejects.toBeInstanceOf(BadRequestError);
    await made.startConnector({ name, config: faultyConfig(name, 'none'), target: 'STARTED' });
    expect(await made.taskConfigs(name, { maxTasks: 2, enforce: true })).toHaveLength(2);
    await startTask(made, name, 'none');
    await untilGrowing(name);
    await made.setTaskState({ connector: name, task: 0 }, 'PAUSED');
    await eventually(() => states.includes(`${name}-0 PAUSED`));
    await made.stopTask({ connector: name, task: 0 }, 20_000);
    await made.stopConnector(name);
    expect(states).toEqual([
      `${name} RUNNING`,
      `${name}-0 RUNNING`,
      `${name}-0 PAUSED`,
      `${name}-0 UNASSIGNED`,
      `${name} UNASSIGNED`,
    ]);
    expect(offsets.get(`${name} {"name":"faulty"}`)).toBe(`{"position":${await length(name)}}`);
    await made.close();
    await expect(startTask(made, name, 'none')).rejects.toBeInstanceOf(UnavailableError);
  });

  it('starts threads when they are needed, spreads tasks over them and tells their numbers', async () => {
    const { host: made } = createHost({ threads: 2 });
    expect((await made.metrics()).threads).toEqual([]);
    const names = [fresh(), fresh(), fresh()];
    for (const name of names) await startTask(made, name, 'none');
    for (const name of names) await untilGrowing(name);
    const { threads, tasks } = await made.metrics();
    expect(threads.map(({ name, tasks: count }) => `${name}: ${count}`)).toEqual(['shared 1: 2', 'shared 2: 1']);
    expect(tasks).toHaveLength(3);
    expect(threads[0]?.heapUsed).toBeGreaterThan(1_000_000);
  });

  it('gives connectors that ask for it a thread of their own, for as long as they have tasks', async () => {
    const { host: made } = createHost();
    const [a, b] = [fresh(), fresh()];
    await startTask(made, a, 'none', { 'tasks.isolation': 'dedicated' });
    await startTask(made, b, 'none');
    const names = async (): Promise<string[]> => (await made.metrics()).threads.map(({ name }) => name);
    expect(await names()).toEqual([`own connector ${a}`, 'shared 1']);
    await made.stopTask({ connector: a, task: 0 }, 20_000);
    expect(await names()).toEqual(['shared 1']);
  });
});

describe('a task that blocks its thread', { timeout: 60_000 }, () => {
  it.each(['spin-start', 'spin-later', 'spin-microtasks', 'regex'])(
    'by %s fails with a sentence, and its neighbours go on with nothing lost',
    async (fault) => {
      const { host: made, states, traces } = createHost();
      const [good, bad] = [fresh(), fresh()];
      await startTask(made, good, 'none');
      await untilGrowing(good);
      await startTask(made, bad, fault);
      await eventually(
        () => states.includes(`${bad}-0 FAILED`),
        () => states,
      );
      expect(traces[0]).toMatch(
        new RegExp(
          `^org\\.apache\\.kafka\\.connect\\.errors\\.ConnectException: Task ${bad}-0 blocked its thread for \\d seconds without giving anything else a turn\\. The thread was ended; when started again it gets a thread of its own\\.`,
        ),
      );
      if (fault !== 'spin-microtasks') expect(traces[0]).toContain('faulty-source.ts:');
      await eventually(
        () => states.filter((state) => state === `${good}-0 RUNNING`).length === 2,
        () => states,
      );
      expect(states).toContain(`${good}-0 RESTARTING`);
      expect(states).not.toContain(`${good}-0 FAILED`);
      await untilGrowing(good);
      expect(made.counts).toMatchObject({ threadsEnded: { hung: 1 }, failedForThreadEnd: 1, restartedForOthers: 1 });
      await made.stopTask({ connector: bad, task: 0 }, 20_000);
      await made.stopTask({ connector: good, task: 0 }, 20_000);
      await expectNothingLost(good);
    },
  );

  it('comes back in a thread of its own only', async () => {
    const { host: made, states } = createHost();
    const bad = fresh();
    await startTask(made, bad, 'spin-start');
    await eventually(() => states.includes(`${bad}-0 FAILED`));
    await made.stopTask({ connector: bad, task: 0 }, 20_000);
    await startTask(made, bad, 'spin-start');
    expect((await made.metrics()).threads.map(({ name }) => name)).toContain(`own task ${bad}-0`);
    await eventually(() => states.filter((state) => state === `${bad}-0 FAILED`).length === 2);
    await made.stopTask({ connector: bad, task: 0 }, 20_000);
    await startTask(made, bad, 'none');
    expect((await made.metrics()).threads.map(({ name }) => name)).toEqual(['shared 1']);
  });

  it('in its stop is stopped with its thread', async () => {
    const { host: made, states } = createHost();
    const [good, bad] = [fresh(), fresh()];
    await startTask(made, good, 'none');
    await startTask(made, bad, 'spin-stop');
    await untilGrowing(bad);
    await made.stopTask({ connector: bad, task: 0 }, 20_000);
    expect(states).toContain(`${bad}-0 UNASSIGNED`);
    await untilGrowing(good);
    expect(states).not.toContain(`${good}-0 FAILED`);
  });

  it('inside of native code is told from its neighbours by running them apart', async () => {
    const { host: made, states } = createHost();
    const [good, bad] = [fresh(), fresh()];
    await startTask(made, good, 'none');
    await startTask(made, bad, 'block');
    await eventually(
      () => states.includes(`${bad}-0 FAILED`),
      () => states,
    );
    expect(states.filter((state) => state === `${bad}-0 RESTARTING`)).toHaveLength(1);
    expect(states).not.toContain(`${good}-0 FAILED`);
    await untilGrowing(good);
  });
});

describe('a task that ends its thread', { timeout: 60_000 }, () => {
  it.each([
    [
      'throw-timer',
      'threw an error where nobody catches it',
      'Caused by: org.apache.kafka.connect.errors.ConnectException: thrown from a timer',
    ],
    ['reject', 'threw an error where nobody catches it', 'rejected, and nobody waits'],
    ['exit', 'told the process to exit, with code 3', ''],
  ])('by %s fails with a sentence, and its neighbours go on with nothing lost', async (fault, what, cause) => {
    const { host: made, states, traces } = createHost();
    const [good, bad] = [fresh(), fresh()];
    await startTask(made, good, 'none');
    await startTask(made, bad, fault);
    await eventually(
      () => states.includes(`${bad}-0 FAILED`),
      () => states,
    );
    expect(traces[0]).toContain(`Task ${bad}-0 ${what}`);
    expect(traces[0]).toContain(cause);
    await untilGrowing(good);
    await made.stopTask({ connector: good, task: 0 }, 20_000);
    expect(states).not.toContain(`${good}-0 FAILED`);
    await expectNothingLost(good);
  });
});

describe('a task that needs too much memory', { timeout: 60_000 }, () => {
  it.each([
    ['leak-heap', 'task.thread.max.heap.mb'],
    ['leak-buffers', 'task.thread.max.external.mb'],
  ])('by %s fails by name after it has run apart, and its neighbours go on with nothing lost', async (fault, key) => {
    const { host: made, states, traces } = createHost({ heapMb: 100, externalMb: 100 });
    const [good, bad] = [fresh(), fresh()];
    await startTask(made, good, 'none');
    await startTask(made, bad, fault);
    await eventually(
      () => states.includes(`${bad}-0 FAILED`),
      () => states,
    );
    expect(traces[0]).toContain(`Task ${bad}-0 `);
    expect(traces[0]).toContain(key);
    expect(states.filter((state) => state === `${bad}-0 RESTARTING`)).toHaveLength(1);
    await untilGrowing(good);
    await made.stopTask({ connector: good, task: 0 }, 20_000);
    expect(states).not.toContain(`${good}-0 FAILED`);
    await expectNothingLost(good);
  });

  it('and blocks its thread at that fails', async () => {
    const { host: made, states } = createHost({ heapMb: 100, externalMb: 100 });
    const bad = fresh();
    await startTask(made, bad, 'leak-heap-at-once');
    await eventually(
      () => states.includes(`${bad}-0 FAILED`),
      () => states,
    );
  });
});

it('a task that does not stop is left to itself, and its neighbours do not notice', { timeout: 60_000 }, async () => {
  const { host: made, states } = createHost();
  const [good, bad, worse] = [fresh(), fresh(), fresh()];
  await startTask(made, good, 'none');
  await startTask(made, bad, 'never-settle');
  await startTask(made, worse, 'refuse-stop');
  await eventually(async () => (await length(bad)) === 20);
  await Promise.all([bad, worse].map((name) => made.stopTask({ connector: name, task: 0 }, 200)));
  expect(made.counts.tasksAbandoned).toBe(2);
  await untilGrowing(good);
  expect(states.filter((state) => state.startsWith(good))).toEqual([`${good}-0 RUNNING`]);
});

describe('a plugin that blocks', { timeout: 60_000 }, () => {
  it('in validate is answered for, does not keep others from theirs, and is asked apart the next time', async () => {
    const { host: made, states } = createHost();
    const name = fresh();
    await made.startConnector({ name, config: faultyConfig(name, 'none'), target: 'STARTED' });
    const spinning = made.validateConnector({ config: faultyConfig('x', 'spin-validate') });
    const other = made.validateConnector({ config: { name: 'y', 'connector.class': 'test.CounterConnector', topic: 't' } });
    await expect(spinning).rejects.toThrow(
      /^The validation of a configuration by test\.FaultyConnector blocked its thread for \d seconds/,
    );
    expect((await other).error_count).toBe(0);
    expect(await made.taskConfigs(name, { maxTasks: 1, enforce: true })).toHaveLength(1);
    expect(states).toEqual([`${name} RUNNING`, `${name} RESTARTING`, `${name} RUNNING`]);
    const again = made.validateConnector({ config: faultyConfig('x', 'spin-validate') });
    const control = made.pluginConfig('test.CounterConnector', null);
    expect((await control)[0]?.name).toBe('topic');
    await expect(again).rejects.toThrow('blocked its thread');
    expect(states).toHaveLength(3);
  });

  it('in the start of a connector, or when it is asked for its tasks, fails', async () => {
    const { host: made, states } = createHost();
    const [good, slow, bad] = [fresh(), fresh(), fresh()];
    await made.startConnector({ name: good, config: faultyConfig(good, 'none'), target: 'STARTED' });
    const start = made.startConnector({ name: slow, config: faultyConfig(slow, 'spin-connector'), target: 'STARTED' });
    await expect(start).rejects.toThrow(`Connector ${slow} blocked its thread`);
    await made.startConnector({ name: bad, config: faultyConfig(bad, 'spin-task-configs'), target: 'STARTED' });
    await expect(made.taskConfigs(bad, { maxTasks: 1, enforce: true })).rejects.toThrow(`Connector ${bad} blocked its thread`);
    expect(states).toContain(`${bad} FAILED`);
    expect(await made.taskConfigs(good, { maxTasks: 1, enforce: true })).toHaveLength(1);
    expect(states).not.toContain(`${good} FAILED`);
    await made.stopConnector(bad);
    await made.startConnector({ name: slow, config: faultyConfig(slow, 'none'), target: 'STARTED' });
  });
});
