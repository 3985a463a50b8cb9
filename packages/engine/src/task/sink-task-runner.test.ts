import { ConnectError, DataError, RetriableError } from '@millrace/connector-api';
import type { SinkRecord, SinkTask, SinkTaskContext } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { createTaskMeter, DEFAULT_SAMPLING } from '../metrics/task-meter.ts';
import { FencedError } from '../model/errors.ts';
import { createErrantReporter } from './errant-record-reporter.ts';
import { consumedTexts } from './error-reporter.ts';
import type { ConsumedOrigin, Failure } from './error-reporter.ts';
import { createManualClock, settle } from '../model/manual-clock.case.ts';
import { runTask } from './run-task.ts';
import { consumedBatch, createFakeConsumer, createReport, createScriptedSink, text, textConverters } from './runner-rig.case.ts';
import type { FakeConsumer } from './runner-rig.case.ts';
import { createSinkTaskRunner } from './sink-task-runner.ts';
import type { SinkTaskOptions } from './sink-task-runner.ts';
import { createTaskControl } from './task-control.ts';
import { createTolerance } from './tolerance.ts';

interface RigOptions extends Partial<SinkTaskOptions> {
  readonly sink?: SinkTask & { readonly calls: string[] };
  readonly target?: 'STARTED' | 'PAUSED';
  readonly errorsTolerance?: 'none' | 'all';
  readonly hasErrantReporter?: boolean;
}

function createRig(rigOptions: RigOptions = {}) {
  const {
    sink = createScriptedSink(),
    target = 'STARTED',
    errorsTolerance = 'none',
    hasErrantReporter = false,
    ...more
  } = rigOptions;
  const clock = createManualClock();
  const control = createTaskControl(target);
  const report = createReport();
  const meter = createTaskMeter({ id: { connector: 'c', task: 0 }, clock, sampling: DEFAULT_SAMPLING });
  const topics: string[] = [];
  const failures: Failure<ConsumedOrigin>[] = [];
  const rig = { consumer: undefined as unknown as FakeConsumer, released: 0 };
  const tolerance = createTolerance<ConsumedOrigin>({
    settings: { tolerance: errorsTolerance, retryTimeoutMs: 0, retryDelayMaxMs: 0 },
    reporters: [{ report: async (failure) => void failures.push(failure) }],
    clock,
    nameRecord: (origin) => consumedTexts.inTrace(origin),
    signal: control.signal,
    counts: meter.errors,
  });
  const converters = more.converters ?? textConverters();
  const options: SinkTaskOptions = {
    id: { connector: 'c', task: 0 },
    taskClass: 'test.SinkTask',
    task: sink,
    config: {},
    props: {},
    transforms: [],
    converters,
    tolerance,
    errantReporter: hasErrantReporter ? createErrantReporter(tolerance, converters, 'test.SinkTask') : null,
    createConsumer: (handler) => (rig.consumer = createFakeConsumer(handler)),
    flushIntervalMs: 60_000,
    flushTimeoutMs: 5000,
    control,
    report: report.report,
    onTopic: (topic) => topics.push(topic),
    release: async () => void (rig.released += 1),
    meter,
    clock,
    logger: report.logger,
    ...more,
  };
  const ended = runTask({
    createRunner: async () => createSinkTaskRunner(options),
    control,
    report: report.report,
    logger: report.logger,
  });
  return { ...report, clock, control, sink, ended, topics, failures, rig, meter };
}

async function started(options?: RigOptions) {
  const made = createRig(options);
  await settle();
  if (options?.target !== 'PAUSED') await made.rig.consumer.assign(IN_0);
  return { ...made, consumer: made.rig.consumer };
}

const IN_0 = { topic: 'in', partition: 0, offset: 0 };
const IN_1 = { topic: 'in', partition: 1, offset: 5 };

const capture = (): { context: SinkTaskContext | undefined; start: SinkTask['start'] } => {
  const captured = {
    context: undefined as SinkTaskContext | undefined,
    start: (_config: unknown, context: SinkTaskContext) => void (captured.context = context),
  };
  return captured;
};

