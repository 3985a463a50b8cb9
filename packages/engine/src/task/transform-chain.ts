import { ConnectError } from '@millrace/connector-api';
import type { ConnectRecord, Predicate, Transformation } from '@millrace/connector-api';
import type { ErrorHandling, Passage } from './passage.ts';
import { countAlive, dropRecord, isGone, runStep } from './passage.ts';

/** A transformation and the predicate that decides on which records it is used. */
export interface TransformStage {
  /** The transformation's class, as error reports name it. */
  readonly transformClass: string;
  readonly transformation: Transformation;
  /** null: it is used on all. */
  readonly predicate: Predicate | null;
  /** `transforms.<alias>.negate`: used where the predicate does not hold. */
  readonly negate: boolean;
}

/**
 * Takes a batch through all transformations, one after the other; `records` is changed in place. What is dropped is marked in the
 * passage, and its entry stays what it was. Answers a promise only when a record failed.
 */
export function transformAll<Origin>(
  stages: readonly TransformStage[],
  records: ConnectRecord[],
  passage: Passage,
  errors: ErrorHandling<Origin>,
): Promise<void> | undefined {
  for (let at = 0; at < stages.length; at += 1) {
    const pending = applyStage(stages[at] as TransformStage, records, passage, errors);
    if (pending !== undefined) return pending.then(() => transformAll(stages.slice(at + 1), records, passage, errors));
  }
  return undefined;
}

function applyStage<Origin>(
  stage: TransformStage,
  records: ConnectRecord[],
  passage: Passage,
  errors: ErrorHandling<Origin>,
): Promise<void> | undefined {
  if (stage.predicate === null && applyWhole(stage, records, passage)) return undefined;
  const { transformation, predicate, negate } = stage;
  return runStep(
    passage,
    {
      stage: 'TRANSFORMATION',
      executingClass: stage.transformClass,
      one(index) {
        const record = records[index] as ConnectRecord;
        if (predicate !== null && predicate.test(record) === negate) return;
        settle(records, passage, index, transformation.apply(record));
      },
    },
    errors,
  );
}

/** The whole-batch form. False: there is none, or a record failed and has to be found one by one. */
function applyWhole(stage: TransformStage, records: ConnectRecord[], passage: Passage): boolean {
  const { transformation } = stage;
  if (transformation.applyAll === undefined) return false;
  const alive = aliveRecords(records, passage);
  let results: (ConnectRecord | null)[];
  try {
    results = transformation.applyAll(alive);
  } catch {
    return false;
  }
  if (results.length !== alive.length) throw new ConnectError(wrongCount(stage, alive.length, results.length));
  for (let index = 0, at = 0; index < passage.length; index += 1) {
    if (isGone(passage, index)) continue;
    settle(records, passage, index, results[at] as ConnectRecord | null);
    at += 1;
  }
  return true;
}

function settle<R>(records: R[], passage: Passage, index: number, result: R | null | undefined): void {
  if (result === null || result === undefined) dropRecord(passage, index);
  else records[index] = result;
}

function aliveRecords<R>(records: readonly R[], passage: Passage): readonly R[] {
  if (passage.gone === null && passage.length === records.length) return records;
  const alive: R[] = Array.from({ length: countAlive(passage) });
  for (let index = 0, at = 0; index < passage.length; index += 1) {
    if (isGone(passage, index)) continue;
    alive[at] = records[index] as R;
    at += 1;
  }
  return alive;
}

function wrongCount(stage: TransformStage, given: number, got: number): string {
  return `Transformation ${stage.transformClass} gave ${got} results for ${given} records; applyAll has to give one for each`;
}
