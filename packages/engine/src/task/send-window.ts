import type { Producer } from '../broker/broker.ts';
import type { AppendResult, ProducerBatch } from '../broker/records.ts';
import { FencedError, StoreError } from '../model/errors.ts';
import type { Clock } from './clock.ts';
import { delay } from './clock.ts';
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

export function createSendWindow(options: SendWindowOptions): SendWindow {
  const { producer, control, clock, tolerant, maxRecords = 20_000, maxBatches = 500, maxBytes = 32 * 1024 * 1024 } = options;
  const failed: { readonly order: number; readonly shipment: Shipment; readonly error: unknown }[] = [];
  const waiting: { readonly ready: () => boolean; readonly resolve: () => void }[] = [];
  let failure: { readonly error: unknown } | null = null;
  let repairing = false;
  let underway = 0;
  let records = 0;
  let bytes = 0;
  let order = 0;

  /** Nothing will be sent any more. */
  const isOver = (): boolean => control.abandoned || failure !== null || (control.stopping && failed.length > 0 && !repairing);
  const isFull = (): boolean => underway > 0 && (records >= maxRecords || underway >= maxBatches || bytes >= maxBytes);
  const hasRoom = (): boolean => isOver() || (failed.length === 0 && !isFull());
  const isDrained = (): boolean => control.abandoned || (underway === 0 && !repairing && (failed.length === 0 || isOver()));

  function until(ready: () => boolean): Promise<void> | undefined {
    return ready() ? undefined : new Promise((resolve) => waiting.push({ ready, resolve }));
  }

  function wake(): void {
    for (let index = waiting.length - 1; index >= 0; index -= 1) {
      if (waiting[index]?.ready() === true) waiting.splice(index, 1)[0]?.resolve();
    }
  }

  function append(shipment: Shipment): Promise<readonly AppendResult[]> {
    if (control.abandoned) return Promise.reject(new FencedError('The task was abandoned'));
    return producer.appendAll(shipment.batches);
  }

  function settle(shipment: Shipment): void {
    underway -= 1;
    records -= shipment.records;
    bytes -= shipment.bytes;
    if (failed.length > 0 && underway === 0 && !repairing && failure === null) {
      repairing = true;
      repair()
        .then(
          () => (repairing = false),
          (error: unknown) => {
            failure ??= { error };
            repairing = false;
          },
        )
        .finally(wake);
    }
    wake();
  }

  async function repair(): Promise<void> {
    failed.sort((a, b) => a.order - b.order);
    for (let next = failed[0]; next !== undefined; next = failed[0]) {
      const results = await resend(next.shipment, next.error);
      if (results === null || control.abandoned) return;
      next.shipment.delivered(results);
      failed.shift();
    }
  }

  /** null: the task is stopping; the next run reads it again. */
  async function resend(shipment: Shipment, first: unknown): Promise<readonly AppendResult[] | null> {
    for (let error = first; ;) {
      if (!isRetriable(error)) {
        if (!tolerant || error instanceof FencedError || error instanceof StoreError) throw error;
        return resendRows(shipment);
      }
      await delay(clock, RETRY_DELAY_MS, control.signal);
      if (control.stopping) return null;
      try {
        return await append(shipment);
      } catch (again) {
        error = again;
      }
    }
  }

  /** Record by record, to find the ones that are refused. */
  async function resendRows(shipment: Shipment): Promise<readonly AppendResult[] | null> {
    const results: AppendResult[] = [];
    for (const [at, batch] of shipment.batches.entries()) {
      const partitions: number[] = [];
      const offsets: number[] = [];
      for (let row = 0; row < batch.values.length; row += 1) {
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
        return (await append({ ...shipment, batches }))[0] ?? null;
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
      if (failed.length > 0 || isOver()) return undefined;
      const place = (order += 1);
      underway += 1;
      records += shipment.records;
      bytes += shipment.bytes;
      append(shipment).then(
        (results) => {
          if (!control.abandoned) shipment.delivered(results);
          settle(shipment);
        },
        (error: unknown) => {
          failed.push({ order: place, shipment, error });
          settle(shipment);
        },
      );
      return until(hasRoom);
    },
    failure: () => failure,
    drained: () => until(isDrained) ?? Promise.resolve(),
  };
}
