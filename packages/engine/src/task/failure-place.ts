import type { Stage } from './error-reporter.ts';
import { javaTrace } from './java-trace.ts';

/** Where in a task's work something failed. */
export interface FailurePlace {
  readonly stage: Stage | 'TASK_START' | 'TASK_POLL';
  /** The plugin class that was at work. */
  readonly executingClass: string;
  /** As the end of a sentence: `the record of topic t, partition 0, offset 12`. null: it was about no record. */
  readonly record: string | null;
}

const places = new WeakMap<object, FailurePlace>();

/** Notes where it happened, unless that is known more closely already, and gives the error back. */
export function placeFailure<E>(error: E, place: FailurePlace): E {
  if (typeof error === 'object' && error !== null && placeOf(error) === undefined) places.set(error, place);
  return error;
}

/** The trace that a FAILED task shows: as Java prints it, and a line that says where it happened, which Java leaves to its log. */
export function failureTrace(error: unknown): string {
  const place = placeOf(error);
  if (place === undefined) return javaTrace(error);
  const record = place.record === null ? '' : `, on ${place.record}`;
  return `${javaTrace(error)}It failed in stage ${place.stage}, in ${place.executingClass}${record}.\n`;
}

function placeOf(error: unknown): FailurePlace | undefined {
  const seen = new Set<unknown>();
  for (let current = error; typeof current === 'object' && current !== null && !seen.has(current);) {
    const place = places.get(current);
    if (place !== undefined) return place;
    seen.add(current);
    current = current instanceof Error ? current.cause : undefined;
  }
  return undefined;
}
