import type { Outcome } from '../run-report.ts';

/**
 * Makes a known failure of one that the exceptions name, and a failure of a pass that they name: an exception that is not needed any more
 * has to go.
 */
export function applyException(outcome: Outcome, exceptions: Readonly<Record<string, string>>): Outcome {
  if (!Object.hasOwn(exceptions, outcome.id)) return outcome;
  const reason = exceptions[outcome.id] ?? '';
  if (outcome.result === 'fail') return { ...outcome, result: 'known-failure', reason };
  if (outcome.result !== 'pass') return outcome;
  const failure = {
    curl: null,
    request: null,
    answer: null,
    expected: `the rule to fail, as the exceptions say (${reason})`,
    found: 'that it holds now: take it out of the exceptions',
  };
  return { ...outcome, result: 'fail', reason, failure };
}