describe('a sink task', () => {
  it('opens partitions, puts records, and commits what was flushed when it stops', async () => {
    const { sink, consumer, control, ended, states, topics, rig } = await started();
    await consumer.deliver(consumedBatch(['a', 'b']));
    expect(topics).toEqual(['in']);
    control.stop();
    await ended;
    expect(sink.calls).toEqual(['start', 'open in-0', 'put a,b', 'flush in-0@2', 'close in-0', 'stop']);
    expect(consumer.committed).toEqual(['in-0@2']);
    expect(consumer.closed).toBe(1);
    expect(rig.released).toBe(1);
    expect(states).toEqual(['RUNNING', 'UNASSIGNED']);
  });

  it('gives records as they were consumed', async () => {
    const put: SinkRecord[] = [];
    const { consumer } = await started({ sink: createScriptedSink({ put: (records) => void put.push(...records) }) });
    const headers = [[{ key: 'h', value: new TextEncoder().encode('1') }]];
    await consumer.deliver(
      consumedBatch(['a'], { offsets: [7], keys: [new TextEncoder().encode('k')], headers, timestamps: [-1] }),
    );
    expect(put).toMatchObject([
      {
        topic: 'in',
        partition: 0,
        key: 'k',
        value: 'a',
        timestamp: null,
        timestampType: 'CreateTime',
        kafkaOffset: 7,
        originalTopic: 'in',
        originalPartition: 0,
        originalKafkaOffset: 7,
        headers: [{ key: 'h', schema: null, value: '1' }],
      },
    ]);
  });

  it('flushes and commits at each interval, and puts nothing when nothing came', async () => {
    const { sink, consumer, clock } = await started();
    await consumer.deliver(consumedBatch(['a']));
    await clock.advance(60_000);
    expect(sink.calls.slice(2)).toEqual(['put a', 'flush in-0@1']);
    expect(consumer.committed).toEqual(['in-0@1']);
    await clock.advance(60_000);
    expect(sink.calls.slice(4)).toEqual(['flush in-0@1', 'put ']);
    expect(consumer.committed).toEqual(['in-0@1']);
  });

  it('commits the position behind the holes of a batch', async () => {
    const { consumer, control, ended } = await started();
    await consumer.deliver(consumedBatch(['a'], { offsets: [3], nextOffset: 9 }));
    control.stop();
    await ended;
    expect(consumer.committed).toEqual(['in-0@9']);
  });

  it('puts an empty batch when all of it was dropped, and commits it', async () => {
    const drop = { transformClass: 'T', transformation: { apply: () => null }, predicate: null, negate: false };
    const { sink, consumer, control, ended } = await started({ transforms: [drop] });
    await consumer.deliver(consumedBatch(['a']));
    expect(sink.calls.at(-1)).toBe('put ');
    control.stop();
    await ended;
    expect(consumer.committed).toEqual(['in-0@1']);
  });

  it('commits soon when the task asks for it', async () => {
    const captured = capture();
    const sink = createScriptedSink({
      start: captured.start,
      put: () => captured.context?.requestCommit(),
    });
    const { consumer } = await started({ sink });
    await consumer.deliver(consumedBatch(['a']));
    await settle();
    expect(consumer.committed).toEqual(['in-0@1']);
  });

  it('reads on where the task seeks to', async () => {
    const captured = capture();
    const sink = createScriptedSink({
      start: captured.start,
      put: () => captured.context?.seek([{ topic: 'in', partition: 0, offset: 42 }]),
    });
    const { consumer, control, ended } = await started({ sink });
    await consumer.deliver(consumedBatch(['a']));
    await settle();
    expect(consumer.seeks).toEqual(['in-0@42']);
    control.stop();
    await ended;
    expect(consumer.committed).toEqual([]);
  });

  it('pauses and resumes partitions for the task', async () => {
    const captured = capture();
    const sink = createScriptedSink({ start: captured.start });
    const { consumer } = await started({ sink });
    captured.context?.pause([IN_0]);
    expect([...consumer.paused]).toEqual(['in-0']);
    await consumer.deliver(consumedBatch(['in hand already']));
    expect(sink.calls).toEqual(['open in-0']);
    captured.context?.resume([IN_0]);
    await settle();
    expect([...consumer.paused]).toEqual([]);
    expect(sink.calls.at(-1)).toBe('put in hand already');
    expect(captured.context?.assignment()).toEqual([{ topic: 'in', partition: 0 }]);
  });

  it('puts nothing after the time that the task asked to be called in', async () => {
    const captured = capture();
    let asked = false;
    const puts: number[] = [];
    const sink = createScriptedSink({
      start: captured.start,
      put: (records) => {
        puts.push(records.length);
        if (!asked) captured.context?.retryIn(250);
        asked = true;
      },
    });
    const { consumer, clock } = await started({ sink });
    await consumer.deliver(consumedBatch(['a']));
    await clock.advance(249);
    expect(puts).toEqual([1]);
    await clock.advance(1);
    expect(puts).toEqual([1, 0]);
  });
});

