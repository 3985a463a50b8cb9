import { ConnectError, DataError, RetriableError } from '@millrace/connector-api';
import type { SourceRecord, SourceTask } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { createTaskMeter, DEFAULT_SAMPLING } from '../metrics/task-meter.ts';
import { StoreError } from '../model/errors.ts';
import { createManualClock, settle } from '../model/manual-clock.case.ts';
import { sourceRecordTexts } from './error-reporter.ts';
import type { ErrorReporter } from './error-reporter.ts';
import { runTask } from './run-task.ts';
import { createFakeProducer, createReport, createScriptedSource, sourceRecord, text, textConverters } from './runner-rig.case.ts';
import type { ScriptedSource } from './runner-rig.case.ts';
import { createSourceTaskRunner } from './source-task-runner.ts';
import type { SourceTaskOptions } from './source-task-runner.ts';
import { createTaskControl } from './task-control.ts';
import { createTolerance } from './tolerance.ts';
import { noTopicCreator } from './topic-creation.ts';

interface RigOptions extends Partial<SourceTaskOptions> {
  readonly source?: ScriptedSource;
  readonly target?: 'STARTED' | 'PAUSED';
  readonly errorsTolerance?: 'none' | 'all';
  readonly reporters?: readonly ErrorReporter<SourceRecord>[];
}

function createRig({
  source = createScriptedSource(),
  target = 'STARTED',
  errorsTolerance = 'none',
  reporters = [],
  ...more
}: RigOptions = {}) {
  const clock = createManualClock();
  const control = createTaskControl(target);
  const producer = createFakeProducer();
  const report = createReport();
  const meter = createTaskMeter({ id: { connector: 'c', task: 0 }, clock, sampling: DEFAULT_SAMPLING });
  const offsets: string[] = [];
  const topics: string[] = [];
  let released = 0;
  const options: SourceTaskOptions = {
    id: { connector: 'c', task: 0 },
    taskClass: 'test.SourceTask',
    task: source,
    config: {},
    props: {},
    transforms: [],
    converters: textConverters(),
    tolerance: createTolerance({
      settings: { tolerance: errorsTolerance, retryTimeoutMs: 0, retryDelayMaxMs: 0 },
      reporters,
      nameRecord: (record) => sourceRecordTexts.inTrace(record),
      clock,
      signal: control.signal,
      counts: meter.errors,
    }),
    producer,
    topics: noTopicCreator,
    offsetReader: { read: async () => [] },
    writeOffsets: async (entries) => void offsets.push(...entries.map(([partition, offset]) => `${partition}→${offset}`)),
    exactlyOnce: null,
    flushIntervalMs: 60_000,
    flushTimeoutMs: 5000,
    control,
    report: report.report,
    onTopic: (topic) => topics.push(topic),
    release: async () => {
      released += 1;
    },
    meter,
    clock,
    logger: report.logger,
    ...more,
  };
  const ended = runTask({
    createRunner: async () => createSourceTaskRunner(options),
    control,
    report: report.report,
    logger: report.logger,
  });
  return { clock, control, source, producer, ended, offsets, topics, ...report, meter, released: () => released };
}

const polls = (source: ScriptedSource): number => source.calls.filter((call) => call === 'poll').length;

