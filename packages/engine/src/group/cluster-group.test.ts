import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../model/manual-clock.case.ts';
import { ConflictError, NotLeaderError } from '../model/errors.ts';
import { DELAY_MS, FakeCluster, LEASE_MS } from './fake-group.case.ts';
import type { FakeWorker } from './fake-group.case.ts';
import { instanceItem } from './work-item.ts';

const newCluster = (): FakeCluster => new FakeCluster(createManualClock());

/** A cluster with workers `a`, `b`, … and a connector `c` with that many tasks. */
async function running(workers: string, tasks: number): Promise<{ cluster: FakeCluster; workers: FakeWorker[] }> {
  const cluster = newCluster();
  const started: FakeWorker[] = [];
  for (const workerId of workers) started.push(await cluster.start(workerId));
  await cluster.configure('c', tasks);
  return { cluster, workers: started };
}

describe('a group of workers', () => {
  it('gives everything to the only one', async () => {
    const { workers } = await running('a', 2);
    expect(workers[0]!.runs()).toEqual([':c', '0:c', '1:c']);
  });

  it('shares out evenly, and anew when one joins', async () => {
    const { cluster, workers } = await running('ab', 4);
    expect(workers.map((worker) => worker.runs())).toEqual([
      [':c', '0:c', '2:c'],
      ['1:c', '3:c'],
    ]);
    const third = await cluster.start('d');
    expect(third.runs()).toHaveLength(1);
    expect(Object.keys(cluster.checkOwners())).toHaveLength(5);
  });

  it('gives a task to another worker only when its owner has stopped it', async () => {
    const { cluster, workers } = await running('a', 2);
    const stopping: (() => void)[] = [];
    workers[0]!.stop = () => new Promise((resolve) => stopping.push(resolve));
    const second = await cluster.start('b');
    expect(stopping).toHaveLength(1);
    expect(second.runs()).toEqual([]);
    await cluster.pass(60_000);
    expect(second.runs()).toEqual([]);
    stopping[0]!();
    await cluster.settle();
    expect(second.runs()).toEqual(['1:c']);
  });

  it('touches nothing but the connector that changed', async () => {
    const { cluster, workers } = await running('ab', 4);
    await cluster.configure('other', 2);
    for (const { changes } of workers) changes.length = 0;
    await cluster.configure('c', 3);
    expect(new Set(workers.flatMap(({ changes }) => changes))).toEqual(new Set(['c']));
  });

  it.each([
    ['a follower', 1],
    ['the leader', 0],
  ])('takes over at once from %s that leaves in order', async (_who, leaving) => {
    const { workers } = await running('ab', 4);
    await workers[leaving]!.leave();
    expect(workers[1 - leaving]!.runs()).toEqual([':c', '0:c', '1:c', '2:c', '3:c']);
  });

  it.each([
    ['a follower', 1],
    ['the leader', 0],
  ])('keeps the work of %s that was lost until its time is over', async (_who, lost) => {
    const { cluster, workers } = await running('ab', 4);
    const other = workers[1 - lost]!;
    const before = other.runs();
    await workers[lost]!.kill();
    await cluster.pass(DELAY_MS - 500);
    expect(other.runs()).toEqual(before);
    await cluster.pass(500);
    expect(other.runs()).toEqual([':c', '0:c', '1:c', '2:c', '3:c']);
  });

  it('gives its work back to a lost worker that returns in time', async () => {
    const { cluster, workers } = await running('ab', 4);
    const before = workers[1]!.runs();
    await workers[1]!.kill();
    await cluster.pass(DELAY_MS / 2);
    const again = await cluster.start('b');
    expect(again.runs()).toEqual(before);
    expect(workers[0]!.runs()).toHaveLength(3);
  });

  it('knows who leads and who owns what', async () => {
    const { workers } = await running('ab', 1);
    const [a, b] = workers as [FakeWorker, FakeWorker];
    expect([a.group.isLeader(), b.group.isLeader()]).toEqual([true, false]);
    expect(() => b.group.requireLeader()).toThrow(NotLeaderError);
    expect(b.group.ownerUrl(instanceItem('c'))).toBe('http://a/');
    expect(b.group.ownerUrl(instanceItem('none'))).toBeNull();
    await expect(a.group.confirmLeader()).resolves.toBeUndefined();
    await a.leave();
    expect(() => a.group.requireLeader()).toThrow(ConflictError);
    expect(b.group.isLeader()).toBe(true);
  });

  it('tells when no worker runs a task of a connector any more', async () => {
    const { cluster, workers } = await running('ab', 2);
    const stopping: (() => void)[] = [];
    workers[1]!.stop = () => new Promise((resolve) => stopping.push(resolve));
    await cluster.configure('c', 0);
    let isReleased = false;
    void workers[0]!.group.tasksReleased('c').then(() => (isReleased = true));
    await cluster.settle();
    expect(isReleased).toBe(false);
    stopping[0]!();
    await cluster.settle();
    expect(isReleased).toBe(true);
  });
});

