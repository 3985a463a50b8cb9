import type { SourceRecord, SourceTask } from '@millrace/connector-api';
import { BufferLoan, BufferPool } from '../broker/buffer-pool.ts';
import { countOf } from '../broker/packed-columns.ts';
import type { AppendResult } from '../broker/records.ts';
import type { TaskMeter } from '../metrics/task-meter.ts';
import type { Logger } from '../model/logger.ts';
import { sourceRecordTexts } from './error-reporter.ts';
import { placeFailure } from './failure-place.ts';
import type { ErrorHandling, Passage } from './passage.ts';
import { countAlive, isGone, startPassage } from './passage.ts';
import { bytesOf } from './producer-rows.ts';
import type { Shipment } from './send-window.ts';
import type { SourceDelivery } from './source-delivery.ts';
import { convertToBytes } from './source-conversion.ts';
import type { TaskConverters, TopicRows } from './source-conversion.ts';
import type { SubmittedRecords } from './submitted-records.ts';
import type { TaskControl } from './task-control.ts';
import { convertTexts, countPolled, isTexts, recordOf, recordsOf } from './text-conversion.ts';
import type { Polled } from './text-conversion.ts';
import type { Tolerance } from './tolerance.ts';
import type { TopicCreator } from './topic-creation.ts';
import { transformAll } from './transform-chain.ts';
import type { TransformStage } from './transform-chain.ts';

/** A polled batch takes this way at once; a longer one goes in pieces. */
const MAX_PIECE = 10_000;

const sending = { stage: 'KAFKA_PRODUCE', executingClass: 'org.apache.kafka.connect.runtime.WorkerSourceTask' } as const;

/** The steps on the way of a batch. */
export interface SourceSteps {
  readonly task: SourceTask;
  readonly transforms: readonly TransformStage[];
  readonly converters: TaskConverters;
  readonly tolerance: Tolerance<SourceRecord>;
  readonly topics: TopicCreator;
  readonly control: TaskControl;
  /** Records have reached this topic. Called for each batch. */
  readonly onTopic: (topic: string) => void;
  readonly meter: TaskMeter;
  readonly logger: Logger;
}

/** Takes what a task was polled for to the producer. The promise is the back-pressure; it rejects with what fails the task. */
export type SourceDispatch = (polled: Polled) => Promise<void>;