describe('a source task', () => {
  it('moves what it polls to the topic and commits the offsets when it stops', async () => {
    const rig = createRig();
    rig.source.give([sourceRecord('a'), sourceRecord('b')]);
    await settle();
    expect(rig.states).toEqual(['RUNNING']);
    expect(rig.producer.written).toEqual(['a', 'b']);
    expect(rig.topics).toEqual(['out']);
    expect(rig.offsets).toEqual([]);
    rig.control.stop();
    rig.source.give(null);
    await rig.ended;
    expect(rig.offsets).toEqual(['{"file":"f"}→{"at":"b"}']);
    expect(rig.source.calls.at(-1)).toBe('stop');
    expect(rig.released()).toBe(1);
    expect(rig.states).toEqual(['RUNNING', 'UNASSIGNED']);
  });

  it('commits at each flush interval, and tells the task', async () => {
    let commits = 0;
    const source = createScriptedSource({ commit: () => void (commits += 1) });
    const rig = createRig({ source });
    source.give([sourceRecord('a')]);
    await rig.clock.advance(60_000);
    expect(rig.offsets).toEqual(['{"file":"f"}→{"at":"a"}']);
    expect(commits).toBe(1);
    source.give([sourceRecord('b')]);
    await rig.clock.advance(60_000);
    expect(rig.offsets.at(-1)).toBe('{"file":"f"}→{"at":"b"}');
  });

  it('keeps offsets that could not be written for the next time', async () => {
    let fail = true;
    const written: string[] = [];
    const rig = createRig({
      writeOffsets: async (entries) => {
        if (fail) throw new ConnectError('no');
        written.push(...entries.map(([, offset]) => String(offset)));
      },
    });
    rig.source.give([sourceRecord('a')]);
    await rig.clock.advance(60_000);
    expect(rig.lines).toContain('error: Failed to commit offsets; they are tried again next time');
    fail = false;
    await rig.clock.advance(60_000);
    expect(written).toEqual(['{"at":"a"}']);
  });

  it('commits no offset before its record is acknowledged', async () => {
    const rig = createRig();
    rig.producer.open = false;
    rig.source.give([sourceRecord('a')]);
    rig.source.give([sourceRecord('b')]);
    await rig.clock.advance(60_000);
    expect(rig.producer.waiting()).toBe(2);
    expect(rig.offsets).toEqual([]);
    rig.producer.release();
    await rig.clock.advance(60_000);
    expect(rig.offsets).toEqual(['{"file":"f"}→{"at":"a"}']);
  });

  it('sends records to their topics with keys, headers, partitions and timestamps', async () => {
    const rig = createRig();
    rig.source.give([
      sourceRecord('a', { key: 'k', partition: 3, timestamp: 7, headers: [{ key: 'h', schema: null, value: 1 }] }),
      sourceRecord('b', { topic: 'other' }),
      sourceRecord(null, { timestamp: -1 }),
    ]);
    await settle();
    const [first, second] = rig.producer.calls[0] ?? [];
    expect(first).toMatchObject({ topic: 'out', partition: [3, null], timestamps: [7, null] });
    expect(first?.keys?.map(text)).toEqual(['k', null]);
    expect(first?.values.map(text)).toEqual(['a', null]);
    expect(first?.headers?.map((headers) => headers.map(({ key, value }) => `${key}=${text(value)}`))).toEqual([['h=1'], []]);
    expect(second).toMatchObject({ topic: 'other', partition: null, keys: null, timestamps: null });
  });

  it('tells the task of each record, with its place on the topic or without', async () => {
    const seen: string[] = [];
    const source = createScriptedSource({
      commitRecord: (record, metadata) =>
        void seen.push(`${String(record.value)} ${metadata === null ? 'dropped' : metadata.offset}`),
    });
    const drop = { apply: <R>(record: R) => ((record as { value: unknown }).value === 'b' ? null : record) };
    createRig({ source, transforms: [{ transformClass: 'T', transformation: drop, predicate: null, negate: false }] });
    source.give([sourceRecord('a'), sourceRecord('b'), sourceRecord('c')]);
    await settle();
    expect(seen).toEqual(['b dropped', 'a 0', 'c 1']);
  });

  it('does not ask a source without a break that has nothing', async () => {
    let count = 0;
    const source = createScriptedSource({ poll: () => ((count += 1), null) });
    const rig = createRig({ source });
    await settle();
    expect(count).toBe(1);
    await rig.clock.advance(5);
    expect(count).toBe(2);
    await rig.clock.advance(2000);
    expect(count).toBeLessThan(25);
    rig.control.stop();
    await rig.ended;
  });

  it('polls again after a retriable error', async () => {
    const rig = createRig();
    rig.source.give(new RetriableError('busy'));
    rig.source.give([sourceRecord('a')]);
    await rig.clock.advance(100);
    expect(rig.producer.written).toEqual(['a']);
    expect(rig.states).toEqual(['RUNNING']);
  });

  it('bounds what is on its way', async () => {
    const rig = createRig();
    rig.producer.open = false;
    const many = Array.from({ length: 10_000 }, (_, index) => sourceRecord(String(index)));
    rig.source.give([...many, ...many, ...many]);
    await settle();
    expect(rig.producer.calls).toHaveLength(2);
    rig.producer.release();
    await settle();
    expect(rig.producer.calls).toHaveLength(3);
  });
});

