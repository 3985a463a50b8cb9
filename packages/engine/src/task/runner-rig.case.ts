import { javaToString } from '@millrace/connector-api';
import type { SinkTask, SourceRecord, SourceTask } from '@millrace/connector-api';
import type { Consumer, ConsumerHandler, Producer } from '../broker/broker.ts';
import type { AppendResult, ConsumedBatch, ProducerBatch, TopicPartition } from '../broker/records.ts';
import type { Logger } from '../model/logger.ts';
import type { State } from '../model/names.ts';
import type { TaskConverters } from './source-conversion.ts';

/* What tests of task runners have in common: a producer and a consumer of their own, text converters, and a report. */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const bytes = (text: string): Uint8Array => encoder.encode(text);
export const text = (value: Uint8Array | null | undefined): string | null =>
  value === null || value === undefined ? null : decoder.decode(value);

const textConverter = {
  fromConnectData: (_topic: string, _schema: unknown, value: unknown) => (value === null ? null : bytes(javaToString(value))),
  toConnectData: (_topic: string, value: Uint8Array | null) => ({ schema: null, value: text(value) }),
};

/** Converters of text; a value `bad…` cannot be converted. */
export function textConverters(fussy?: (value: string) => void): TaskConverters {
  const value = {
    ...textConverter,
    fromConnectData(topic: string, schema: unknown, data: unknown) {
      fussy?.(String(data));
      return textConverter.fromConnectData(topic, schema, data);
    },
    toConnectData(topic: string, data: Uint8Array | null) {
      fussy?.(String(text(data)));
      return textConverter.toConnectData(topic, data);
    },
  };
  const header = {
    fromConnectHeader: (_topic: string, _key: string, _schema: unknown, data: unknown) => bytes(String(data)),
    toConnectHeader: (_topic: string, _key: string, data: Uint8Array | null) => ({ schema: null, value: text(data) }),
  };
  return {
    key: { converterClass: 'KeyConverter', converter: textConverter },
    value: { converterClass: 'ValueConverter', converter: value },
    header: { converterClass: 'HeaderConverter', converter: header },
  };
}

export function sourceRecord(value: unknown, more: Partial<SourceRecord> = {}): SourceRecord {
  return {
    topic: 'out',
    partition: null,
    keySchema: null,
    key: null,
    valueSchema: null,
    value,
    timestamp: null,
    headers: [],
    sourcePartition: { file: 'f' },
    sourceOffset: { at: value },
    ...more,
  };
}

export function consumedBatch(values: readonly string[], more: Partial<ConsumedBatch> = {}): ConsumedBatch {
  const first = more.offsets?.[0] ?? 0;
  return {
    topic: 'in',
    partition: 0,
    timestampType: 'CreateTime',
    offsets: values.map((_, index) => first + index),
    timestamps: values.map(() => 1000),
    keys: values.map(() => null),
    values: values.map(bytes),
    headers: null,
    nextOffset: first + values.length,
    ...more,
  };
}

