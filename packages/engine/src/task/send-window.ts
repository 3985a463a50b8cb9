import type { Producer } from '../broker/broker.ts';
import { countOf } from '../broker/packed-columns.ts';
import type { AppendResult, ProducerBatch } from '../broker/records.ts';
import { FencedError, StoreError } from '../model/errors.ts';
import type { Clock } from '../model/clock.ts';
import { delay } from '../model/clock.ts';
import { mergeBatches } from './merge-batches.ts';
import { singleRow } from './producer-rows.ts';
import type { TaskControl } from './task-control.ts';
import { isRetriable } from './tolerance.ts';

/** One polled batch on its way to its topics. */
export interface Shipment {
  readonly batches: readonly ProducerBatch[];
  /** Records in it, for the bound on what is under way. */
  readonly records: number;
  readonly bytes: number;
  /** All of it is safe. Results run along the batches; an offset of -1 stands for a record that was given up. */
  delivered(results: readonly AppendResult[]): void;
  /** The producer refuses this record for good and errors are tolerated: it will be left out. */
  rejected(batch: number, row: number, error: unknown): Promise<void>;
  /** Notes with an error which records could not be sent, and gives it back. */
  placed(error: unknown): unknown;
}

export interface SendWindowOptions {
  readonly producer: Producer;
  readonly control: TaskControl;
  readonly clock: Clock;
  /** `errors.tolerance=all`: what the producer refuses is left out, instead of failing the task. */
  readonly tolerant: boolean;
  readonly maxRecords?: number;
  readonly maxBatches?: number;
  readonly maxBytes?: number;
}

/**
 * Keeps several batches on their way at once, in order, within bounds. When one fails, sending stops, the rest of what is under way
 * comes to its end, and what failed is dealt with in its order: sent again if that may help, else given up or the task's failure.
 */
export interface SendWindow {
  /** Hands a batch to the producer. Answers a promise when there is no room for more: it resolves when there is. */
  send(shipment: Shipment): Promise<void> | undefined;
  /** What the task has to fail with; null while all goes well. */
  failure(): { readonly error: unknown } | null;
  /** Resolves when nothing is on its way any more. */
  drained(): Promise<void>;
}

const RETRY_DELAY_MS = 100;
/** Appends under way at once; what is sent meanwhile is put together for the next one. */
const MAX_APPENDS = 4;
/** Small batches are put together up to about this many records. */
const MERGE_RECORDS = 1000;
/** Appends under way at once where each has so many: waiting for more would put nothing together, and leave a slow disk or broker idle. */
const MAX_LARGE_APPENDS = 16;

/** A shipment and its place in the order of sending. */
interface Sent {
  readonly order: number;
  readonly shipment: Shipment;
}

interface FailedShipment extends Sent {
  /** null: it was sent together with others. */
  readonly failure: { readonly error: unknown } | null;
}