describe('a source task that fails', () => {
  it('shows the error, is stopped, and keeps what was moved before', async () => {
    const rig = createRig();
    rig.source.give([sourceRecord('a')]);
    rig.source.give(new ConnectError('gone'));
    await rig.ended;
    expect(rig.states).toEqual(['RUNNING', 'FAILED']);
    expect(rig.traces[0]).toMatch(/^org\.apache\.kafka\.connect\.errors\.ConnectException: gone\n\tat /);
    expect(rig.offsets).toEqual(['{"file":"f"}→{"at":"a"}']);
    expect(rig.source.calls.at(-1)).toBe('stop');
    expect(rig.released()).toBe(1);
  });

  it('has sent the records before the one that cannot be converted', async () => {
    const fussy = (value: string): void => {
      if (value === 'bad') throw new DataError('cannot be');
    };
    const rig = createRig({ converters: textConverters(fussy) });
    rig.source.give([sourceRecord('a'), sourceRecord('bad'), sourceRecord('c')]);
    await rig.ended;
    expect(rig.producer.written).toEqual(['a']);
    expect(rig.offsets).toEqual(['{"file":"f"}→{"at":"a"}']);
    expect(rig.traces[0]).toContain('ConnectException: Tolerance exceeded in error handler\n');
    expect(rig.traces[0]).toContain('\nCaused by: org.apache.kafka.connect.errors.DataException: cannot be\n');
    expect(rig.traces[0]).toContain(
      '\nIt failed in stage VALUE_CONVERTER, in ValueConverter, on a record for topic out, source partition {file=f}, source offset {at=bad}.\n',
    );
  });

  it('says in which stage it was and whose', async () => {
    const starting = createRig({ source: { ...createScriptedSource(), start: () => Promise.reject(new ConnectError('no')) } });
    await starting.ended;
    expect(starting.traces[0]).toContain('\nIt failed in stage TASK_START, in test.SourceTask.\n');
    const polling = createRig();
    polling.source.give(new ConnectError('gone'));
    await polling.ended;
    expect(polling.traces[0]).toContain('\nIt failed in stage TASK_POLL, in test.SourceTask.\n');
  });

  it('commits nothing behind a record that was left out until that is reported', async () => {
    const fussy = (value: string): void => {
      if (value === 'bad') throw new DataError('cannot be');
    };
    let keep: () => void = () => undefined;
    const kept = new Promise<void>((resolve) => (keep = resolve));
    const rig = createRig({ converters: textConverters(fussy), errorsTolerance: 'all', reporters: [{ report: () => kept }] });
    rig.source.give([sourceRecord('bad'), sourceRecord('a')]);
    await settle();
    await rig.clock.advance(60_000);
    expect([rig.producer.written, rig.offsets]).toEqual([['a'], []]);
    keep();
    await settle();
    expect(rig.offsets).toEqual(['{"file":"f"}→{"at":"a"}']);
  });

  it('fails when such a record cannot be reported, and commits nothing behind it', async () => {
    const fussy = (value: string): void => {
      if (value === 'bad') throw new DataError('cannot be');
    };
    const reporters = [{ report: () => Promise.reject(new ConnectError('the queue is full')) }];
    const rig = createRig({ converters: textConverters(fussy), errorsTolerance: 'all', reporters });
    rig.source.give([sourceRecord('bad'), sourceRecord('a')]);
    await settle();
    await rig.clock.advance(60_000);
    rig.source.give([sourceRecord('b')]);
    await rig.ended;
    expect(rig.states).toEqual(['RUNNING', 'FAILED']);
    expect(rig.traces[0]).toContain('ConnectException: A record that was left out could not be reported\n');
    expect(rig.traces[0]).toContain('Caused by: org.apache.kafka.connect.errors.ConnectException: the queue is full');
    expect(rig.offsets).toEqual([]);
  });

  it('leaves such records out if errors are tolerated', async () => {
    const fussy = (value: string): void => {
      if (value === 'bad') throw new DataError('cannot be');
    };
    const rig = createRig({ converters: textConverters(fussy), errorsTolerance: 'all' });
    rig.source.give([sourceRecord('a'), sourceRecord('bad'), sourceRecord('c')]);
    await settle();
    expect(rig.producer.written).toEqual(['a', 'c']);
    expect(rig.states).toEqual(['RUNNING']);
  });

  it('fails when the producer refuses, without committing what was not written', async () => {
    const rig = createRig();
    rig.producer.failWith = () => new ConnectError('too large');
    rig.source.give([sourceRecord('a'), sourceRecord('b')]);
    await settle();
    rig.source.give(null);
    await rig.clock.advance(1000);
    await rig.ended;
    expect(rig.traces[0]).toContain('ConnectException: Unrecoverable exception from producer send callback\n');
    const named = (at: string): string => `a record for topic out, source partition {file=f}, source offset {at=${at}}`;
    expect(rig.traces[0]).toContain(
      `\nIt failed in stage KAFKA_PRODUCE, in org.apache.kafka.connect.runtime.WorkerSourceTask, on one of 2 records, from ${named('a')} to ${named('b')}.\n`,
    );
    expect(rig.traces[0]).toContain('Caused by: org.apache.kafka.connect.errors.ConnectException: too large');
    expect(rig.offsets).toEqual([]);
  });

  it('leaves out only the record that the producer refuses if errors are tolerated', async () => {
    const rig = createRig({ errorsTolerance: 'all' });
    rig.producer.failWith = (batches) =>
      batches.some(({ values }) => values.some((value) => text(value) === 'big')) ? new ConnectError('too large') : undefined;
    rig.source.give([sourceRecord('a'), sourceRecord('big'), sourceRecord('c')]);
    await settle();
    expect(rig.producer.written).toEqual(['a', 'c']);
    rig.control.stop();
    rig.source.give(null);
    await rig.ended;
    expect(rig.offsets).toEqual(['{"file":"f"}→{"at":"c"}']);
  });

  it('does not take a store that cannot be used for a bad record', async () => {
    const rig = createRig({ errorsTolerance: 'all' });
    rig.producer.failWith = () => new StoreError('the disk is full');
    rig.source.give([sourceRecord('a')]);
    await settle();
    rig.source.give(null);
    await rig.clock.advance(1000);
    await rig.ended;
    expect(rig.states.at(-1)).toBe('FAILED');
  });

  it('sends again, in order, what may succeed later', async () => {
    const rig = createRig();
    let failures = 2;
    rig.producer.open = false;
    rig.producer.failWith = () => (failures-- > 0 ? new RetriableError('busy') : undefined);
    rig.source.give([sourceRecord('a')]);
    rig.source.give([sourceRecord('b')]);
    await settle();
    rig.producer.open = true;
    rig.producer.release();
    rig.producer.release();
    await rig.clock.advance(1000);
    expect(rig.producer.written).toEqual(['a', 'b']);
    expect(rig.states).toEqual(['RUNNING']);
  });

  it('shows what its start threw, and is stopped all the same', async () => {
    const calls: string[] = [];
    const source = createScriptedSource({
      start: () => {
        throw new ConnectError('no such file');
      },
      stop: () => void calls.push('stop'),
    });
    const rig = createRig({ source });
    await rig.ended;
    expect(rig.states).toEqual(['FAILED']);
    expect(calls).toEqual(['stop']);
  });

  it('survives what its callbacks and its stop throw', async () => {
    const broken: Partial<SourceTask> = {
      commitRecord: () => {
        throw new Error('commitRecord');
      },
      commit: () => {
        throw new Error('commit');
      },
      stop: () => {
        throw new Error('stop');
      },
    };
    const rig = createRig({ source: createScriptedSource(broken) });
    rig.source.give([sourceRecord('a')]);
    await settle();
    rig.control.stop();
    rig.source.give(null);
    await rig.ended;
    expect(rig.states).toEqual(['RUNNING', 'UNASSIGNED']);
    expect(rig.offsets).toHaveLength(1);
    expect(rig.released()).toBe(1);
  });

  it.each([[{ not: 'an array' }], ['text']])('refuses a poll that gives %j', async (answer) => {
    const rig = createRig({ source: createScriptedSource({ poll: () => answer as unknown as null }) });
    await rig.ended;
    expect(rig.traces[0]).toContain('poll has to give an array of records, or null');
  });

  it('refuses an offset that cannot be written down', async () => {
    const rig = createRig();
    rig.source.give([sourceRecord('a', { sourceOffset: { at: [1] } })]);
    await rig.ended;
    expect(rig.traces[0]).toContain('Offsets may only contain primitive types as values, but field at contains ARRAY');
  });
});

