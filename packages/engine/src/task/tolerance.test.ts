import { ConnectError, DataError, PendingError, RetriableError } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { noErrors } from '../metrics/task-snapshot.ts';
import type { Failure } from './error-reporter.ts';
import { createManualClock, settle } from '../model/manual-clock.case.ts';
import { createTolerance } from './tolerance.ts';

function setUp(settings: { tolerance?: 'none' | 'all'; retryTimeoutMs?: number; retryDelayMaxMs?: number } = {}) {
  const clock = createManualClock();
  const reports: Failure<string>[] = [];
  const aborter = new AbortController();
  const counts = noErrors();
  const tolerance = createTolerance<string>({
    settings: { tolerance: 'none', retryTimeoutMs: 0, retryDelayMaxMs: 60_000, ...settings },
    reporters: [{ report: async (failure) => void reports.push(failure) }],
    clock,
    signal: aborter.signal,
    counts,
    random: () => 0.5,
  });
  return { clock, reports, aborter, counts, tolerance };
}

const operation = (redo: () => void) => ({
  stage: 'VALUE_CONVERTER' as const,
  executingClass: 'Converter',
  origin: 'record',
  redo,
});
const never = (): void => {
  throw new Error('not to be called');
};

describe('without tolerance', () => {
  it('reports the record and fails with the cause', async () => {
    const { tolerance, reports } = setUp();
    const cause = new DataError('bad');
    await expect(tolerance.recover(cause, operation(never))).rejects.toMatchObject({
      message: 'Tolerance exceeded in error handler',
      cause,
    });
    expect(reports).toMatchObject([{ origin: 'record', stage: 'VALUE_CONVERTER', error: cause }]);
    expect(tolerance.withinLimits()).toBe(false);
  });
});

describe('with tolerance', () => {
  it('reports the record and skips it', async () => {
    const { tolerance, reports } = setUp({ tolerance: 'all' });
    expect(await tolerance.recover(new DataError('bad'), operation(never))).toBe('skipped');
    expect(reports).toHaveLength(1);
    expect(tolerance.withinLimits()).toBe(true);
  });

  it('waits for reporters before what was read counts as done', async () => {
    const tolerance = createTolerance<string>({
      settings: { tolerance: 'all', retryTimeoutMs: 0, retryDelayMaxMs: 0 },
      reporters: [{ report: () => Promise.reject(new ConnectError('queue is full')) }],
      clock: createManualClock(),
      signal: new AbortController().signal,
    });
    expect(await tolerance.recover(new DataError('bad'), operation(never))).toBe('skipped');
    await expect(tolerance.settled()).rejects.toThrow('queue is full');
    await tolerance.settled();
  });
});

describe('retries', () => {
  it('are made while the timeout lasts, with growing delays', async () => {
    const { clock, tolerance, reports } = setUp({ retryTimeoutMs: 1000 });
    const at: number[] = [];
    const start = clock.now();
    const recovery = tolerance.recover(
      new RetriableError('busy'),
      operation(() => {
        at.push(clock.now() - start);
        if (at.length < 3) throw new RetriableError('busy');
      }),
    );
    await clock.advance(2000);
    expect(await recovery).toBe('redone');
    expect(at).toEqual([300, 900, 1000]);
    expect(reports).toEqual([]);
  });

  it('end with the last error when the timeout is over', async () => {
    const { clock, tolerance } = setUp({ retryTimeoutMs: 500 });
    const recovery = tolerance.recover(
      new RetriableError('busy'),
      operation(() => {
        throw new RetriableError('still busy');
      }),
    );
    const outcome = expect(recovery).rejects.toMatchObject({ cause: { message: 'still busy' } });
    await clock.advance(600);
    await outcome;
  });

  it('are not made for errors that are not retriable', async () => {
    const { tolerance } = setUp({ tolerance: 'all', retryTimeoutMs: -1 });
    expect(await tolerance.recover(new DataError('bad'), operation(never))).toBe('skipped');
  });

  it('take a random part of the longest delay beyond it', async () => {
    const { clock, tolerance } = setUp({ retryTimeoutMs: -1, retryDelayMaxMs: 100 });
    const start = clock.now();
    const recovery = tolerance.recover(
      new RetriableError('busy'),
      operation(() => expect(clock.now() - start).toBe(50)),
    );
    await clock.advance(50);
    expect(await recovery).toBe('redone');
  });

  it('leave the record alone when the task stops', async () => {
    const { tolerance, aborter, reports } = setUp({ retryTimeoutMs: -1 });
    const recovery = tolerance.recover(new RetriableError('busy'), operation(never));
    await settle();
    aborter.abort();
    expect(await recovery).toBe('stopped');
    expect(reports).toEqual([]);
  });
});

