import { UsageError } from '../errors.ts';
import { allRules } from '../rules/all-rules.ts';
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

/** Throws a UsageError for an exception that names no rule or gives no reason. */
export function assertKnown(exceptions: Readonly<Record<string, string>>): void {
  const ids = new Set(allRules.map(({ id }) => id));
  for (const [id, reason] of Object.entries(exceptions)) {
    if (!ids.has(id)) throw new UsageError(`The exceptions name ${id}, which is no rule; --list shows them all`);
    if (typeof reason !== 'string' || reason.trim() === '') throw new UsageError(`The exception ${id} needs a reason`);
  }
}
