import { DataError } from '@millrace/connector-api';
import type { ConnectRecord, Transformation } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import type { Failure } from './error-reporter.ts';
import { createManualClock } from '../model/manual-clock.case.ts';
import { isGone, startPassage } from './passage.ts';
import type { ErrorHandling, Passage } from './passage.ts';
import { createTolerance } from './tolerance.ts';
import { transformAll } from './transform-chain.ts';
import type { TransformStage } from './transform-chain.ts';

const recordOf = (value: unknown): ConnectRecord => ({
  topic: 't',
  partition: null,
  keySchema: null,
  key: null,
  valueSchema: null,
  value,
  timestamp: null,
  headers: [],
});

const stage = (transformation: Partial<Transformation>, more: Partial<TransformStage> = {}): TransformStage => ({
  transformClass: 'T',
  transformation: { apply: (record) => record, ...transformation },
  predicate: null,
  negate: false,
  ...more,
});

const append = (text: string): TransformStage =>
  stage({ apply: (record) => ({ ...record, value: `${String(record.value)}${text}` }) });
const isEven = { test: (record: ConnectRecord) => Number(record.value) % 2 === 0 };

function setUp(tolerance: 'none' | 'all' = 'none') {
  const failures: Failure<number>[] = [];
  const errors: ErrorHandling<number> = {
    tolerance: createTolerance({
      settings: { tolerance, retryTimeoutMs: 0, retryDelayMaxMs: 0 },
      reporters: [{ report: async (failure) => void failures.push(failure) }],
      clock: createManualClock(),
      signal: new AbortController().signal,
    }),
    origin: (index) => index,
  };
  return { errors, failures };
}

async function run(stages: TransformStage[], values: unknown[], tolerance?: 'none' | 'all') {
  const { errors, failures } = setUp(tolerance);
  const records = values.map(recordOf);
  const passage = startPassage(records.length);
  await transformAll(stages, records, passage, errors);
  return { values: alive(records, passage), passage, failures };
}

const alive = (records: ConnectRecord[], passage: Passage): unknown[] =>
  records.slice(0, passage.length).flatMap((record, index) => (isGone(passage, index) ? [] : [record.value]));

describe('a chain of transformations', () => {
  it('takes every record through all of them in order', async () => {
    expect((await run([append('b'), append('c')], ['a', 'x'])).values).toEqual(['abc', 'xbc']);
  });

  it('does nothing without a promise when nothing fails', () => {
    const { errors } = setUp();
    expect(transformAll([append('b')], [recordOf('a')], startPassage(1), errors)).toBeUndefined();
  });

  it('leaves what one drops alone in the next', async () => {
    const drop = stage({ apply: (record) => (record.value === 'b' ? null : record) });
    expect((await run([drop, append('!')], ['a', 'b', 'c'])).values).toEqual(['a!', 'c!']);
  });

  it('uses a transformation where its predicate holds, or where it does not', async () => {
    const drop = { apply: () => null };
    expect((await run([stage(drop, { predicate: isEven })], [1, 2, 3])).values).toEqual([1, 3]);
    expect((await run([stage(drop, { predicate: isEven, negate: true })], [1, 2, 3])).values).toEqual([2]);
  });

  it('uses the whole-batch form, also when records were dropped before', async () => {
    const whole = stage({
      applyAll: (records) =>
        records.map((record) => (record.value === 3 ? null : { ...record, value: Number(record.value) * 10 })),
      apply: () => {
        throw new Error('not to be called');
      },
    });
    const dropEven = stage({ apply: () => null }, { predicate: isEven });
    expect((await run([dropEven, whole], [1, 2, 3, 4, 5])).values).toEqual([10, 50]);
  });

  it('finds the record that a whole-batch form fails at', async () => {
    const fussy = (record: ConnectRecord): void => {
      if (record.value === 2) throw new DataError('two');
    };
    const whole = stage({
      applyAll: (records) => records.map((record) => (fussy(record), record)),
      apply: (record) => (fussy(record), record),
    });
    const { values, failures } = await run([whole, append('!')], [1, 2, 3], 'all');
    expect(values).toEqual(['1!', '3!']);
    expect(failures).toMatchObject([{ origin: 1, stage: 'TRANSFORMATION', executingClass: 'T' }]);
  });

  it('refuses a whole-batch form that loses count', () => {
    const { errors } = setUp();
    const short = stage({ applyAll: () => [] });
    expect(() => transformAll([short], [recordOf(1)], startPassage(1), errors)).toThrow('gave 0 results for 1 records');
  });

  it('keeps what comes before the record that fails the task', async () => {
    const fail = stage({
      apply: (record) => {
        if (record.value === 'b!') throw new DataError('no b');
        return record;
      },
    });
    const { values, passage } = await run([append('!'), fail, append('?')], ['a', 'b', 'c']);
    expect(values).toEqual(['a!?']);
    expect(passage.failure?.error).toMatchObject({ message: 'Tolerance exceeded in error handler', cause: { message: 'no b' } });
  });
});
