import type { Fault } from '../fault.ts';
import type { FaultyWorker } from '../faulty-worker.ts';
import { ask, send } from '../rest.ts';
import type { Scene } from '../scene.ts';
import { IDLE_SOURCE, REBALANCE_DELAY_MS, SESSION_TIMEOUT_MS } from '../settings.ts';

const CUT_MS = SESSION_TIMEOUT_MS + REBALANCE_DELAY_MS + 3000;
const IN_TIME_MS = 5000;

export const cutFromBroker: Fault = {
  name: 'cut-from-broker',
  title: 'a worker cut off from the broker, not from its peers',
  brokers: 1,
  mayRepeat: true,
  async round(scene, round) {
    const victim = await victimOf(scene, round);
    const sinceMs = performance.now();
    victim.toBroker.cut(round % 2 === 0 ? 'hold' : 'reset');
    const recovery = await scene.recovery({ sinceMs, away: [victim], watchMs: CUT_MS });
    victim.toBroker.heal();
    await scene.settled();
    return recovery;
  },
};

export const cutFromPeers: Fault = {
  name: 'cut-from-peers',
  title: 'a worker cut off from its peers, not from the broker',
  brokers: 1,
  mayRepeat: false,
  async round(scene, round) {
    const victim = await victimOf(scene, round);
    const others = scene.workers.filter((worker) => worker !== victim);
    const leads = (await scene.leader()) === victim;
    await victim.toIt.admitOnly(async () => false);
    await Promise.all(others.map(({ toIt }) => toIt.admitOnly(async (port) => !(await victim.owns(port)))));
    const sinceMs = performance.now();
    const cut = await answersWhileCut(victim, others, leads, round);
    const during = await scene.recovery({ sinceMs, watchMs: CUT_MS });
    await Promise.all(scene.workers.map(({ toIt }) => toIt.admitOnly(null)));
    const healedMs = performance.now();
    await Promise.all(scene.workers.map((worker) => relabel(worker, `healed-${round}`)));
    const seconds = during.seconds + (performance.now() - healedMs) / 1000;
    await scene.settled();
    return { seconds, wrong: during.wrong, breaches: cut };
  },
};

function victimOf(scene: Scene, round: number): Promise<FaultyWorker> {
  return round % 4 < 2 ? scene.follower() : scene.leader();
}

/** Reads are answered by every worker, writes by the leader; who cannot reach it says so in time. */
async function answersWhileCut(
  victim: FaultyWorker,
  others: readonly FaultyWorker[],
  leads: boolean,
  round: number,
): Promise<string[]> {
  const breaches: string[] = [];
  const read = await ask(victim.url, 'GET', `/connectors/${IDLE_SOURCE}/status`);
  if (read.status !== 200) breaches.push(`a cut off worker answers a read with ${read.status}`);
  for (const worker of [victim, ...others]) {
    const reaches = leads ? worker === victim : worker !== victim;
    const began = performance.now();
    const answer = await ask(worker.url, 'PATCH', `/connectors/${IDLE_SOURCE}/config`, { label: `cut-${round}` });
    const took = performance.now() - began;
    if (reaches && answer.status !== 200)
      breaches.push(`a write that reaches the leader is answered with ${answer.status} ${answer.text}`);
    if (!reaches && (answer.status < 500 || took > IN_TIME_MS)) {
      breaches.push(
        `a write that cannot reach the leader is answered with ${answer.status} ${answer.text} after ${Math.round(took)} ms`,
      );
    }
  }
  return breaches;
}

async function relabel({ url }: FaultyWorker, label: string): Promise<void> {
  await send(url, 'PATCH', `/connectors/${IDLE_SOURCE}/config`, { label });
}
