import type { SourceTask, TransactionContext } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { createTaskMeter, DEFAULT_SAMPLING } from '../metrics/task-meter.ts';
import { FencedError } from '../model/errors.ts';
import { createManualClock, settle } from '../model/manual-clock.case.ts';
import { runTask } from './run-task.ts';
import {
  bytes,
  createFakeProducer,
  createReport,
  createScriptedSource,
  sourceRecord,
  textConverters,
} from './runner-rig.case.ts';
import { createSourceTaskRunner } from './source-task-runner.ts';
import { createTaskControl } from './task-control.ts';
import { createTolerance } from './tolerance.ts';
import type { TransactionBoundary } from './transactional-delivery.ts';
import { noTopicCreator } from './topic-creation.ts';

function createRig(boundary: TransactionBoundary, more: Partial<SourceTask> = {}) {
  const clock = createManualClock();
  const control = createTaskControl('STARTED');
  const producer = createFakeProducer();
  const report = createReport();
  const meter = createTaskMeter({ id: { connector: 'c', task: 0 }, clock, sampling: DEFAULT_SAMPLING });
  const copied: string[] = [];
  const committed: string[] = [];
  let transactions: TransactionContext | null = null;
  const source = createScriptedSource({
    start: (_config, context) => void ({ transactions } = context),
    commitRecord: ({ value }) => void committed.push(String(value)),
    ...more,
  });
  const runner = (): ReturnType<typeof createSourceTaskRunner> =>
    createSourceTaskRunner({
      id: { connector: 'c', task: 0 },
      task: source,
      taskClass: 'Scripted',
      config: {},
      props: {},
      transforms: [],
      converters: textConverters(),
      tolerance: createTolerance({
        settings: { tolerance: 'none', retryTimeoutMs: 0, retryDelayMaxMs: 0 },
        reporters: [],
        clock,
        signal: control.signal,
        counts: meter.errors,
      }),
      producer,
      topics: noTopicCreator,
      offsetReader: { read: async () => [] },
      writeOffsets: () => Promise.reject(new Error('not used')),
      exactlyOnce: {
        boundary,
        offsets: {
          topic: 'offsets',
          encode: async (offsets) => ({
            keys: offsets.map(([partition]) => bytes(partition)),
            values: offsets.map(([, offset]) => bytes(`offset ${offset}`)),
          }),
          committed: (offsets) => void copied.push(...offsets.map(([, offset]) => String(offset))),
        },
      },
      flushIntervalMs: 60_000,
      flushTimeoutMs: 5000,
      control,
      report: report.report,
      onTopic: () => undefined,
      release: async () => undefined,
      meter,
      clock,
      logger: report.logger,
    });
  const ended = runTask({ createRunner: async () => runner(), control, report: report.report, logger: report.logger });
  const asking = (): TransactionContext => transactions as unknown as TransactionContext;
  return { clock, control, producer, source, ended, copied, committed, asking, ...report };
}

describe('a source task that delivers exactly once', () => {
  it('commits each batch with its offsets in one transaction', async () => {
    const { source, producer, control, ended, copied, committed } = createRig({ kind: 'poll' });
    source.give([sourceRecord('a'), sourceRecord('b')]);
    source.give([sourceRecord('c')]);
    await settle();
    expect(producer.written).toEqual(['a', 'b', 'offset {"at":"b"}', '(commit)', 'c', 'offset {"at":"c"}', '(commit)']);
    expect(copied).toEqual(['{"at":"b"}', '{"at":"c"}']);
    expect(committed).toEqual(['a', 'b', 'c']);
    control.stop();
    source.give(null);
    await ended;
    expect(producer.written.filter((value) => value === '(commit)')).toHaveLength(2);
  });

  it('commits at intervals, without waiting for the next record, and at the end', async () => {
    const { source, producer, control, clock, ended } = createRig({ kind: 'interval', ms: 1000 });
    source.give([sourceRecord('a')]);
    source.give([sourceRecord('b')]);
    await settle();
    expect(producer.written).toEqual(['a', 'b']);
    await clock.advance(1000);
    source.give(null);
    await settle();
    expect(producer.written).toEqual(['a', 'b', 'offset {"at":"b"}', '(commit)']);
    source.give([sourceRecord('c')]);
    await settle();
    control.stop();
    await clock.advance(1000);
    source.give(null);
    await ended;
    expect(producer.written.slice(4)).toEqual(['c', 'offset {"at":"c"}', '(commit)']);
  });

  it('ends transactions where the connector says, and keeps offsets of what was aborted', async () => {
    const { source, producer, control, asking, ended, committed } = createRig({ kind: 'connector' });
    await settle();
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((value) => sourceRecord(value));
    asking().commitTransaction(a);
    asking().abortTransaction(c);
    source.give([a!, b!, c!, d!]);
    await settle();
    expect(producer.written).toEqual([
      'a',
      'offset {"at":"a"}',
      '(commit)',
      'b',
      'c',
      '(abort)',
      'offset {"at":"c"}',
      '(commit)',
      'd',
    ]);
    expect(committed).toEqual(['a', 'b', 'c']);
    control.stop();
    source.give(null);
    await ended;
    expect(producer.written.at(-1)).toBe('(abort)');
  });

  it('fails and takes its transaction back when a record is not written', async () => {
    const { source, producer, states, traces, ended, copied } = createRig({ kind: 'poll' });
    producer.failWith = (batches) => (batches.length > 0 ? new FencedError('Another producer has started') : undefined);
    source.give([sourceRecord('a')]);
    await ended;
    expect(states).toEqual(['RUNNING', 'FAILED']);
    expect(traces[0]).toContain('another instance of the task has taken over');
    expect(producer.written).toEqual(['(abort)']);
    expect(copied).toEqual([]);
  });

  it('refuses to write to the topic of its own offsets', async () => {
    const { source, traces, ended } = createRig({ kind: 'poll' });
    source.give([sourceRecord('a', { topic: 'offsets' })]);
    await ended;
    expect(traces[0]).toContain('that is where its own offsets are kept');
  });

  it('commits nothing once it is abandoned', async () => {
    const { source, producer, control, ended } = createRig({ kind: 'interval', ms: 60_000 });
    source.give([sourceRecord('a')]);
    await settle();
    control.abandon();
    source.give(null);
    await ended;
    expect(producer.written).toEqual(['a']);
  });
});
