import { setTimeout as delay } from 'node:timers/promises';
import { missingTools } from '@millrace/tool-kafka';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DELAY_MS, quickGroup, SESSION_MS, steadyGroup, type Traffic, WorkerCluster } from './cluster-rig.ts';
import { soon } from './rest.ts';
import { type KafkaRig, startKafkaRig } from './worker-on-kafka.ts';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);

/** What a machine with other things to do needs beside; with it, less than a group waits for members in a rebalance. */
const SLACK_MS = 30_000;
const SOURCES = 4;
/** Instances and tasks of the sources, and of a sink with two tasks. */
const ITEMS = 2 * SOURCES + 3;

describe.skipIf(missing !== null)('three workers on a real Kafka', { timeout: 400_000 }, () => {
  let rig: KafkaRig;
  let names = 0;
  beforeAll(async () => {
    rig = await startKafkaRig();
  }, 180_000);
  afterEach(() => rig.stopWorkers());
  afterAll(() => rig?.stop());

  async function running(group: Readonly<Record<string, string>>): Promise<{ cluster: WorkerCluster; traffic: Traffic }> {
    const cluster = new WorkerCluster(rig, `cluster${names++}`, group);
    await cluster.start(1);
    await Promise.all([cluster.start(2), cluster.start(3)]);
    const traffic = await cluster.startTraffic(SOURCES);
    await cluster.untilRunning(ITEMS, [1, 2, 3]);
    await expect.poll(() => traffic.cameOut(), soon).toBeGreaterThan(50);
    return { cluster, traffic };
  }

  it('share the work, and answer for one another', async () => {
    const { cluster, traffic } = await running(steadyGroup);
    const owners = await cluster.owners(1);
    expect(new Set(owners.values()).size).toBe(3);
    await expect.poll(() => cluster.owners(3), soon).toEqual(owners);
    for (const n of [1, 2, 3]) {
      await cluster.rest(n).send('POST', '/connectors/source1/tasks/0/restart');
      await cluster.rest(n).send('POST', '/connectors/source2/restart');
    }
    await cluster.untilRunning(ITEMS, [1, 2, 3]);
    await expect.poll(() => cluster.owners(2), soon).toEqual(owners);
    await cluster.rest(1).send('PUT', '/connectors/source0/stop');
    expect(await cluster.rest(1).get('/connectors/source0/tasks')).toEqual([]);
    await cluster.rest(2).send('DELETE', '/connectors/source0/offsets');
    await cluster.rest(3).send('DELETE', '/connectors/source0');
    expect(await cluster.rest(3).get('/connectors')).not.toContain('source0');
    await cluster.rest(3).send('PUT', '/admin/loggers/some.logger?scope=cluster', { level: 'WARN' });
    for (const n of [1, 2, 3]) {
      const level = async () => (await cluster.rest(n).get<{ level: string }>('/admin/loggers/some.logger')).level;
      await expect.poll(level, soon).toBe('WARN');
    }
    await traffic.stop();
  });

  it('lose nothing and repeat nothing when each is restarted in turn', async () => {
    const { cluster, traffic } = await running(steadyGroup);
    for (const n of [1, 2, 3]) {
      const others = [1, 2, 3].filter((other) => other !== n);
      await cluster.workers.get(n)!.terminate();
      await cluster.untilRunning(ITEMS, others);
      await cluster.start(n);
      await cluster.untilRunning(ITEMS, [1, 2, 3]);
    }
    await traffic.stop();
    expect(await traffic.repeated()).toBe(0);
    await expectOneOwnerEach(rig, cluster.assignmentTopic);
  });

  it.each(['a follower', 'the leader'])('take over from %s that is killed', async (who) => {
    const { cluster, traffic } = await running(quickGroup);
    const leader = await cluster.leader();
    const lost = who === 'the leader' ? leader : [1, 2, 3].find((n) => n !== leader)!;
    const others = [1, 2, 3].filter((n) => n !== lost);
    await cluster.workers.get(lost)!.kill();
    await cluster.untilRunning(ITEMS, others, SESSION_MS + DELAY_MS + SLACK_MS);
    await cluster.start(lost);
    await expect.poll(async () => new Set((await cluster.owners(others[0]!)).values()).size, soon).toBe(3);
    await traffic.stop();
    await traffic.repeated();
    await expectOneOwnerEach(rig, cluster.assignmentTopic);
  });

  it.each(['a follower', 'the leader'])(
    'go on without %s that stands still, which writes nothing when it goes on',
    async (who) => {
      const { cluster, traffic } = await running(quickGroup);
      const leader = await cluster.leader();
      const still = who === 'the leader' ? leader : [1, 2, 3].find((n) => n !== leader)!;
      const others = [1, 2, 3].filter((n) => n !== still);
      process.kill(cluster.workers.get(still)!.pid, 'SIGSTOP');
      await cluster.untilRunning(ITEMS, others, SESSION_MS + DELAY_MS + SLACK_MS);
      await traffic.stop();
      const repeatedBefore = await traffic.repeated();
      process.kill(cluster.workers.get(still)!.pid, 'SIGCONT');
      const url = `127.0.0.1:${cluster.workers.get(still)!.port}`;
      await expect.poll(async () => [...(await cluster.owners(others[0]!)).values()], soon).toContain(url);
      await delay(2000);
      expect(await traffic.repeated()).toBe(repeatedBefore);
      const leaders = async () => [await cluster.leader(others[0]), await cluster.leader(still)];
      await expect.poll(async () => new Set(await leaders()).size, soon).toBe(1);
      await expectOneOwnerEach(rig, cluster.assignmentTopic);
    },
  );
});

interface Assignment {
  readonly revision: number;
  readonly members: readonly (readonly [member: string, worker: string])[];
  readonly given: readonly Given[];
}
type Given = readonly [member: string, since: number, items: readonly (readonly [string, readonly (number | null)[]])[]];

/** Nothing was ever given to a worker while another one that was there could still run it. */
async function expectOneOwnerEach(rig: KafkaRig, topic: string): Promise<void> {
  const owners = new Map<string, string>();
  const stopped = new Map<string, number>();
  const taken = new Map<string, number>();
  for (const { key, value } of await rig.tools.read(topic)) {
    if (value === null || key === null) continue;
    if (key.startsWith('ack-')) {
      stopped.set(key.slice('ack-'.length), (JSON.parse(value) as { revision: number }).revision);
      continue;
    }
    const { revision, members, given } = JSON.parse(value) as Assignment;
    const now = new Map<string, string>(
      given.flatMap(([member, , items]) =>
        items.flatMap(([name, tasks]) => tasks.map((task) => [`${name} ${task}`, member] as const)),
      ),
    );
    for (const [item, member] of now) {
      const before = owners.get(item);
      const isThere = members.some(([other]) => other === before);
      if (before === undefined || before === member || !isThere) continue;
      expect(stopped.get(before) ?? 0, `${item} went from ${before} to ${member}`).toBeGreaterThanOrEqual(
        taken.get(item) ?? revision,
      );
    }
    for (const [item, member] of owners) if (now.get(item) !== member && !taken.has(item)) taken.set(item, revision);
    for (const [item, member] of now) {
      owners.set(item, member);
      taken.delete(item);
    }
  }
  expect(owners.size).toBeGreaterThan(0);
}