describe('what a sink task says is safe', () => {
  const safe = (offset: number, topic = 'in') => createScriptedSink({ preCommit: () => [{ topic, partition: 0, offset }] });

  it('is committed instead of all that was put', async () => {
    const { consumer, sink, control, ended } = await started({ sink: safe(1) });
    await consumer.deliver(consumedBatch(['a', 'b']));
    control.stop();
    await ended;
    expect(consumer.committed).toEqual(['in-0@1']);
    expect(sink.calls).not.toContain('flush in-0@2');
  });

  it.each([
    ['beyond what was put', safe(9)],
    ['of a partition that is not assigned', safe(1, 'other')],
    ['where nothing changed', safe(0)],
    ['of nothing', createScriptedSink({ preCommit: () => [] })],
  ])('is not taken %s', async (_, sink) => {
    const { consumer, control, ended } = await started({ sink });
    await consumer.deliver(consumedBatch(['a', 'b']));
    control.stop();
    await ended;
    expect(consumer.committed).toEqual([]);
  });

  it('is read again from the last commit when a flush fails', async () => {
    let fail = false;
    const sink = createScriptedSink({
      flush: () => {
        if (fail) throw new ConnectError('disk');
      },
    });
    const { consumer, clock, states } = await started({ sink });
    await consumer.deliver(consumedBatch(['a']));
    await clock.advance(60_000);
    fail = true;
    await consumer.deliver(consumedBatch(['b'], { offsets: [1] }));
    await clock.advance(60_000);
    expect(consumer.seeks).toEqual(['in-0@1']);
    expect(consumer.committed).toEqual(['in-0@1']);
    expect(states).toEqual(['RUNNING']);
  });

  it('is committed later when a commit fails', async () => {
    const { consumer, clock, lines, states } = await started();
    await consumer.deliver(consumedBatch(['a']));
    consumer.commitError = new FencedError('not the owner');
    await clock.advance(60_000);
    expect(lines).toContain('error: Commit of offsets threw an unexpected exception');
    consumer.commitError = null;
    await clock.advance(60_000);
    expect(consumer.committed).toEqual(['in-0@1']);
    expect(states).toEqual(['RUNNING']);
  });
});

describe('partitions of a sink task', () => {
  it('are flushed, closed and committed before they are revoked', async () => {
    const { sink, consumer } = await started();
    await consumer.assign(IN_1);
    await consumer.deliver(consumedBatch(['a']));
    await consumer.revoke(false, IN_0);
    expect(sink.calls.slice(-2)).toEqual(['flush in-0@1', 'close in-0']);
    expect(consumer.committed).toEqual(['in-0@1']);
  });

  it('are closed but not committed when they are lost', async () => {
    const { sink, consumer, control, ended } = await started();
    await consumer.deliver(consumedBatch(['a']));
    await consumer.revoke(true, IN_0);
    expect(sink.calls.at(-1)).toBe('close in-0');
    control.stop();
    await ended;
    expect(consumer.committed).toEqual([]);
    expect(sink.calls.filter((call) => call.startsWith('close'))).toHaveLength(1);
  });

  it('fail the task when it cannot open them', async () => {
    const sink = createScriptedSink({
      open: () => {
        throw new ConnectError('no room');
      },
    });
    const { ended, states, traces } = await started({ sink });
    await ended;
    expect(states).toEqual(['RUNNING', 'FAILED']);
    expect(traces[0]).toContain('no room');
  });
});