describe('pausing a source task', () => {
  it('starts nothing while it begins paused', async () => {
    const rig = createRig({ target: 'PAUSED' });
    await settle();
    expect(rig.states).toEqual(['PAUSED']);
    expect(rig.source.calls).toEqual([]);
    rig.control.setTarget('STARTED');
    await settle();
    expect(rig.states).toEqual(['PAUSED', 'RUNNING']);
    expect(rig.source.calls).toEqual(['start', 'poll']);
  });

  it('polls nothing while another worker may have the task', async () => {
    let mayRun = false;
    const rig = createRig({ mayRun: () => mayRun });
    await rig.clock.advance(1000);
    expect(polls(rig.source)).toBe(0);
    mayRun = true;
    rig.source.give([sourceRecord('a')]);
    await rig.clock.advance(1000);
    expect(rig.producer.written).toEqual(['a']);
    rig.control.stop();
    rig.source.give(null);
    await rig.ended;
  });

  it('sends what a poll under way still brings, then polls no more until it goes on', async () => {
    const rig = createRig();
    await settle();
    rig.control.setTarget('PAUSED');
    await settle();
    expect(rig.states).toEqual(['RUNNING']);
    rig.source.give([sourceRecord('a')]);
    await rig.clock.advance(1000);
    expect(rig.producer.written).toEqual(['a']);
    expect(rig.states).toEqual(['RUNNING', 'PAUSED']);
    expect(polls(rig.source)).toBe(1);
    rig.control.setTarget('STARTED');
    await settle();
    expect(rig.states).toEqual(['RUNNING', 'PAUSED', 'RUNNING']);
    expect(polls(rig.source)).toBe(2);
  });

  it('ends a paused task', async () => {
    const rig = createRig({ target: 'PAUSED' });
    rig.control.stop();
    await rig.ended;
    expect(rig.states).toEqual(['PAUSED', 'UNASSIGNED']);
    expect(rig.source.calls).toEqual([]);
  });
});