/** States and log lines of a run, in order. */
export function createReport() {
  const states: string[] = [];
  const traces: string[] = [];
  const lines: string[] = [];
  const at =
    (level: string) =>
    (message: string): void =>
      void lines.push(`${level}: ${message}`);
  const logger: Logger = {
    trace: () => undefined,
    debug: () => undefined,
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
  const report = (state: State, trace: string | null): void => {
    states.push(state);
    if (trace !== null) traces.push(trace);
  };
  return { states, traces, lines, logger, report };
}

/** A producer whose appends wait until the test lets them through, unless `open`. */
export interface FakeProducer extends Producer {
  /** Values that are on their topics, in order. */
  readonly written: string[];
  readonly calls: (readonly ProducerBatch[])[];
  open: boolean;
  /** Answers what an append throws; undefined: it succeeds. */
  failWith: (batches: readonly ProducerBatch[]) => Error | undefined;
  closed: number;
  /** Lets the oldest append that waits through. */
  release(): void;
  waiting(): number;
}

export function createFakeProducer(): FakeProducer {
  const waiting: (() => void)[] = [];
  let next = 0;
  const producer: FakeProducer = {
    written: [],
    calls: [],
    open: true,
    failWith: () => undefined,
    closed: 0,
    release: () => waiting.shift()?.(),
    waiting: () => waiting.length,
    async appendAll(batches) {
      producer.calls.push(batches);
      if (!producer.open) await new Promise<void>((resolve) => waiting.push(resolve));
      const error = producer.failWith(batches);
      if (error !== undefined) throw error;
      return batches.map((batch): AppendResult => {
        const offsets = batch.values.map(() => next++);
        producer.written.push(...batch.values.map((value) => String(text(value))));
        return { offsets, partitions: offsets.map(() => 0) };
      });
    },
    transaction: () => Promise.reject(new Error('not used')),
    beginTransaction() {
      const mark = (end: string) => async (): Promise<void> => {
        const error = producer.failWith([]);
        if (error !== undefined) throw error;
        producer.written.push(end);
      };
      return { append: (batches) => producer.appendAll(batches), commit: mark('(commit)'), abort: mark('(abort)') };
    },
    async close() {
      producer.closed += 1;
    },
  };
  return producer;
}

/** A consumer that does as the test says. */
export interface FakeConsumer extends Consumer {
  handler: ConsumerHandler;
  readonly committed: string[];
  readonly seeks: string[];
  readonly paused: Set<string>;
  started: number;
  closed: number;
  commitError: Error | null;
  assign(...partitions: (TopicPartition & { offset: number })[]): Promise<void>;
  revoke(lost: boolean, ...partitions: TopicPartition[]): Promise<void>;
  deliver(batch: ConsumedBatch): Promise<void>;
}

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`;

export function createFakeConsumer(handler: ConsumerHandler): FakeConsumer {
  let assignment: TopicPartition[] = [];
  const consumer: FakeConsumer = {
    handler,
    committed: [],
    seeks: [],
    paused: new Set(),
    started: 0,
    closed: 0,
    commitError: null,
    async assign(...partitions) {
      assignment.push(...partitions.map(({ topic, partition }) => ({ topic, partition })));
      await handler.onAssigned(partitions);
    },
    async revoke(lost, ...partitions) {
      const gone = new Set(partitions.map(nameOf));
      await handler.onRevoked(partitions, lost);
      assignment = assignment.filter((partition) => !gone.has(nameOf(partition)));
    },
    deliver: async (batch) => await handler.onBatch(batch),
    async start() {
      consumer.started += 1;
    },
    pause: (partitions) => partitions.forEach((partition) => consumer.paused.add(nameOf(partition))),
    resume: (partitions) => partitions.forEach((partition) => consumer.paused.delete(nameOf(partition))),
    seek: (partition, offset) => void consumer.seeks.push(`${nameOf(partition)}@${offset}`),
    assignment: () => assignment,
    async commit(offsets) {
      if (consumer.commitError !== null) throw consumer.commitError;
      consumer.committed.push(...offsets.map((offset) => `${nameOf(offset)}@${offset.offset}`));
    },
    async close() {
      consumer.closed += 1;
      await handler.onRevoked(assignment, false);
    },
  };
  return consumer;
}

/** A source task that gives what the test hands it. */
export interface ScriptedSource extends SourceTask {
  readonly calls: string[];
  /** Answers of the next polls; without one a poll waits until the test gives one. */
  give(answer: readonly SourceRecord[] | null | Error): void;
}

export function createScriptedSource(more: Partial<SourceTask> = {}): ScriptedSource {
  const answers: (readonly SourceRecord[] | null | Error)[] = [];
  const calls: string[] = [];
  let wake: (() => void) | null = null;
  return {
    calls,
    give(answer) {
      answers.push(answer);
      wake?.();
    },
    start: () => void calls.push('start'),
    async poll() {
      calls.push('poll');
      if (answers.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      wake = null;
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer ?? null;
    },
    stop: () => void calls.push('stop'),
    ...more,
  };
}

/** A sink task that notes its calls. */
export function createScriptedSink(more: Partial<SinkTask> = {}): SinkTask & { readonly calls: string[] } {
  const calls: string[] = [];
  const names = (partitions: readonly TopicPartition[]): string => partitions.map(nameOf).join(' ');
  return {
    calls,
    start: () => void calls.push('start'),
    open: (partitions) => void calls.push(`open ${names(partitions)}`),
    put: (records) => void calls.push(`put ${records.map(({ value }) => String(value)).join(',')}`),
    flush: (offsets) => void calls.push(`flush ${offsets.map((offset) => `${nameOf(offset)}@${offset.offset}`).join(' ')}`),
    close: (partitions) => void calls.push(`close ${names(partitions)}`),
    stop: () => void calls.push('stop'),
    ...more,
  };
}