describe('a put that may be retried', () => {
  it('is repeated with the same records, while nothing else is delivered', async () => {
    const puts: string[] = [];
    let failures = 2;
    const sink = createScriptedSink({
      put: (records) => {
        puts.push(records.map(({ value }) => value).join());
        (records as SinkRecord[]).length = 0;
        if (failures-- > 0) throw new RetriableError('busy');
      },
    });
    const { consumer, clock, control, ended } = await started({ sink });
    await consumer.deliver(consumedBatch(['a', 'b']));
    expect([...consumer.paused]).toEqual(['in-0']);
    await consumer.deliver(consumedBatch(['c'], { offsets: [2] }));
    await clock.advance(60_000);
    expect(puts).toEqual(['a,b', 'a,b', 'a,b', 'c']);
    expect([...consumer.paused]).toEqual([]);
    control.stop();
    await ended;
    expect(consumer.committed).toEqual(['in-0@3']);
  });

  it('waits as long as the task says, and commits nothing of it meanwhile', async () => {
    const captured = capture();
    let puts = 0;
    const sink = createScriptedSink({
      start: captured.start,
      put: () => {
        puts += 1;
        if (puts > 1) return;
        captured.context?.retryIn(2000);
        captured.context?.requestCommit();
        throw new RetriableError('busy');
      },
    });
    const { consumer, clock } = await started({ sink });
    await consumer.deliver(consumedBatch(['a']));
    await clock.advance(1999);
    expect(puts).toBe(1);
    expect(consumer.committed).toEqual([]);
    await clock.advance(1);
    expect(puts).toBe(2);
  });

  it('is given up when its partition is read again from an earlier place', async () => {
    const captured = capture();
    const puts: string[] = [];
    const sink = createScriptedSink({
      start: captured.start,
      put: (records) => {
        puts.push(records.map(({ value }) => value).join());
        if (puts.length > 1) throw new RetriableError('busy');
      },
      flush: () => {
        throw new ConnectError('disk');
      },
    });
    const { consumer, clock, control, ended } = await started({ sink });
    await consumer.deliver(consumedBatch(['a']));
    await consumer.deliver(consumedBatch(['b'], { offsets: [1] }));
    captured.context?.requestCommit();
    await clock.advance(10_000);
    expect(consumer.seeks).toEqual(['in-0@0']);
    expect(puts).toEqual(['a', 'b']);
    expect([...consumer.paused]).toEqual([]);
    control.stop();
    await ended;
    expect(consumer.committed).toEqual([]);
  });

  it('is forgotten with its partition', async () => {
    let puts = 0;
    const sink = createScriptedSink({
      put: () => {
        puts += 1;
        throw new RetriableError('busy');
      },
    });
    const { consumer, clock, control, ended } = await started({ sink });
    await consumer.deliver(consumedBatch(['a']));
    await consumer.revoke(false, IN_0);
    await clock.advance(10_000);
    expect(puts).toBe(1);
    control.stop();
    await ended;
    expect(consumer.committed).toEqual([]);
  });
});

