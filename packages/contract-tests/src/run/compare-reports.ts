import type { Comparison, Outcome, RunReport } from '../run-report.ts';

/** What got better and what got worse since a former run. Skipped rules are neither. */
export function compareReports(before: Pick<RunReport, 'outcomes'>, after: Pick<RunReport, 'outcomes'>): Comparison {
  const former = new Map(before.outcomes.map((outcome) => [outcome.id, outcome]));
  const now = new Map(after.outcomes.map((outcome) => [outcome.id, outcome]));
  const changed = (from: readonly Outcome['result'][], to: readonly Outcome['result'][]) =>
    after.outcomes
      .filter(({ id, result }) => to.includes(result) && from.includes(former.get(id)?.result ?? 'skipped'))
      .map(({ id }) => id);
  return {
    better: changed(['fail', 'known-failure'], ['pass']),
    worse: changed(['pass'], ['fail', 'known-failure']),
    added: after.outcomes.filter(({ id }) => !former.has(id)).map(({ id }) => id),
    gone: before.outcomes.filter(({ id }) => !now.has(id)).map(({ id }) => id),
  };
}