export function createSourceDispatch(
  options: SourceSteps,
  delivery: Pick<SourceDelivery, 'send' | 'whenVisible'>,
  submitted: SubmittedRecords,
): SourceDispatch {
  const { task, transforms, converters, tolerance, control, meter, logger, topics } = options;
  // What converters took of it is in a shipment and nowhere else, and comes back when that is delivered: then no producer looks at it
  // any more, as the port says. What was not delivered is never lent again.
  const buffers = new BufferPool();

  function commitRecord(record: SourceRecord, topic: string, result: AppendResult | null, row: number): void {
    const offset = result?.offsets[row] ?? -1;
    try {
      if (result === null || offset < 0) return task.commitRecord?.(record, null);
      task.commitRecord?.(record, { topic, partition: result.partitions[row] ?? -1, offset, timestamp: record.timestamp ?? -1 });
    } catch (error) {
      logger.error('Exception thrown while calling task.commitRecord()', { error });
    }
  }

  function dropped(polled: readonly SourceRecord[], passage: Passage): void {
    for (let index = 0; index < passage.length; index += 1) {
      if (isGone(passage, index)) commitRecord(polled[index] as SourceRecord, '', null, 0);
    }
  }

  function acknowledge(polled: Polled, { batch, rows }: TopicRows, result: AppendResult | null): void {
    for (let row = 0; row < countOf(batch); row += 1) {
      commitRecord(recordOf(polled, rows === null ? row : (rows[row] as number)), batch.topic, result, row);
    }
  }

  /** `passage`: null for texts, which come through together. */
  function shipmentOf(polled: Polled, passage: Passage | null, parts: readonly TopicRows[], loan: BufferLoan): Shipment {
    const count = countPolled(polled);
    const records = passage === null ? count : countAlive(passage);
    // Texts are of one source partition, so the last one tells how far all of them have come.
    const submission = isTexts(polled)
      ? submitted.submit([polled.record(count - 1)], startPassage(1))
      : submitted.submit(polled, passage as Passage);
    let skipped = count - records;
    return {
      batches: parts.map(({ batch }) => batch),
      records,
      bytes: parts.reduce((sum, { batch }) => sum + bytesOf(batch), 0),
      delivered(results) {
        for (const [at, part] of parts.entries()) {
          options.onTopic(part.batch.topic);
          if (task.commitRecord !== undefined) delivery.whenVisible(() => acknowledge(polled, part, results[at] ?? null));
        }
        submission.ack();
        meter.source.written(count, skipped);
        if (isTexts(polled)) polled.release?.();
        loan.giveBack();
      },
      rejected(at, row, error) {
        skipped += 1;
        return tolerance.fail({
          ...sending,
          origin: recordOf(polled, parts[at]?.rows?.[row] ?? row),
          error,
        });
      },
      placed: (error) => placeFailure(error, { ...sending, record: nameOf(polled, parts) }),
    };
  }

  async function send(polled: Polled, passage: Passage | null, parts: readonly TopicRows[], loan: BufferLoan): Promise<void> {
    for (const { batch } of parts) {
      const ready = topics.ensure(batch.topic);
      if (ready !== undefined) await ready;
    }
    if (parts.length === 0 || control.abandoned) return;
    const room = delivery.send(shipmentOf(polled, passage, parts, loan));
    if (room !== undefined) await room;
  }

  async function dispatch(polled: readonly SourceRecord[]): Promise<void> {
    meter.batch(polled.length);
    const passage = startPassage(polled.length);
    const errors: ErrorHandling<SourceRecord> = { tolerance, origin: (index) => polled[index] as SourceRecord };
    const records = transforms.length === 0 ? polled : polled.slice();
    if (transforms.length > 0) await transformAll(transforms, records as SourceRecord[], passage, errors);
    const loan = new BufferLoan(buffers);
    const parts = await convertToBytes(converters, records, passage, errors, loan.take);
    if (task.commitRecord !== undefined && passage.gone !== null) delivery.whenVisible(() => dropped(polled, passage));
    if (parts.length === 0 && passage.length === polled.length) meter.source.written(polled.length, polled.length);
    await send(polled, passage, parts, loan);
    if (passage.failure !== null) throw passage.failure.error;
  }

  async function dispatchAll(polled: readonly SourceRecord[]): Promise<void> {
    for (let from = 0; from < polled.length; from += MAX_PIECE) {
      await dispatch(polled.length <= MAX_PIECE ? polled : polled.slice(from, from + MAX_PIECE));
    }
  }

  return async (polled) => {
    if (!isTexts(polled)) return dispatchAll(polled);
    const loan = new BufferLoan(buffers);
    const batch = convertTexts(converters, polled, loan.take);
    if (batch === null) return dispatchAll(recordsOf(polled));
    meter.batch(polled.values.length);
    return send(polled, null, [{ batch, rows: null }], loan);
  };
}

/** Which records are sent together, as the end of a sentence. */
function nameOf(polled: Polled, parts: readonly TopicRows[]): string {
  const rows = parts.flatMap(({ batch, rows }) => (rows === null ? [...Array(countOf(batch)).keys()] : [...rows]));
  const first = recordOf(polled, Math.min(...rows));
  const last = recordOf(polled, Math.max(...rows));
  const texts = sourceRecordTexts.inTrace;
  return rows.length === 1 ? texts(first) : `one of ${rows.length} records, from ${texts(first)} to ${texts(last)}`;
}

/** Whether the task can be polled for texts: all that comes after it does without single records. */
export function takesTexts({ task, transforms, converters }: SourceSteps): boolean {
  return task.pollTexts !== undefined && transforms.length === 0 && converters.value.converter.fromTexts !== undefined;
}