describe('a sink task that fails', () => {
  const failing = (value: string) =>
    createScriptedSink({
      put: (records) => {
        if (records.some((record) => record.value === value)) throw new ConnectError('refused');
      },
    });

  it('shows the error and commits what was put before', async () => {
    const { sink, consumer, ended, states, traces, rig } = await started({ sink: failing('b') });
    await consumer.deliver(consumedBatch(['a']));
    await consumer.deliver(consumedBatch(['b'], { offsets: [1] }));
    await ended;
    expect(states).toEqual(['RUNNING', 'FAILED']);
    expect(traces[0]).toMatch(
      /^org\.apache\.kafka\.connect\.errors\.ConnectException: Exiting WorkerSinkTask due to unrecoverable exception\.\n/,
    );
    expect(traces[0]).toContain('Caused by: org.apache.kafka.connect.errors.ConnectException: refused');
    expect(traces[0]).toMatch(
      /\nIt failed in stage TASK_PUT, in test\.SinkTask, on the record of topic in, partition 0, offset \d\.\n$/,
    );
    expect(consumer.committed).toEqual(['in-0@1']);
    expect(sink.calls.slice(-2)).toEqual(['close in-0', 'stop']);
    expect([consumer.closed, rig.released]).toEqual([1, 1]);
  });

  it('puts nothing of a batch in which a record cannot be converted', async () => {
    const fussy = (value: string): void => {
      if (value === 'bad') throw new DataError('cannot be');
    };
    const { sink, consumer, ended, traces, failures } = await started({ converters: textConverters(fussy) });
    await consumer.deliver(consumedBatch(['a', 'bad']));
    await ended;
    expect(traces[0]).toContain('Tolerance exceeded in error handler');
    expect(traces[0]).toContain(
      '\nIt failed in stage VALUE_CONVERTER, in ValueConverter, on the record of topic in, partition 0, offset 1.\n',
    );
    expect(sink.calls.some((call) => call.startsWith('put'))).toBe(false);
    expect(consumer.committed).toEqual([]);
    expect(failures).toMatchObject([{ stage: 'VALUE_CONVERTER', executingClass: 'ValueConverter', origin: { index: 1 } }]);
  });

  it('leaves such records out if errors are tolerated', async () => {
    const fussy = (value: string): void => {
      if (value === 'bad') throw new DataError('cannot be');
    };
    const { sink, consumer } = await started({ converters: textConverters(fussy), errorsTolerance: 'all' });
    await consumer.deliver(consumedBatch(['a', 'bad', 'c']));
    expect(sink.calls.at(-1)).toBe('put a,c');
  });

  it.each([
    ['all', ['bad', 'bad'], []],
    ['all', ['bad', 'a'], ['in']],
    ['none', ['bad', 'a'], []],
    ['none', ['a', 'bad'], ['in']],
  ] as const)(
    'has used a topic once a record of it could be read (errors tolerated: %s, records: %j)',
    async (errorsTolerance, values, used) => {
      const fussy = (value: string): void => {
        if (value === 'bad') throw new DataError('cannot be');
      };
      const { consumer, topics } = await started({ converters: textConverters(fussy), errorsTolerance });
      await consumer.deliver(consumedBatch([...values]));
      expect(topics).toEqual(used);
    },
  );

  it('shows what the consumer died of', async () => {
    const { consumer, ended, traces } = await started();
    consumer.handler.onFailure(new ConnectError('thrown out'));
    await ended;
    expect(traces[0]).toContain('thrown out');
    expect(consumer.closed).toBe(1);
  });

  it('does nothing with batches that come after', async () => {
    const { sink, consumer, ended } = await started({ sink: failing('a') });
    const first = consumer.deliver(consumedBatch(['a']));
    const second = consumer.deliver(consumedBatch(['b'], { offsets: [1] }));
    await Promise.all([first, second, ended]);
    expect(sink.calls.filter((call) => call.startsWith('put'))).toEqual([]);
    expect(consumer.committed).toEqual([]);
  });
});