describe('stopping a source task', () => {
  it('sends what a poll under way still brings', async () => {
    const rig = createRig();
    await settle();
    rig.control.stop();
    rig.control.stop();
    rig.source.give([sourceRecord('a')]);
    await rig.ended;
    expect(rig.producer.written).toEqual(['a']);
    expect(rig.offsets).toEqual(['{"file":"f"}→{"at":"a"}']);
  });

  it('aborts the signal, and ends without a poll that goes on all the same', async () => {
    let signal: AbortSignal | undefined;
    const source = createScriptedSource({ start: (_config, context) => void (signal = context.signal) });
    const rig = createRig({ source });
    await settle();
    rig.control.stop();
    expect(signal?.aborted).toBe(true);
    await rig.clock.advance(2000);
    await rig.ended;
    expect(rig.states).toEqual(['RUNNING', 'UNASSIGNED']);
    source.give([sourceRecord('late')]);
    await settle();
    expect(rig.producer.written).toEqual([]);
  });

  it('waits for a start under way', async () => {
    let finish: () => void = () => undefined;
    const calls: string[] = [];
    const source = createScriptedSource({
      start: () => new Promise<void>((resolve) => (finish = resolve)),
      stop: () => void calls.push('stop'),
    });
    const rig = createRig({ source });
    await settle();
    rig.control.stop();
    await settle();
    expect(calls).toEqual([]);
    finish();
    await rig.ended;
    expect(calls).toEqual(['stop']);
    expect(rig.states).toEqual(['UNASSIGNED']);
  });

  it('waits for acknowledgements as long as a flush may take', async () => {
    const rig = createRig();
    rig.producer.open = false;
    rig.source.give([sourceRecord('a')]);
    await settle();
    rig.control.stop();
    rig.source.give(null);
    await settle();
    expect(rig.states).toEqual(['RUNNING']);
    await rig.clock.advance(5000);
    await rig.ended;
    expect(rig.offsets).toEqual([]);
    expect(rig.states).toEqual(['RUNNING', 'UNASSIGNED']);
  });
});

