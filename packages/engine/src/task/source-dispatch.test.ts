import { DataError, PackedBytes } from '@millrace/connector-api';
import type { SourceRecord, SourceTask, TextBatch } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { createTaskMeter, DEFAULT_SAMPLING } from '../metrics/task-meter.ts';
import { BadRequestError } from '../model/errors.ts';
import { createManualClock, settle } from '../model/manual-clock.case.ts';
import {
  bytes,
  createFakeProducer,
  createReport,
  createScriptedSource,
  sourceRecord,
  text,
  textConverters,
} from './runner-rig.case.ts';
import { createSendWindow } from './send-window.ts';
import { createSourceDispatch, takesTexts } from './source-dispatch.ts';
import type { SourceSteps } from './source-dispatch.ts';
import { createSubmittedRecords } from './submitted-records.ts';
import { createTaskControl } from './task-control.ts';
import { createTolerance } from './tolerance.ts';
import { noTopicCreator } from './topic-creation.ts';

/** Texts as they are, but for those that begin with `bad`. */
function textPassingConverters(): SourceSteps['converters'] {
  const converters = textConverters((value) => {
    if (value.startsWith('bad')) throw new DataError(`cannot convert ${value}`);
  });
  const fromTexts = (_topic: string, _schema: unknown, texts: PackedBytes): PackedBytes => {
    if (texts.toArray().some((each) => text(each)?.startsWith('bad'))) throw new DataError('something is bad');
    return texts;
  };
  return { ...converters, value: { ...converters.value, converter: { ...converters.value.converter, fromTexts } } };
}

function setUp({ errors = 'none', ...more }: { errors?: 'none' | 'all' } & Partial<SourceSteps> = {}) {
  const clock = createManualClock();
  const control = createTaskControl('STARTED');
  const producer = createFakeProducer();
  const reported: string[] = [];
  const meter = createTaskMeter({ id: { connector: 'c', task: 0 }, clock, sampling: DEFAULT_SAMPLING });
  const steps: SourceSteps = {
    task: createScriptedSource(),
    transforms: [],
    converters: textPassingConverters(),
    tolerance: createTolerance<SourceRecord>({
      settings: { tolerance: errors, retryTimeoutMs: 0, retryDelayMaxMs: 0 },
      reporters: [{ report: async ({ stage, origin }) => void reported.push(`${stage} ${String(origin.value)}`) }],
      clock,
      signal: control.signal,
      counts: meter.errors,
    }),
    topics: noTopicCreator,
    control,
    onTopic: () => undefined,
    meter,
    logger: createReport().logger,
    ...more,
  };
  const window = {
    ...createSendWindow({ producer, control, clock, tolerant: errors === 'all' }),
    whenVisible: (tell: () => void) => tell(),
  };
  const submitted = createSubmittedRecords();
  const committable = (): (string | null)[] => Array.from(submitted.takeCommittable().values(), ([, offset]) => offset);
  return { producer, reported, meter, window, committable, dispatch: createSourceDispatch(steps, window, submitted) };
}

function textsOf(values: readonly string[], more: Partial<SourceRecord> = {}): TextBatch & { released: number } {
  const batch = {
    values: PackedBytes.of(values.map(bytes)),
    record: (index: number) => sourceRecord(values[index], more),
    released: 0,
    release: () => void (batch.released += 1),
  };
  return batch;
}

describe('texts on their way to a topic', () => {
  it('are sent without single records, and the last one says how far they have come', async () => {
    const { dispatch, producer, committable, meter } = setUp();
    const texts = textsOf(['a', 'b', ''], { timestamp: 7, partition: 2 });
    producer.open = false;
    await dispatch(texts);
    expect(committable()).toEqual([]);
    expect(texts.released).toBe(0);
    producer.open = true;
    producer.release();
    await settle();
    expect(producer.written).toEqual(['a', 'b', '']);
    const rest = { keys: null, headers: null, timestamps: [7, 7, 7], partition: [2, 2, 2] };
    expect(producer.calls[0]?.[0]).toMatchObject({ topic: 'out', ...rest });
    expect(committable()).toEqual(['{"at":""}']);
    expect(texts.released).toBe(1);
    expect(meter.source.numbers()).toMatchObject({ writeTotal: 3, activeCount: 0 });
  });

  it('go one by one when one of them cannot be converted', async () => {
    const { dispatch, producer, reported, committable } = setUp({ errors: 'all' });
    await dispatch(textsOf(['a', 'bad', 'c']));
    await settle();
    expect(producer.written).toEqual(['a', 'c']);
    expect(reported).toEqual(['VALUE_CONVERTER bad']);
    expect(committable()).toEqual(['{"at":"c"}']);
    const strict = setUp();
    await expect(strict.dispatch(textsOf(['a', 'bad']))).rejects.toThrow('Tolerance exceeded in error handler');
    await settle();
    expect(strict.producer.written).toEqual(['a']);
    expect(strict.committable()).toEqual(['{"at":"a"}']);
  });

  it('are told of by record when the producer refuses one of them', async () => {
    const { dispatch, producer, reported } = setUp({ errors: 'all' });
    producer.failWith = (batches) =>
      batches.some(({ values }) => values.some((value) => text(value) === 'x')) ? new BadRequestError('too large') : undefined;
    await dispatch(textsOf(['a', 'x', 'c']));
    await settle();
    expect(producer.written).toEqual(['a', 'c']);
    expect(reported).toEqual(['KAFKA_PRODUCE x']);
  });

  it('are acknowledged by record to a task that wants to know', async () => {
    const acknowledged: string[] = [];
    const task: SourceTask = {
      ...createScriptedSource(),
      commitRecord: (record, metadata) => void acknowledged.push(`${String(record.value)}@${metadata?.offset}`),
    };
    const { dispatch } = setUp({ task });
    await dispatch(textsOf(['a', 'b']));
    await settle();
    expect(acknowledged).toEqual(['a@0', 'b@1']);
  });

  it('have the key that the converter makes of none', async () => {
    const converters = textPassingConverters();
    const key = { ...converters.key, converter: { ...converters.key.converter, fromConnectData: () => bytes('k') } };
    const { dispatch, producer } = setUp({ converters: { ...converters, key } });
    await dispatch(textsOf(['a', 'b']));
    expect(producer.calls[0]?.[0]?.keys?.map(text)).toEqual(['k', 'k']);
  });
});

describe('a task', () => {
  it('is asked for texts where nothing needs its records', () => {
    const asking = { ...createScriptedSource(), pollTexts: () => null };
    const steps = { task: asking, transforms: [], converters: textPassingConverters() } as unknown as SourceSteps;
    expect(takesTexts(steps)).toBe(true);
    expect(takesTexts({ ...steps, task: createScriptedSource() })).toBe(false);
    expect(takesTexts({ ...steps, converters: textConverters() })).toBe(false);
    expect(takesTexts({ ...steps, transforms: [{}] as unknown as SourceSteps['transforms'] })).toBe(false);
  });
});