describe('records that a sink task reports', () => {
  it('are handed on as they were consumed, and are waited for before a commit', async () => {
    const captured = capture();
    const sink = createScriptedSink({
      start: captured.start,
      put: (records) => {
        for (const record of records)
          void captured.context?.errantRecordReporter?.report({ ...record, value: 'changed' }, new DataError('bad'));
      },
    });
    const { consumer, failures, control, ended } = await started({ sink, errorsTolerance: 'all', hasErrantReporter: true });
    await consumer.deliver(consumedBatch(['a', 'b'], { offsets: [4, 9], nextOffset: 10 }));
    expect(failures.map(({ origin: { batch, index } }) => text(batch.values[index]))).toEqual(['a', 'b']);
    expect(failures[0]).toMatchObject({ stage: 'TASK_PUT', executingClass: 'org.apache.kafka.connect.sink.SinkTask' });
    control.stop();
    await ended;
    expect(consumer.committed).toEqual(['in-0@10']);
  });

  it('fail the task if errors are not tolerated, whatever it makes of that', async () => {
    const captured = capture();
    const sink = createScriptedSink({
      start: captured.start,
      put: async (records) => {
        await captured.context?.errantRecordReporter
          ?.report(records[0] as SinkRecord, new DataError('bad'))
          .catch(() => undefined);
      },
    });
    const { consumer, ended, traces } = await started({ sink, hasErrantReporter: true });
    await consumer.deliver(consumedBatch(['a']));
    await ended;
    expect(traces[0]).toContain(
      'Caused by: org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler',
    );
    expect(consumer.committed).toEqual([]);
  });

  it('are refused where there is nobody to report to', async () => {
    const captured = capture();
    await started({ sink: createScriptedSink({ start: captured.start }) });
    expect(captured.context?.errantRecordReporter).toBeNull();
  });
});

describe('pausing a sink task', () => {
  it('pauses the partitions after the put under way, commits, and resumes', async () => {
    let finish: () => void = () => undefined;
    const sink = createScriptedSink({ put: () => new Promise<void>((resolve) => (finish = resolve)) });
    const { consumer, control, states } = await started({ sink });
    const delivered = consumer.deliver(consumedBatch(['a']));
    await settle();
    control.setTarget('PAUSED');
    await settle();
    expect(states).toEqual(['RUNNING']);
    finish();
    await delivered;
    await settle();
    expect(states).toEqual(['RUNNING', 'PAUSED']);
    expect([...consumer.paused]).toEqual(['in-0']);
    expect(consumer.committed).toEqual(['in-0@1']);
    control.setTarget('STARTED');
    await settle();
    expect(states).toEqual(['RUNNING', 'PAUSED', 'RUNNING']);
    expect([...consumer.paused]).toEqual([]);
  });

  it('keeps what the consumer had in hand until it goes on', async () => {
    const { sink, consumer, control, clock } = await started();
    control.setTarget('PAUSED');
    await settle();
    await consumer.deliver(consumedBatch(['a']));
    await clock.advance(120_000);
    expect(sink.calls.some((call) => call.startsWith('put'))).toBe(false);
    await consumer.assign(IN_1);
    expect([...consumer.paused]).toEqual(['in-0', 'in-1']);
    control.setTarget('STARTED');
    await settle();
    expect(sink.calls.at(-1)).toBe('put a');
  });

  it('repeats no put while it lasts', async () => {
    let puts = 0;
    const sink = createScriptedSink({
      put: () => {
        puts += 1;
        if (puts === 1) throw new RetriableError('busy');
      },
    });
    const { consumer, control, clock } = await started({ sink });
    await consumer.deliver(consumedBatch(['a']));
    control.setTarget('PAUSED');
    await clock.advance(10_000);
    expect(puts).toBe(1);
    control.setTarget('STARTED');
    await settle();
    expect(puts).toBe(2);
    expect([...consumer.paused]).toEqual([]);
  });
});