describe('an operation that has to wait', () => {
  it('is done again when the wait is over, as often as it asks for it', async () => {
    const { tolerance, reports } = setUp();
    let waits = 0;
    const wait = (): PendingError => new PendingError('a schema', Promise.resolve());
    const recovery = tolerance.recover(
      wait(),
      operation(() => {
        waits += 1;
        if (waits < 3) throw wait();
      }),
    );
    expect(await recovery).toBe('redone');
    expect(waits).toBe(3);
    expect(reports).toEqual([]);
  });

  it('fails with what the wait fails with', async () => {
    const { tolerance, reports } = setUp({ tolerance: 'all' });
    const pending = new PendingError('a schema', Promise.reject(new DataError('no such schema')));
    const recovery = tolerance.recover(
      pending,
      operation(() => {
        throw pending;
      }),
    );
    expect(await recovery).toBe('skipped');
    expect(reports).toMatchObject([{ error: { message: 'no such schema' } }]);
  });

  it('is tried again within the retry timeout where the wait ends with a retriable error', async () => {
    const { clock, tolerance } = setUp({ retryTimeoutMs: 1000 });
    let answers = 0;
    const recovery = tolerance.recover(
      new PendingError('a schema', Promise.reject(new RetriableError('busy'))),
      operation(() => {
        answers += 1;
        if (answers < 3) throw new PendingError('a schema', Promise.reject(new RetriableError('busy')));
      }),
    );
    await clock.advance(2000);
    expect(await recovery).toBe('redone');
  });

  it('is left alone when the task stops', async () => {
    const { tolerance, aborter, reports } = setUp();
    const pending = new PendingError('a schema', new Promise(() => undefined));
    const recovery = tolerance.recover(
      pending,
      operation(() => {
        throw pending;
      }),
    );
    await settle();
    aborter.abort();
    expect(await recovery).toBe('stopped');
    expect(reports).toEqual([]);
  });
});

describe('errors are counted', () => {
  it('when nothing can be retried', async () => {
    const { tolerance, counts, clock } = setUp({ tolerance: 'all' });
    await tolerance.recover(new DataError('bad'), operation(never));
    expect(counts).toMatchObject({ failures: 1, errors: 1, skipped: 1, retries: 0, lastErrorAt: clock.now() });
  });

  it('with each attempt, and once more when there is none left', async () => {
    const { tolerance, counts, clock } = setUp({ tolerance: 'all', retryTimeoutMs: 1000 });
    const again = (): void => {
      throw new RetriableError('again');
    };
    const recovered = tolerance.recover(new RetriableError('first'), operation(again));
    await clock.advance(1000);
    expect(await recovered).toBe('skipped');
    // The first, those after 300, 600 and 100 ms more, and the giving up.
    expect(counts).toMatchObject({ failures: 5, retries: 3, errors: 1, skipped: 1 });
  });

  it('as failures only when a repetition succeeds', async () => {
    const { tolerance, counts, clock } = setUp({ retryTimeoutMs: 1000 });
    const recovered = tolerance.recover(
      new RetriableError('first'),
      operation(() => undefined),
    );
    await clock.advance(300);
    expect(await recovered).toBe('redone');
    expect(counts).toMatchObject({ failures: 1, retries: 1, errors: 0, skipped: 0, lastErrorAt: 0 });
  });

  it('as errors of what cannot be repeated only when they are not tolerated', async () => {
    const failure = { stage: 'TASK_PUT' as const, executingClass: 'Sink', origin: 'record', error: new DataError('bad') };
    const tolerated = setUp({ tolerance: 'all' });
    await tolerated.tolerance.fail(failure);
    expect(tolerated.counts).toMatchObject({ failures: 1, errors: 0, skipped: 0 });
    const not = setUp();
    await expect(not.tolerance.fail(failure)).rejects.toThrow('Tolerance exceeded');
    expect(not.counts).toMatchObject({ failures: 1, errors: 1, skipped: 0 });
  });
});
