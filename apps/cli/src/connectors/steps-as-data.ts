import type { ApplyStep } from '@millrace/client';
import { explainError } from '../explain-error.ts';

/** What was done, or would be, for programs. */
export function stepsAsData(steps: readonly ApplyStep[]): unknown {
  return steps.map(({ name, action, changes, error, invalid }) => ({
    name,
    action,
    changes: changes.map(({ key, from = null, to = null }) => ({ key, from, to })),
    ...(error && { error: explainError(error)?.message ?? error.message }),
    ...(invalid && { invalid }),
  }));
}
