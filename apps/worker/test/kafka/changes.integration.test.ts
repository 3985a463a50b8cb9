import { setTimeout as delay } from 'node:timers/promises';
import { missingTools } from '@millrace/tool-kafka';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { steadyGroup, WorkerCluster } from './cluster-rig.ts';
import { soon, untilStates } from './rest.ts';
import { type KafkaRig, startKafkaRig } from './worker-on-kafka.ts';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);

describe.skipIf(missing !== null)('changes of configurations on a real Kafka', { timeout: 240_000 }, () => {
  let rig: KafkaRig;
  let names = 0;
  beforeAll(async () => {
    rig = await startKafkaRig();
  }, 180_000);
  afterEach(() => rig.stopWorkers());
  afterAll(() => rig?.stop());

  async function startCluster(workers: readonly number[]): Promise<{ cluster: WorkerCluster; name: string }> {
    const name = `changes${names++}`;
    const cluster = new WorkerCluster(rig, name, steadyGroup);
    await cluster.start(1);
    await Promise.all(workers.filter((n) => n !== 1).map((n) => cluster.start(n)));
    return { cluster, name };
  }

  const sourceConfig = (n: number, extra: Readonly<Record<string, string>> = {}) => ({
    'connector.class': 'FileStreamSource',
    file: rig.file(`none${n}`),
    topic: `changes-t${n}`,
    ...extra,
  });

  it('touch nothing but the connector that is changed, and hold nobody up', async () => {
    const { cluster, name } = await startCluster([1, 2]);
    for (const n of [0, 1, 2, 3]) await cluster.rest((n % 2) + 1).send('PUT', `/connectors/c${n}/config`, sourceConfig(n));
    await cluster.untilRunning(8, [1, 2]);
    const owners = await cluster.owners(1);
    expect(new Set(owners.values()).size).toBe(2);
    const before = await statusesOf(rig, name);

    const others = callOthers(cluster);
    for (let round = 0; round < 5; round++) {
      const body = JSON.stringify(sourceConfig(0, { 'batch.size': String(100 + round) }));
      const answer = await fetch(`${cluster.workers.get((round % 2) + 1)!.url}/connectors/c0/config`, { ...put, body });
      expect(answer.status).toBe(200);
      await untilStates(cluster.rest(1), 'c0', 'RUNNING 0:RUNNING');
    }
    expect(await others.stop()).toEqual(new Set([200, 202]));

    const after = await statusesOf(rig, name);
    expect(after.filter(({ key }) => key.includes('-c0')).length).toBeGreaterThan(
      before.filter(({ key }) => key.includes('-c0')).length,
    );
    // Whoever starts, stops or is given a new place writes its status.
    expect(after.filter(({ key }) => !key.includes('-c0'))).toEqual(before.filter(({ key }) => !key.includes('-c0')));
    await expect.poll(() => cluster.owners(2), soon).toEqual(owners);

    const deleted = ['c0', 'c1', 'c2', 'c3'].filter((c) => owners.get(c) === owners.get('c0'));
    for (const c of deleted) await cluster.rest(1).send('DELETE', `/connectors/${c}`);
    await cluster.rest(1).send('PUT', '/connectors/new/config', sourceConfig(9));
    await untilStates(cluster.rest(2), 'new', 'RUNNING 0:RUNNING');
    const isLeft = ({ key }: { key: string }) => !key.includes('new') && !deleted.some((c) => key.includes(`-${c}`));
    expect((await statusesOf(rig, name)).filter(isLeft)).toEqual(before.filter(isLeft));
  });

  it('are all taken while the workers that lead are restarted', async () => {
    const { cluster } = await startCluster([1, 2, 3]);
    const leader = await cluster.leader(1);
    const asked = [1, 2, 3].find((n) => n !== leader)!;
    const restarted = [leader, ...[1, 2, 3].filter((n) => n !== leader && n !== asked)];
    const statuses = new Map<number, number>();
    const over = new AbortController();
    let count = 0;
    const writing = (async () => {
      while (!over.signal.aborted) {
        const body = JSON.stringify(sourceConfig(0, { 'batch.size': String(100 + count) }));
        const url = `${cluster.workers.get(asked)!.url}/connectors/c${count++ % 5}/config`;
        const { status } = await fetch(url, { ...put, body });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        await delay(20);
      }
    })();
    const changed = () => statuses.get(200) ?? 0;
    await expect.poll(changed, soon).toBeGreaterThan(0);
    for (const n of restarted) {
      await cluster.workers.get(n)!.terminate();
      await cluster.start(n);
      const leaders = async () => [await cluster.leader(n), await cluster.leader(asked)];
      await expect.poll(async () => new Set(await leaders()).size, soon).toBe(1);
    }
    const before = changed();
    await expect.poll(changed, soon).toBeGreaterThan(before);
    over.abort();
    await writing;
    expect(new Set(statuses.keys())).toEqual(new Set([200, 201]));
    expect(statuses.get(201)).toBe(5);
    const config = await cluster.rest(asked).get<Record<string, string>>(`/connectors/c${(count - 1) % 5}/config`);
    expect(config['batch.size']).toBe(String(99 + count));
  });
});

const put = { method: 'PUT', headers: { 'content-type': 'application/json' } };

/** Reads and pauses other connectors, one call after the other at each worker; tells with what they were answered. */
function callOthers(cluster: WorkerCluster): { stop(): Promise<Set<number>> } {
  const over = new AbortController();
  const statuses = new Set<number>();
  const calling = [1, 2].map(async (n) => {
    while (!over.signal.aborted) {
      const { url } = cluster.workers.get(n)!;
      statuses.add((await fetch(`${url}/connectors/c${n}/resume`, { method: 'PUT' })).status);
      statuses.add((await fetch(`${url}/connectors/c${n + 1}/status`)).status);
    }
  });
  return {
    async stop() {
      over.abort();
      await Promise.all(calling);
      return statuses;
    },
  };
}

/** Every record of a status that was ever written, as long as the topic has not been compacted. */
async function statusesOf(rig: KafkaRig, name: string): Promise<{ key: string; value: string | null }[]> {
  const records = await rig.tools.read(`${name}-status`);
  return records
    .map(({ key, value }) => ({ key: key ?? '', value }))
    .filter(({ key }) => key.startsWith('status-connector-') || key.startsWith('status-task-'));
}
