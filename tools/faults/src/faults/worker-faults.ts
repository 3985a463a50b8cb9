import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../fault.ts';
import type { FaultyWorker } from '../faulty-worker.ts';
import type { Scene } from '../scene.ts';
import { until } from '../scene.ts';
import { LEADER_ID, REBALANCE_DELAY_MS, SESSION_TIMEOUT_MS } from '../settings.ts';

/** Longer than a session and the delay: the others have gone on. */
const STOPPED_MS = SESSION_TIMEOUT_MS + REBALANCE_DELAY_MS + 3000;
const API_KEY_AT = 4;

const killing = (name: string, title: string, choose: (scene: Scene) => Promise<FaultyWorker>): Fault => ({
  name,
  title,
  brokers: 1,
  mayRepeat: true,
  async round(scene) {
    const victim = await choose(scene);
    const sinceMs = performance.now();
    await victim.kill();
    const recovery = await scene.recovery({ sinceMs });
    await victim.start();
    await scene.settled();
    return recovery;
  },
});

export const killFollower = killing('kill-follower', 'kill -9 of a follower', (scene) => scene.follower());
export const killLeader = killing('kill-leader', 'kill -9 of the leader', (scene) => scene.leader());

export const stopWorker: Fault = {
  name: 'stop-worker',
  title: 'SIGSTOP of a worker for longer than its session, SIGCONT',
  brokers: 1,
  mayRepeat: true,
  async round(scene, round) {
    const victim = round % 2 === 0 ? await scene.follower() : await scene.leader();
    const sinceMs = performance.now();
    victim.signal('SIGSTOP');
    const recovery = await scene.recovery({ sinceMs, away: [victim], watchMs: STOPPED_MS });
    victim.signal('SIGCONT');
    await scene.settled();
    return recovery;
  },
};

/** The requests by which a leader takes over and publishes: where it is stopped, by round. */
const STAGES: readonly (readonly [apiKey: number, name: string])[] = [
  [22, 'InitProducerId'],
  [24, 'AddPartitionsToTxn'],
  [0, 'Produce'],
  [26, 'EndTxn'],
  [10, 'FindCoordinator'],
];

export const stopNewLeader: Fault = {
  name: 'stop-new-leader',
  title: 'SIGSTOP of a new leader before its first assignment, succession, SIGCONT',
  brokers: 1,
  mayRepeat: true,
  async round(scene, round) {
    const [apiKey, stage] = STAGES[round % STAGES.length]!;
    const first = await scene.leader();
    const stopped: FaultyWorker[] = [];
    scene.tap((worker, bytes) => {
      if (stopped.length > 0 || bytes.readInt16BE(API_KEY_AT) !== apiKey || !bytes.includes(LEADER_ID)) return;
      stopped.push(worker);
      worker.toBroker.cut('hold');
      worker.signal('SIGSTOP');
    });
    await first.kill();
    await until(`the new leader sends ${stage}`, async () => stopped.length > 0);
    scene.tap(null);
    const second = stopped[0]!;
    const third = scene.workers.find((worker) => worker !== first && worker !== second)!;
    const recovery = await scene.recovery({ sinceMs: performance.now(), away: [second] });
    second.toBroker.heal();
    second.signal('SIGCONT');
    await delay(SESSION_TIMEOUT_MS);
    const leads = await scene.leader();
    const breaches = leads === third ? [] : [`stopped before ${stage}: ${leads.id} leads instead of the successor ${third.id}`];
    await first.start();
    await scene.settled();
    return { ...recovery, breaches };
  },
};

export const rollingRestart: Fault = {
  name: 'rolling-restart',
  title: 'rolling restart of all three workers',
  brokers: 1,
  mayRepeat: false,
  async round(scene) {
    const breaches: string[] = [];
    let seconds = 0;
    for (const worker of scene.workers) {
      const sinceMs = performance.now();
      const ending = worker.terminate();
      const recovery = await scene.recovery({ sinceMs, away: [worker], watchMs: 0 });
      const code = await ending;
      if (code !== 0) breaches.push(`${worker.id} ended with ${code}`);
      await worker.start();
      if (recovery.wrong.length > 0) return { ...recovery, breaches };
      seconds = Math.max(seconds, recovery.seconds);
      await scene.settled();
    }
    return { seconds, wrong: [], breaches };
  },
};
