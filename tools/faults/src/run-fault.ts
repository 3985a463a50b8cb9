import { type Account, account } from './account.ts';
import { readAssignments } from './assignments.ts';
import type { Fault, RoundOutcome } from './fault.ts';
import { foreignMarks, lateRecords } from './ownership.ts';
import { type Scene, startScene } from './scene.ts';
import { REBALANCE_DELAY_MS, SESSION_TIMEOUT_MS } from './settings.ts';

/** What the promise leaves for the machine: beats come at intervals, tasks have to start. Seconds. */
const ALLOWANCE_S = 2;
export const WHOLE_WITHIN_S = (SESSION_TIMEOUT_MS + REBALANCE_DELAY_MS) / 1000 + ALLOWANCE_S;

export interface Row extends Account {
  readonly fault: string;
  readonly rounds: number;
  /** Records of a worker that landed behind the first one of its successor. */
  readonly late: number;
  /** Of each round. */
  readonly seconds: readonly number[];
  /** What is not as promised; empty: the promise was kept. */
  readonly breaches: readonly string[];
  /** Where the logs are; null: they were not kept. */
  readonly logs: string | null;
}

export interface RunOptions {
  readonly rounds: number;
  readonly exactlyOnce: boolean;
  readonly keep: boolean;
  readonly onProgress: (line: string) => void;
}

export async function runFault(fault: Fault, { rounds, exactlyOnce, keep, onProgress }: RunOptions): Promise<Row> {
  const scene = await startScene({ brokers: fault.brokers, exactlyOnce });
  let kept = true;
  try {
    await scene.settled();
    const outcomes: RoundOutcome[] = [];
    for (let round = 0; round < rounds; round++) {
      const outcome = await fault.round(scene, round);
      outcomes.push(outcome);
      onProgress(
        `${fault.name} ${round + 1}/${rounds}: ${outcome.seconds.toFixed(1)} s ${[...outcome.wrong, ...(outcome.breaches ?? [])].join('; ')}`,
      );
    }
    const row = await judge(fault, scene, outcomes, exactlyOnce);
    kept = keep || row.breaches.length > 0;
    return { ...row, logs: kept ? scene.dir : null };
  } catch (error) {
    throw new Error(`the rounds were not finished; logs are in ${scene.dir}`, {
      cause: error,
    });
  } finally {
    await scene.close(kept);
  }
}

async function judge(
  fault: Fault,
  scene: Scene,
  outcomes: readonly RoundOutcome[],
  exactlyOnce: boolean,
): Promise<Omit<Row, 'logs'>> {
  const harvest = await scene.harvest();
  const counts = account(harvest);
  const all = scene.workers.map(({ id, marks }) => ({ worker: id, marks }));
  const history = readAssignments(harvest.assignments);
  const late = lateRecords(harvest.topic, all);
  const seconds = outcomes.map((outcome) => outcome.seconds);
  const breaches = outcomes.flatMap(({ wrong, breaches: found = [] }) => [...wrong, ...found]);
  const lost = counts.lostBySource + counts.lostBySink;
  if (lost > 0) breaches.push(`${lost} records were lost`);
  breaches.push(...history.breaches, ...foreignMarks(history.grants, all));
  if (exactlyOnce && counts.repeatedBySource > 0) breaches.push(`the source repeated ${counts.repeatedBySource} records`);
  if (exactlyOnce && late > 0) breaches.push(`${late} records came late`);
  if (!fault.mayRepeat && counts.repeatedBySource + counts.repeatedBySink > 0) breaches.push('records were repeated');
  const slowest = Math.max(...seconds);
  if (slowest > WHOLE_WITHIN_S) breaches.push(`it took ${slowest.toFixed(1)} s until the cluster was whole again`);
  return { fault: fault.title, rounds: outcomes.length, ...counts, late, seconds, breaches };
}
