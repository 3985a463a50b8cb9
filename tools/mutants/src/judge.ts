import { runContractTests, type Outcome } from '@millrace/contract-tests';
import type { Mutant, RunningMutant } from './mutant.ts';

/** What became of a mutant. */
export interface Verdict {
  readonly mutant: Mutant;
  readonly result: 'killed' | 'survived';
  /** How each of the rules that it names came out, in a few words. */
  readonly rules: readonly { readonly id: string; readonly killed: boolean; readonly words: string }[];
  readonly durationMs: number;
}

/** How long a rule waits for what will never come true: more than a good worker takes on a machine that is busy. */
const timeoutMs = 10_000;

/** Runs the rules that a mutant names against it. It is killed if every one of them fails, with a finding of its own. */
export async function judge(mutant: Mutant, { app }: Pick<RunningMutant, 'app'>): Promise<Verdict> {
  const startedAt = performance.now();
  const outcomes = await outcomesOf(mutant.killedBy, app);
  const rules = mutant.killedBy.map((id) => {
    const outcome = outcomes.get(id);
    return { id, killed: outcome !== undefined && isFinding(outcome), words: wordsOf(outcome) };
  });
  const result = rules.length > 0 && rules.every(({ killed }) => killed) ? 'killed' : 'survived';
  return { mutant, result, rules, durationMs: performance.now() - startedAt };
}

/** Runs rules and gives how they came out; a run that could not be done gives none. */
export async function outcomesOf(
  ids: readonly string[],
  app: RunningMutant['app'],
  concurrency = 6,
): Promise<Map<string, Outcome>> {
  const grep = new RegExp(`^(${ids.join('|')})$`);
  const { outcomes } = await runContractTests({ app, grep, timeoutMs, concurrency });
  return new Map(outcomes.map((outcome) => [outcome.id, outcome]));
}

/** A test that crashed, or that got no answer, has found nothing out. */
function isFinding({ result, failure }: Outcome): boolean {
  return (
    result === 'fail' &&
    failure !== undefined &&
    failure.expected !== 'the test to run to its end' &&
    failure.expected !== 'an answer'
  );
}

/** How a rule came out, in a few words. */
export function wordsOf(outcome: Outcome | undefined): string {
  if (!outcome) return 'it was not run';
  const { result, failure, reason } = outcome;
  return failure
    ? `expected ${failure.expected}; found ${failure.found}`
    : `${result}${reason === undefined ? '' : `: ${reason}`}`;
}