describe('an abandoned source task', () => {
  it('sends, commits and reports nothing any more, and lets go of its producer', async () => {
    const rig = createRig();
    rig.source.give([sourceRecord('a')]);
    await settle();
    rig.control.stop();
    rig.control.abandon();
    await settle();
    expect(rig.released()).toBeGreaterThan(0);
    rig.source.give([sourceRecord('b')]);
    await rig.clock.advance(200_000);
    await rig.ended;
    expect(rig.producer.written).toEqual(['a']);
    expect(rig.offsets).toEqual([]);
    expect(rig.states).toEqual(['RUNNING']);
  });
});

describe('what is counted of a source task', () => {
  it('is each record polled and each one written, with the time that polls took', async () => {
    const rig = createRig();
    rig.producer.open = false;
    await settle();
    await rig.clock.advance(30);
    rig.source.give([sourceRecord('a'), sourceRecord('b'), sourceRecord('c')]);
    await settle();
    expect(rig.meter.source.numbers()).toMatchObject({
      pollTotal: 3,
      writeTotal: 0,
      pollTime: { max: 30, average: 30 },
      activeCount: 3,
      active: { max: 3, average: 3 },
    });
    rig.producer.release();
    await settle();
    expect(rig.meter.source.numbers()).toMatchObject({ writeTotal: 3, activeCount: 0, active: { max: 3, average: 1.5 } });
    expect(rig.meter.source.numbers().pollRate).toBeCloseTo(3 / 30, 5);
    expect(rig.meter.snapshot().common.batchSize).toEqual({ max: 3, average: 3 });
  });

  it('leaves out what transformations drop, what is skipped and what the producer refuses', async () => {
    const rig = createRig({
      errorsTolerance: 'all',
      converters: textConverters((value) => {
        if (value === 'bad') throw new DataError('no');
      }),
    });
    rig.producer.failWith = (batches) =>
      batches.some(({ values }) => values.some((value) => text(value) === 'refused')) ? new ConnectError('no') : undefined;
    rig.source.give(['a', 'bad', 'refused', 'b'].map((value) => sourceRecord(value)));
    rig.source.give([sourceRecord('bad')]);
    await settle();
    expect(rig.producer.written).toEqual(['a', 'b']);
    expect(rig.meter.source.numbers()).toMatchObject({ pollTotal: 5, writeTotal: 2, activeCount: 0 });
    expect(rig.meter.errors).toMatchObject({ failures: 3, errors: 2, skipped: 2, retries: 0, lastErrorAt: rig.clock.now() });
  });

  it('is each commit, with the time that it took', async () => {
    let fail = false;
    const rig = createRig({
      writeOffsets: async () => {
        if (fail) throw new ConnectError('no');
      },
    });
    rig.source.give([sourceRecord('a')]);
    await rig.clock.advance(60_000);
    expect(rig.meter.snapshot().common).toMatchObject({ commitTime: { max: 0 }, commitSuccess: 1, commitFailure: 0 });
    fail = true;
    rig.source.give([sourceRecord('b')]);
    await rig.clock.advance(59_000);
    expect(rig.meter.snapshot().common).toMatchObject({ commitSuccess: 1 });
    await rig.clock.advance(1000);
    expect(rig.meter.snapshot().common.commitFailure).toBeGreaterThan(0);
  });
});
