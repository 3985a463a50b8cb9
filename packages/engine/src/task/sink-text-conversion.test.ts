import { DataError, PackedBytes, RetriableError } from '@millrace/connector-api';
import type { SinkTextBatch } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import type { ConsumedBatch } from '../broker/records.ts';
import { createManualClock, settle } from '../model/manual-clock.case.ts';
import { createTaskMeter, DEFAULT_SAMPLING } from '../metrics/task-meter.ts';
import { bytes, consumedBatch, createReport, createScriptedSink, text, textConverters } from './runner-rig.case.ts';
import { createSinkDelivery } from './sink-delivery.ts';
import type { SinkDeliveryOptions } from './sink-delivery.ts';
import { createSinkPositions } from './sink-positions.ts';
import type { TaskConverters } from './source-conversion.ts';
import { createTaskControl } from './task-control.ts';
import { createTolerance } from './tolerance.ts';

/** Texts, unless one of them begins with a digit; `bad…` throws. */
function textPassingConverters(): TaskConverters {
  const converters = textConverters((value) => {
    if (value.startsWith('bad')) throw new DataError(`cannot convert ${value}`);
  });
  const toTexts = (_topic: string, values: PackedBytes): PackedBytes | null => {
    const texts = values.toArray().map(text);
    if (texts.some((each) => each?.startsWith('bad'))) throw new DataError('something is bad');
    return texts.some((each) => /^\d/.test(each ?? '')) ? null : values;
  };
  return { ...converters, value: { ...converters.value, converter: { ...converters.value.converter, toTexts } } };
}

function packed(values: readonly (string | null)[], more: Partial<ConsumedBatch> = {}): ConsumedBatch {
  const batch = consumedBatch(values as string[], more);
  const column = PackedBytes.of(values.map((value) => (value === null ? null : bytes(value))));
  return { ...batch, values: column.toArray(), packed: { keys: null, values: column } };
}

function setUp(more: Partial<SinkDeliveryOptions> = {}) {
  const clock = createManualClock();
  const control = createTaskControl('STARTED');
  const meter = createTaskMeter({ id: { connector: 'c', task: 0 }, clock, sampling: DEFAULT_SAMPLING });
  const batches: SinkTextBatch[] = [];
  const calls: string[] = [];
  const sink = createScriptedSink({
    put: (records) => void calls.push(`put ${records.map(({ value }) => String(value)).join()}`),
    putTexts: (texts) => {
      batches.push(texts);
      calls.push(`texts ${texts.values.toArray().map(text).join()}`);
    },
  });
  const positions = createSinkPositions();
  positions.assign({ topic: 'in', partition: 0, offset: 0 });
  const topics: string[] = [];
  const delivery = createSinkDelivery({
    task: sink,
    taskClass: 'test.SinkTask',
    transforms: [],
    converters: textPassingConverters(),
    tolerance: createTolerance({
      settings: { tolerance: 'all', retryTimeoutMs: 0, retryDelayMaxMs: 0 },
      reporters: [],
      clock,
      signal: control.signal,
      counts: meter.errors,
    }),
    errantReporter: null,
    positions,
    requests: { seeks: new Map(), commit: false, retryInMs: null },
    control,
    onTopic: (topic) => topics.push(topic),
    isPaused: () => false,
    onRetrying: () => undefined,
    schedule: (ms, work) => clock.after(ms, () => void work()),
    afterCall: () => undefined,
    isOver: () => false,
    meter,
    clock,
    logger: createReport().logger,
    ...more,
  });
  return { clock, delivery, batches, calls, topics, positions, meter };
}

describe('texts on their way to a sink', () => {
  it('are put without single records, and counted as these', async () => {
    const { delivery, calls, topics, positions, meter } = setUp();
    await delivery.take(packed(['a', '', 'c'], { nextOffset: 7 }));
    expect(calls).toEqual(['texts a,,c']);
    expect(topics).toEqual(['in']);
    expect(positions.current([{ topic: 'in', partition: 0 }]).map(({ offset }) => offset)).toEqual([7]);
    expect(meter.sink.numbers()).toMatchObject({ readTotal: 3, sendTotal: 3 });
  });

  it('can be had as records', async () => {
    const { delivery, batches } = setUp();
    await delivery.take(packed(['a', 'b'], { offsets: [5, 9], timestamps: [1000, -1] }));
    expect(batches[0]!.record(1)).toMatchObject({
      topic: 'in',
      partition: 0,
      key: null,
      value: 'b',
      headers: [],
      timestamp: null,
      timestampType: 'CreateTime',
      kafkaOffset: 9,
      originalKafkaOffset: 9,
    });
  });

  it.each([
    ['something else is among them', packed(['a', '1']), 'put a,1'],
    ['one of them cannot be converted', packed(['a', 'bad', 'c']), 'put a,c'],
    ['there are headers', { ...packed(['a', 'b']), headers: [[], []] }, 'put a,b'],
    [
      'there are keys',
      { ...packed(['a']), packed: { keys: PackedBytes.of([bytes('k')]), values: PackedBytes.of([bytes('a')]) } },
      'put a',
    ],
    ['they do not lie together', consumedBatch(['a', 'b']), 'put a,b'],
  ])('are put by record where %s', async (_, batch, call) => {
    const { delivery, calls } = setUp();
    await delivery.take(batch);
    expect(calls).toEqual([call]);
  });

  it('are put by record where there are transformations, and where the task does not take texts', async () => {
    const stage = { transformClass: 'T', transformation: { apply: (record: never) => record }, predicate: null, negate: false };
    const transforming = setUp({ transforms: [stage] });
    await transforming.delivery.take(packed(['a']));
    expect(transforming.calls).toEqual(['put a']);
    const task = createScriptedSink();
    await setUp({ task }).delivery.take(packed(['a']));
    expect(task.calls).toEqual(['put a']);
  });

  it('are put again when the task asks for it', async () => {
    let fails = 2;
    const calls: string[] = [];
    const task = createScriptedSink({
      putTexts(texts) {
        calls.push(texts.values.toArray().map(text).join());
        if (fails-- > 0) throw new RetriableError('later');
      },
    });
    const { delivery, clock, positions } = setUp({ task });
    await delivery.take(packed(['a', 'b']));
    expect(positions.current([{ topic: 'in', partition: 0 }])).toMatchObject([{ offset: 0 }]);
    await clock.advance(1000);
    await settle();
    expect(calls).toEqual(['a,b', 'a,b', 'a,b']);
    expect(positions.current([{ topic: 'in', partition: 0 }])).toMatchObject([{ offset: 2 }]);
  });
});
