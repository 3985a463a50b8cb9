import type { Stage } from './error-reporter.ts';
import type { Tolerance } from './tolerance.ts';

/**
 * How far a batch of records has come through the steps of a pipeline. The steps share it: what one drops, the next leaves alone.
 * The state is a flag per record, so that a batch in which nothing goes wrong allocates nothing here.
 */
export interface Passage {
  /** Records from here on are left alone: one of them failed the task, or the task is stopping. */
  length: number;
  /** 1 for a record that was dropped; null while none was. */
  gone: Uint8Array | null;
  /** What the task has to fail with, once the records before `length` are dealt with. */
  failure: { readonly error: unknown } | null;
}

export function startPassage(length: number): Passage {
  return { length, gone: null, failure: null };
}

export function dropRecord(passage: Passage, index: number): void {
  passage.gone ??= new Uint8Array(passage.length);
  passage.gone[index] = 1;
}

export function isGone(passage: Passage, index: number): boolean {
  return passage.gone !== null && passage.gone[index] === 1;
}

/** How many records are still on their way. */
export function countAlive(passage: Passage): number {
  if (passage.gone === null) return passage.length;
  let alive = 0;
  for (let index = 0; index < passage.length; index += 1) if (passage.gone[index] !== 1) alive += 1;
  return alive;
}

/** One step for one record after the other. */
export interface Step {
  readonly stage: Stage;
  readonly executingClass: string;
  /** Does the step for the n-th record. May throw, and is then called again if that was retriable. */
  one(index: number): void;
}

/** How a pipeline treats errors, and which record an index stands for when one has to be reported. */
export interface ErrorHandling<Origin> {
  readonly tolerance: Tolerance<Origin>;
  origin(index: number): Origin;
}

/** Does a step for every record that is still there. Answers a promise only when a record failed and had to be dealt with. */
export function runStep<Origin>(passage: Passage, step: Step, errors: ErrorHandling<Origin>): Promise<void> | undefined {
  let index = 0;
  try {
    index = -1;
    while ((index = nextAlive(passage, index)) < passage.length) step.one(index);
    return undefined;
  } catch (error) {
    return recoverFrom(passage, step, errors, index, error);
  }
}

async function recoverFrom<Origin>(
  passage: Passage,
  step: Step,
  errors: ErrorHandling<Origin>,
  failedAt: number,
  failedWith: unknown,
): Promise<void> {
  let index = failedAt;
  let error = failedWith;
  for (;;) {
    await recoverOne(passage, step, errors, index, error);
    try {
      while ((index = nextAlive(passage, index)) < passage.length) step.one(index);
      return;
    } catch (next) {
      error = next;
    }
  }
}

async function recoverOne<Origin>(
  passage: Passage,
  step: Step,
  errors: ErrorHandling<Origin>,
  index: number,
  error: unknown,
): Promise<void> {
  const { stage, executingClass } = step;
  try {
    const operation = { stage, executingClass, origin: errors.origin(index), redo: () => step.one(index) };
    const recovery = await errors.tolerance.recover(error, operation);
    if (recovery === 'skipped') dropRecord(passage, index);
    if (recovery === 'stopped') passage.length = index;
  } catch (fatal) {
    passage.length = index;
    passage.failure = { error: fatal };
  }
}

function nextAlive(passage: Passage, index: number): number {
  let next = index + 1;
  if (passage.gone !== null) while (next < passage.length && passage.gone[next] === 1) next += 1;
  return next;
}
