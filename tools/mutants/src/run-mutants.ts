import { judge, outcomesOf, wordsOf, type Verdict } from './judge.ts';
import type { Mutant, RunningMutant } from './mutant.ts';

export interface MutantRun<M extends Mutant> {
  readonly mutants: readonly M[];
  readonly start: (mutant: M) => Promise<RunningMutant>;
  /** What all the rules have to pass on. */
  readonly startGood: () => Promise<RunningMutant>;
  readonly onVerdict: (verdict: Verdict) => void;
  /** How many mutants run at a time. */
  readonly width: number;
}

/**
 * Judges mutants, several at a time. Before that the rules that they name have to pass on the good worker: a rule that fails there says
 * nothing about a mutant.
 *
 * @throws Error if they do not.
 */
export async function runMutants<M extends Mutant>(run: MutantRun<M>): Promise<Verdict[]> {
  if (run.mutants.length === 0) return [];
  await assertPass(run);
  const waiting = [...run.mutants];
  const verdicts: Verdict[] = [];
  const work = async () => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const running = await run.start(mutant);
      try {
        const verdict = await judge(mutant, running);
        verdicts.push(verdict);
        run.onVerdict(verdict);
      } finally {
        await running.close();
      }
    }
  };
  await Promise.all(Array.from({ length: run.width }, work));
  return verdicts;
}

async function assertPass<M extends Mutant>({ mutants, startGood }: MutantRun<M>): Promise<void> {
  const ids = [...new Set(mutants.flatMap(({ killedBy }) => killedBy))];
  const good = await startGood();
  try {
    const outcomes = await outcomesOf(ids, good.app);
    const failed = ids.filter((id) => outcomes.get(id)?.result !== 'pass');
    // On a machine that is busy they may have been too many at a time.
    const again = failed.length === 0 ? outcomes : await outcomesOf(failed, good.app, 2);
    const wrong = failed.filter((id) => again.get(id)?.result !== 'pass').map((id) => `  ${id}: ${wordsOf(again.get(id))}`);
    if (wrong.length > 0) throw new Error(`On the good worker these do not pass:\n${wrong.join('\n')}`);
  } finally {
    await good.close();
  }
}
