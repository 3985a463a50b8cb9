import { ConnectError } from '@millrace/connector-api';
import type { Clock } from '../model/clock.ts';
import { delay } from '../model/clock.ts';
import { noErrors } from '../metrics/task-snapshot.ts';
import type { TaskErrorCounts } from '../metrics/task-snapshot.ts';
import type { ErrorReporter, Failure, Stage } from './error-reporter.ts';
import { placeFailure } from './failure-place.ts';
import { readyOf, whenReady } from './pending.ts';

/** `errors.tolerance`, `errors.retry.timeout` and `errors.retry.delay.max.ms` of a connector (KIP-298). */
export interface ToleranceSettings {
  readonly tolerance: 'none' | 'all';
  /** How long a retriable error may be retried, in milliseconds; negative: for ever. */
  readonly retryTimeoutMs: number;
  readonly retryDelayMaxMs: number;
}

/** What became of an operation that had failed. */
export type Recovery =
  /** A repetition succeeded. */
  | 'redone'
  /** The record is dropped and the task goes on. */
  | 'skipped'
  /** The task is stopping: this record and all after it are left alone, to be read again by the next run. */
  | 'stopped';

/** An operation on one record that threw. */
export interface FailedOperation<Origin> {
  readonly stage: Stage;
  readonly executingClass: string;
  readonly origin: Origin;
  /** Does the operation again; throws if it fails again. */
  redo(): void;
}

/** A connector's error handling: one object for each run of a task. */
export interface Tolerance<Origin> {
  readonly settings: ToleranceSettings;
  /**
   * Repeats a retriable operation, and reports and skips what cannot be done. Rejects with `Tolerance exceeded in error handler`
   * when errors are not tolerated.
   */
  recover(error: unknown, operation: FailedOperation<Origin>): Promise<Recovery>;
  /** The same for something that cannot be repeated. Resolves when all reporters have the record. */
  fail(failure: Failure<Origin>): Promise<void>;
  /** Whether errors seen so far are within what the connector tolerates. */
  withinLimits(): boolean;
  /** The error that the task fails with when it may not tolerate this one. */
  exceeded(failure: Omit<Failure<Origin>, 'origin'> & { readonly origin: Origin | null }): ConnectError;
  /** Resolves when everything reported so far is safe; rejects with what a reporter could not do. */
  settled(): Promise<void>;
}

export interface ToleranceOptions<Origin> {
  readonly settings: ToleranceSettings;
  readonly reporters: readonly ErrorReporter<Origin>[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** A record as a FAILED trace names it. */
  readonly nameRecord?: (origin: Origin) => string;
  /** Where errors are counted. */
  readonly counts?: TaskErrorCounts;
  /** From 0 up to 1, for the delays beyond the longest. */
  readonly random?: () => number;
}

const FIRST_DELAY_MS = 300;
/** So many reports may be under way until the task waits for them. */
const MAX_UNFINISHED = 1000;

export function createTolerance<Origin>(options: ToleranceOptions<Origin>): Tolerance<Origin> {
  const { settings, reporters, clock, signal, counts = noErrors(), random = Math.random } = options;
  let failures = 0;
  let unfinished = 0;
  const reporting = new Set<Promise<void>>();

  function withinLimits(): boolean {
    return settings.tolerance === 'all' || failures === 0;
  }

  async function reportToAll(failure: Failure<Origin>): Promise<void> {
    await Promise.all(reporters.map((reporter) => reporter.report(failure)));
  }

  /** What is answered may be left alone: a failure is kept for `settled`. */
  function report(failure: Failure<Origin>): Promise<void> {
    failures += 1;
    counts.failures += 1;
    counts.lastErrorAt = clock.now();
    const reported = reportToAll(failure);
    reporting.add(reported);
    unfinished += 1;
    reported.then(
      () => {
        unfinished -= 1;
        reporting.delete(reported);
      },
      () => (unfinished -= 1),
    );
    return reported;
  }

  function exceeded({ stage, executingClass, origin, error }: Parameters<Tolerance<Origin>['exceeded']>[0]): ConnectError {
    const record = origin === null ? null : (options.nameRecord?.(origin) ?? null);
    const told = new ConnectError('Tolerance exceeded in error handler', { cause: error });
    return placeFailure(told, { stage, executingClass, record });
  }

  /** Does the operation again, with the waits that it asks for. Undefined: succeeded. */
  async function redo(operation: FailedOperation<Origin>): Promise<{ error: unknown } | undefined> {
    try {
      await whenReady(() => operation.redo(), signal);
      return undefined;
    } catch (error) {
      return { error };
    }
  }

  /** Undefined: succeeded. */
  async function retry(error: unknown, operation: FailedOperation<Origin>): Promise<{ error: unknown } | undefined> {
    let failed = readyOf(error) === null ? { error } : await redo(operation);
    const deadline = settings.retryTimeoutMs < 0 ? Infinity : clock.now() + settings.retryTimeoutMs;
    for (let attempt = 1; failed !== undefined && isRetriable(failed.error) && clock.now() < deadline; attempt += 1) {
      counts.failures += 1;
      if (!signal.aborted)
        await delay(clock, retryDelay(attempt, settings.retryDelayMaxMs, deadline - clock.now(), random), signal);
      counts.retries += 1;
      if (signal.aborted) break;
      failed = await redo(operation);
    }
    return failed;
  }

  return {
    settings,
    withinLimits,
    exceeded,
    async recover(error, operation) {
      const failed = await retry(error, operation);
      if (failed === undefined) return 'redone';
      if (signal.aborted && isRetriable(failed.error)) return 'stopped';
      // The attempt that was the last one allowed, beside the failure that it led to.
      if (isRetriable(failed.error)) counts.failures += 1;
      counts.errors += 1;
      void report({ ...operation, error: failed.error });
      if (!withinLimits()) throw exceeded({ ...operation, error: failed.error });
      counts.skipped += 1;
      if (unfinished >= MAX_UNFINISHED) await ended(reporting);
      return 'skipped';
    },
    async fail(failure) {
      const reported = report(failure);
      if (!withinLimits()) {
        counts.errors += 1;
        throw exceeded(failure);
      }
      await reported;
    },
    async settled() {
      const soFar = Array.from(reporting);
      for (const each of soFar) {
        try {
          await each;
        } finally {
          reporting.delete(each);
        }
      }
    },
  };
}

/** Resolves when all of them have come to an end, whichever. */
async function ended(promises: Iterable<Promise<unknown>>): Promise<void> {
  await Promise.allSettled(promises);
}

/** Whether an error says of itself that the same may succeed later. */
export function isRetriable(error: unknown): boolean {
  return error instanceof Error && 'retriable' in error && error.retriable === true;
}

/** Doubles from 300 ms; beyond the longest delay it is a random part of that. */
function retryDelay(attempt: number, maxMs: number, leftMs: number, random: () => number): number {
  const doubled = FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 40);
  return Math.max(0, Math.min(doubled > maxMs ? random() * maxMs : doubled, leftMs));
}