export function createSendWindow(options: SendWindowOptions): SendWindow {
  const { producer, control, clock, tolerant, maxRecords = 20_000, maxBatches = 500, maxBytes = 8 * 1024 * 1024 } = options;
  const queued: Sent[] = [];
  const failed: FailedShipment[] = [];
  const waiting: { readonly ready: () => boolean; readonly resolve: () => void }[] = [];
  let failure: { readonly error: unknown } | null = null;
  let repairing = false;
  /** Shipments that were sent and not dealt with yet, and appends of some of them that are being made. */
  let underway = 0;
  let appends = 0;
  let records = 0;
  let bytes = 0;
  let order = 0;

  /** Nothing will be sent any more. */
  const isOver = (): boolean => control.abandoned || failure !== null || (control.stopping && failed.length > 0 && !repairing);
  const isFull = (): boolean => underway > 0 && (records >= maxRecords || underway >= maxBatches || bytes >= maxBytes);
  const hasRoom = (): boolean => isOver() || (failed.length === 0 && !repairing && !isFull());
  const isDrained = (): boolean => control.abandoned || (underway === 0 && !repairing && (failed.length === 0 || isOver()));

  function until(ready: () => boolean): Promise<void> | undefined {
    return ready() ? undefined : new Promise((resolve) => waiting.push({ ready, resolve }));
  }

  function wake(): void {
    for (let index = waiting.length - 1; index >= 0; index -= 1) {
      if (waiting[index]?.ready() === true) waiting.splice(index, 1)[0]?.resolve();
    }
  }

  function append(batches: readonly ProducerBatch[]): Promise<readonly AppendResult[]> {
    if (control.abandoned) return Promise.reject(new FencedError('The task was abandoned'));
    return producer.appendAll(batches);
  }

  /** Sends what waits, as far as there may be more appends. What waits behind a failure waits for its repair. */
  function sendQueued(): void {
    if (failed.length > 0 || repairing) return;
    while (queued.length > 0) {
      let count = 0;
      let gathered = 0;
      for (; count < queued.length && (count === 0 || gathered < MERGE_RECORDS); count += 1) {
        gathered += (queued[count] as Sent).shipment.records;
      }
      if (appends >= (gathered < MERGE_RECORDS ? MAX_APPENDS : MAX_LARGE_APPENDS)) return;
      void appendTogether(queued.splice(0, count));
    }
  }

  async function appendTogether(sent: readonly Sent[]): Promise<void> {
    appends += 1;
    let results: (readonly AppendResult[])[] = [];
    try {
      results = await appendMerged(sent.map(({ shipment }) => shipment.batches));
    } catch (error) {
      // Whose fault it was shows when each is sent by itself.
      failed.push(...sent.map((each) => ({ ...each, failure: sent.length === 1 ? { error } : null })));
    }
    appends -= 1;
    for (const { shipment } of sent) forget(shipment);
    if (!control.abandoned) for (const [index, result] of results.entries()) sent[index]?.shipment.delivered(result);
    settle();
  }

  async function appendMerged(shipments: readonly (readonly ProducerBatch[])[]): Promise<(readonly AppendResult[])[]> {
    const [only] = shipments;
    if (shipments.length === 1 && only !== undefined) return [await append(only)];
    const merged = mergeBatches(shipments.flat());
    const results = merged.split(await append(merged.batches));
    let from = 0;
    return shipments.map(({ length }) => results.slice(from, (from += length)));
  }

  function forget(shipment: Shipment): void {
    underway -= 1;
    records -= shipment.records;
    bytes -= shipment.bytes;
  }

  function settle(): void {
    if (failed.length > 0 && appends === 0 && !repairing && !isOver()) {
      repairing = true;
      void repairAll();
    }
    if (isOver()) for (const { shipment } of queued.splice(0)) forget(shipment);
    sendQueued();
    wake();
  }

  async function repairAll(): Promise<void> {
    try {
      await repair();
    } catch (error) {
      failure ??= { error };
    }
    repairing = false;
    settle();
  }

  async function repair(): Promise<void> {
    failed.sort((a, b) => a.order - b.order);
    for (let next = failed[0]; next !== undefined; next = failed[0]) {
      const { shipment } = next;
      const results = await resend(next).catch((error: unknown) => {
        throw shipment.placed(error);
      });
      if (results === null || control.abandoned) return;
      shipment.delivered(results);
      failed.shift();
    }
  }

  /** null: the task is stopping; the next run reads it again. */
  async function resend({ shipment, failure: first }: FailedShipment): Promise<readonly AppendResult[] | null> {
    for (let last = first; ;) {
      if (last !== null && !isRetriable(last.error)) {
        const { error } = last;
        if (!tolerant || error instanceof FencedError || error instanceof StoreError) throw error;
        return resendRows(shipment);
      }
      if (last !== null) await delay(clock, RETRY_DELAY_MS, control.signal);
      if (control.stopping) return null;
      try {
        return await append(shipment.batches);
      } catch (error) {
        last = { error };
      }
    }
  }

  /** Record by record, to find the ones that are refused. */
  async function resendRows(shipment: Shipment): Promise<readonly AppendResult[] | null> {
    const results: AppendResult[] = [];
    for (const [at, batch] of shipment.batches.entries()) {
      const partitions: number[] = [];
      const offsets: number[] = [];
      for (let row = 0; row < countOf(batch); row += 1) {
        const result = await resendRow(shipment, at, row);
        if (result === null) return null;
        partitions.push(result.partitions[0] ?? -1);
        offsets.push(result.offsets[0] ?? -1);
      }
      results.push({ partitions, offsets });
    }
    return results;
  }

  async function resendRow(shipment: Shipment, at: number, row: number): Promise<AppendResult | null> {
    const batches = [singleRow(shipment.batches[at] as ProducerBatch, row)];
    for (;;) {
      try {
        return (await append(batches))[0] ?? null;
      } catch (error) {
        if (error instanceof FencedError || error instanceof StoreError) throw error;
        if (!isRetriable(error)) {
          await shipment.rejected(at, row, error);
          return { partitions: [], offsets: [] };
        }
        await delay(clock, RETRY_DELAY_MS, control.signal);
        if (control.stopping) return null;
      }
    }
  }

  control.onChange(wake);

  return {
    send(shipment) {
      // Left to the next run: its offsets are never acknowledged.
      if (isOver()) return undefined;
      order += 1;
      underway += 1;
      records += shipment.records;
      bytes += shipment.bytes;
      queued.push({ order, shipment });
      sendQueued();
      return until(hasRoom);
    },
    failure: () => failure,
    drained: () => until(isDrained) ?? Promise.resolve(),
  };
}
