import { PackedBytes, RetriableError } from '@millrace/connector-api';
import type { Allocate, SourceRecord, TextBatch } from '@millrace/connector-api';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppendResult, ProducerBatch } from '../broker/records.ts';
import { createTaskMeter, DEFAULT_SAMPLING } from '../metrics/task-meter.ts';
import { BadRequestError } from '../model/errors.ts';
import { createManualClock, settle } from '../model/manual-clock.case.ts';
import { createFakeProducer, createReport, createScriptedSource, sourceRecord, textConverters } from './runner-rig.case.ts';
import { createSendWindow } from './send-window.ts';
import { createSourceDispatch } from './source-dispatch.ts';
import { createSubmittedRecords } from './submitted-records.ts';
import { createTaskControl } from './task-control.ts';
import { createTolerance } from './tolerance.ts';
import { noTopicCreator } from './topic-creation.ts';

/* Memory is lent to converters, and lent by sources, until records are safe. Whoever gets some here writes over all of it first. */

const SCRIBBLE = 0xee;

function pack(texts: readonly string[], allocate: Allocate): PackedBytes {
  const bytes = texts.map((each) => Buffer.from(each));
  const memory = allocate(bytes.reduce((sum, { length }) => sum + length, 0)).fill(SCRIBBLE);
  const starts = new Int32Array(bytes.length);
  let position = 0;
  for (const [index, each] of bytes.entries()) {
    starts[index] = position;
    position += each.copy(memory, position);
  }
  return new PackedBytes(
    memory,
    starts,
    Int32Array.from(bytes, ({ length }) => length),
  );
}

function lendingConverters() {
  const converters = textConverters();
  const converter: typeof converters.value.converter = {
    ...converters.value.converter,
    fromConnectBatch: (_topic, _schemas, values, allocate) => pack(values as string[], allocate!),
    fromTexts: (_topic, _schema, texts, allocate) =>
      pack(
        texts.toArray().map((each) => Buffer.from(each!).toString()),
        allocate!,
      ),
  };
  return { ...converters, value: { ...converters.value, converter } };
}

type Outcome = 'taken' | 'refused' | 'later' | 'later, though taken';

/** Takes its time, and fails if memory changes while it looks at it. */
function createSlowProducer(outcomes: readonly Outcome[]) {
  const producer = createFakeProducer();
  const changed: string[] = [];
  const written: string[] = [];
  const waiting: (() => void)[] = [];
  let calls = 0;
  producer.appendAll = async (batches: readonly ProducerBatch[]): Promise<AppendResult[]> => {
    const outcome = outcomes[calls++ % outcomes.length]!;
    const before = textsIn(batches);
    await new Promise<void>((resolve) => waiting.push(resolve));
    const after = textsIn(batches);
    changed.push(...after.filter((each, index) => each !== before[index]));
    if (outcome === 'refused') throw new BadRequestError('refused');
    if (outcome === 'later') throw new RetriableError('later');
    const from = written.length;
    written.push(...after);
    if (outcome === 'later, though taken') throw new RetriableError('lost on the way back');
    return batches.map(({ values }) => ({ partitions: values.map(() => 0), offsets: values.map((_, row) => from + row) }));
  };
  /** Lets one of the appends that wait go on. */
  const letOneThrough = (which: number): void => waiting.splice(which % waiting.length, 1)[0]?.();
  return { producer, changed, written, waiting, letOneThrough };
}

function textsIn(batches: readonly ProducerBatch[]): string[] {
  return batches.flatMap(({ packedValues, values }) =>
    (packedValues?.toArray() ?? values).map((value) => Buffer.from(value!).toString()),
  );
}

function setUp(outcomes: readonly Outcome[], tolerant: boolean) {
  const clock = createManualClock();
  const control = createTaskControl('STARTED');
  const slow = createSlowProducer(outcomes);
  const meter = createTaskMeter({ id: { connector: 'c', task: 0 }, clock, sampling: DEFAULT_SAMPLING });
  const window = {
    ...createSendWindow({ producer: slow.producer, control, clock, tolerant }),
    whenVisible: (tell: () => void) => tell(),
  };
  const skipped: string[] = [];
  const dispatch = createSourceDispatch(
    {
      task: createScriptedSource(),
      transforms: [],
      converters: lendingConverters(),
      tolerance: createTolerance<SourceRecord>({
        settings: { tolerance: tolerant ? 'all' : 'none', retryTimeoutMs: 0, retryDelayMaxMs: 0 },
        reporters: [{ report: async ({ origin }) => void skipped.push(String(origin.value)) }],
        clock,
        signal: control.signal,
        counts: meter.errors,
      }),
      topics: noTopicCreator,
      control,
      onTopic: () => undefined,
      meter,
      logger: createReport().logger,
    },
    window,
    createSubmittedRecords(),
  );
  return { ...slow, clock, dispatch, window, skipped };
}

/** A source's texts, in memory that it writes over when it gets it back. */
function lentTexts(texts: readonly string[]): TextBatch {
  const values = pack(texts, (bytes) => Buffer.alloc(bytes));
  return {
    values,
    record: (index) => sourceRecord(Buffer.from(values.at(index)!).toString()),
    release: () => void values.bytes.fill(SCRIBBLE),
  };
}

const someTexts = fc.array(
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 }).map((sizes) => sizes.map((size) => size ** 4 * 9)),
  { minLength: 1, maxLength: 12 },
);
const someOutcomes = fc.array(fc.constantFrom<Outcome>('taken', 'taken', 'taken', 'later', 'later, though taken', 'refused'), {
  minLength: 1,
  maxLength: 20,
});

describe('memory that is lent to records on their way', () => {
  it.each(['texts', 'records'] as const)('is theirs until they are safe, as %s', { timeout: 60_000 }, async (form) => {
    await fc.assert(
      fc.asyncProperty(
        someTexts,
        someOutcomes,
        fc.array(fc.nat(9), { minLength: 1 }),
        fc.boolean(),
        async (sizes, outcomes, turns, tolerant) => {
          // One that is taken at last, or the rows of a batch would be sent for ever.
          const rig = setUp([...outcomes, 'taken'], tolerant);
          const batches = sizes.map((own, batch) => own.map((size, row) => `${batch}.${row}`.padEnd(size, String(batch % 10))));
          const sending = (async () => {
            for (const texts of batches) {
              await rig.dispatch(form === 'texts' ? lentTexts(texts) : texts.map((each) => sourceRecord(each)));
            }
            await rig.window.drained();
          })();
          const over = { yet: false };
          void sending.finally(() => (over.yet = true));
          for (let turn = 0; !over.yet && turn < 2000; turn++) {
            if (rig.waiting.length > 0) rig.letOneThrough(turns[turn % turns.length]!);
            await rig.clock.advance(100);
            if (rig.window.failure() !== null && rig.waiting.length === 0) break;
          }
          await settle();
          expect(rig.changed).toEqual([]);
          const all = new Set(batches.flat());
          expect(rig.written.filter((each) => !all.has(each))).toEqual([]);
          if (rig.window.failure() !== null) return;
          const arrived = new Set([...rig.written, ...rig.skipped]);
          expect(batches.flat().filter((each) => !arrived.has(each))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