describe('a worker that does not hear of its group', () => {
  it('stops when its lease is over, and goes on when it hears that its place was kept', async () => {
    const { cluster, workers } = await running('ab', 4);
    const before = workers[1]!.runs();
    workers[1]!.freeze();
    await cluster.pass(LEASE_MS);
    expect(workers[1]!.runs()).toEqual([]);
    await workers[1]!.thaw();
    workers[1]!.beat();
    await cluster.settle();
    expect(workers[1]!.runs()).toEqual(before);
  });

  it('starts again only what an assignment gives it that is newer than its return', async () => {
    const { cluster, workers } = await running('ab', 4);
    const [, b] = workers as [FakeWorker, FakeWorker];
    b.freeze();
    await cluster.pass(LEASE_MS);
    await b.expire();
    await cluster.pass(DELAY_MS);
    expect(workers[0]!.runs()).toHaveLength(5);
    const stopped: string[][] = [];
    b.stop = async (items) => void stopped.push([...items]);
    await b.thaw();
    expect(b.runs()).toEqual([]);
    b.beat();
    await cluster.settle();
    expect(stopped).toHaveLength(1);
    expect(b.runs()).toHaveLength(2);
    expect(Object.keys(cluster.checkOwners())).toHaveLength(5);
  });

  it('cannot publish when it was the leader and another one has followed', async () => {
    const { cluster, workers } = await running('abd', 6);
    const [a, b] = workers as [FakeWorker, FakeWorker];
    a.freeze();
    // It is about to publish.
    await cluster.configure('new', 1);
    await cluster.pass(LEASE_MS);
    await a.expire();
    await cluster.pass(DELAY_MS);
    const before = cluster.checkOwners();
    expect(Object.values(before)).not.toContain('a');
    await a.thaw();
    expect(cluster.checkOwners()).toEqual(before);
    await cluster.pass(1000);
    expect(b.group.isLeader()).toBe(true);
    expect(new Set(Object.values(cluster.checkOwners()))).toEqual(new Set(['a', 'b', 'd']));
  });
});

type Step =
  | { readonly kind: 'start' | 'kill' | 'leave' | 'freeze' | 'expire' | 'thaw'; readonly worker: number }
  | { readonly kind: 'configure'; readonly connector: number; readonly tasks: number | null }
  | { readonly kind: 'pass'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom<'start' | 'kill' | 'leave' | 'freeze' | 'expire' | 'thaw'>(
      'start',
      'start',
      'kill',
      'leave',
      'freeze',
      'expire',
      'thaw',
    ),
    worker: fc.nat({ max: 3 }),
  }),
  fc.record({ kind: fc.constant('configure' as const), connector: fc.nat({ max: 2 }), tasks: fc.option(fc.nat({ max: 4 })) }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(500, LEASE_MS, DELAY_MS) }),
);

/** A group expires a member only when its session is over; its lease is over before. */
const SESSION_MS = LEASE_MS + 500;

async function take(cluster: FakeCluster, workers: Map<number, FakeWorker>, next: Step): Promise<void> {
  if (next.kind === 'configure') return cluster.configure(`c${next.connector}`, next.tasks);
  if (next.kind === 'pass') return cluster.pass(next.ms);
  const worker = workers.get(next.worker);
  if (next.kind === 'start') {
    if (worker === undefined) workers.set(next.worker, await cluster.start(`w${next.worker}`));
    return;
  }
  if (worker === undefined) return;
  if (next.kind === 'expire' || next.kind === 'kill') {
    worker.freeze();
    await cluster.pass(SESSION_MS);
    await (next.kind === 'kill' ? worker.kill() : worker.expire());
  } else if (next.kind === 'freeze') worker.freeze();
  else if (next.kind === 'thaw') await worker.thaw();
  else {
    await worker.thaw();
    await worker.leave();
  }
  if (next.kind === 'kill' || next.kind === 'leave') workers.delete(next.worker);
}

describe('any course of events', () => {
  it('never makes a task run on two workers, and in the end all run', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const cluster = newCluster();
        const workers = new Map<number, FakeWorker>();
        for (const next of steps) {
          await take(cluster, workers, next);
          cluster.checkOwners();
        }
        for (const worker of workers.values()) await worker.thaw();
        await cluster.pass(2 * DELAY_MS);
        const owners = cluster.checkOwners();
        expect(new Set(Object.keys(owners))).toEqual(workers.size === 0 ? new Set() : cluster.wanted());
      }),
      { numRuns: 60 },
    );
  });
});