describe('stopping a sink task', () => {
  it('waits for a put under way and commits it', async () => {
    let finish: () => void = () => undefined;
    const sink = createScriptedSink({ put: () => new Promise<void>((resolve) => (finish = resolve)) });
    const { consumer, control, ended, states } = await started({ sink });
    void consumer.deliver(consumedBatch(['a']));
    await settle();
    control.stop();
    control.stop();
    await settle();
    expect(states).toEqual(['RUNNING']);
    finish();
    await ended;
    expect(consumer.committed).toEqual(['in-0@1']);
    expect(states).toEqual(['RUNNING', 'UNASSIGNED']);
  });

  it('ends in order although flush and stop throw', async () => {
    const sink = createScriptedSink({
      flush: () => {
        throw new Error('flush');
      },
      stop: () => {
        throw new Error('stop');
      },
    });
    const { sink: task, consumer, control, ended, states } = await started({ sink });
    await consumer.deliver(consumedBatch(['a']));
    control.stop();
    await ended;
    expect(task.calls).toContain('close in-0');
    expect(consumer.committed).toEqual([]);
    expect(consumer.closed).toBe(1);
    expect(states).toEqual(['RUNNING', 'UNASSIGNED']);
  });

  it('lets the consumer go when it is abandoned, and commits nothing of what comes later', async () => {
    let finish: () => void = () => undefined;
    const sink = createScriptedSink({ put: () => new Promise<void>((resolve) => (finish = resolve)) });
    const { consumer, control, ended, states, clock } = await started({ sink });
    const delivered = consumer.deliver(consumedBatch(['a']));
    await settle();
    control.stop();
    control.abandon();
    await delivered;
    await settle();
    expect(consumer.closed).toBe(1);
    finish();
    await clock.advance(200_000);
    await ended;
    expect(consumer.committed).toEqual([]);
    expect(states).toEqual(['RUNNING']);
  });
});

describe('what is counted of a sink task', () => {
  it('is each record read and each one put, until it is committed', async () => {
    const { consumer, clock, meter } = await started();
    await consumer.assign(IN_1);
    await consumer.deliver(consumedBatch(['a', 'b']));
    await consumer.deliver(consumedBatch(['c'], { partition: 1, offsets: [5], nextOffset: 6 }));
    expect(meter.sink.numbers()).toMatchObject({
      readTotal: 3,
      sendTotal: 3,
      partitionCount: 2,
      commitSequence: 0,
      activeCount: 3,
      putTime: { max: 0, average: 0 },
    });
    expect(meter.snapshot().common.batchSize).toEqual({ max: 2, average: 1.5 });
    await clock.advance(60_000);
    expect(meter.sink.numbers()).toMatchObject({
      commitSequence: 1,
      commitCompletionTotal: 1,
      commitSkipTotal: 0,
      activeCount: 0,
    });
    await consumer.revoke(false, { topic: 'in', partition: 1 });
    expect(meter.sink.numbers().partitionCount).toBe(1);
  });

  it('leaves out of what was put what was skipped, and counts a repeated put once', async () => {
    let fail = true;
    const sink = createScriptedSink({
      put() {
        if (fail) throw new RetriableError('later');
      },
    });
    const { consumer, clock, meter } = await started({
      sink,
      errorsTolerance: 'all',
      converters: textConverters((value) => {
        if (value === 'bad') throw new DataError('no');
      }),
    });
    await consumer.deliver(consumedBatch(['a', 'bad', 'b']));
    expect(meter.sink.numbers()).toMatchObject({ readTotal: 3, sendTotal: 0, activeCount: 3 });
    fail = false;
    await clock.advance(500);
    expect(meter.sink.numbers()).toMatchObject({ readTotal: 3, sendTotal: 2 });
    expect(meter.errors).toMatchObject({ failures: 1, errors: 1, skipped: 1 });
  });

  it('tells commits that fail from those that are too late', async () => {
    const { consumer, clock, meter } = await started();
    consumer.commitError = new ConnectError('no');
    await consumer.deliver(consumedBatch(['a']));
    await clock.advance(60_000);
    expect(meter.snapshot().common).toMatchObject({ commitSuccess: 0, commitFailure: 1 });
    consumer.commit = () => new Promise(() => undefined);
    await clock.advance(65_000);
    expect(meter.sink.numbers()).toMatchObject({
      commitSequence: 2,
      commitCompletionTotal: 0,
      commitSkipTotal: 1,
      activeCount: 1,
    });
  });
});
