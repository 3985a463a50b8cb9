import { ConnectError } from '@millrace/connector-api';
import type { OpenTransaction } from '../broker/broker.ts';
import { FencedError } from '../model/errors.ts';
import type { OffsetRecords, OffsetText } from '../model/offset-texts.ts';
import type { Shipment } from './send-window.ts';
import type { DeliveryParts, SourceDelivery } from './source-delivery.ts';
import type { Polled } from './text-conversion.ts';
import { isTexts } from './text-conversion.ts';
import { createTransactionRequests } from './transaction-requests.ts';
import type { TransactionEnd } from './transaction-requests.ts';

/** Where a task's transactions end (`transaction.boundary`). */
export type TransactionBoundary =
  | { readonly kind: 'poll' }
  | { readonly kind: 'interval'; readonly ms: number }
  | { readonly kind: 'connector' };

/** Where the offsets are kept that are written in the task's own transactions. */
export interface TransactionalOffsets {
  readonly topic: string;
  /** Offsets as records of that topic. */
  encode(offsets: readonly OffsetText[]): Promise<OffsetRecords>;
  /** They have been committed. */
  committed(offsets: readonly OffsetText[]): void;
}

export interface TransactionalOptions extends DeliveryParts {
  readonly name: string;
  readonly boundary: TransactionBoundary;
  readonly offsets: TransactionalOffsets;
}

/** What may be on its way at once. */
const MAX_APPENDS = 16;
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * Exactly once (KIP-618; Java: ExactlyOnceWorkerSourceTask): records and their source offsets become visible together, in transactions
 * of the task's own. Whatever goes wrong fails the task, and its transaction is aborted.
 */
export function createTransactionalDelivery(options: TransactionalOptions): SourceDelivery {
  const { task, producer, submitted, control, meter, clock, logger, boundary, offsets } = options;
  const requests = boundary.kind === 'connector' ? createTransactionRequests() : null;
  const underway = new Set<Promise<void>>();
  let bytes = 0;
  let transaction: OpenTransaction | null = null;
  let failure: { readonly error: unknown } | null = null;
  const told: (() => void)[] = [];
  let lastCommit = 0;

  function send(shipment: Shipment): Promise<void> | undefined {
    if (control.abandoned || failure !== null) return undefined;
    const own = shipment.batches.find(({ topic }) => topic === offsets.topic);
    if (own !== undefined) {
      throw new ConnectError(
        `Task ${options.name} cannot write to ${own.topic}: with exactly-once support that is where its own offsets are kept, and reading them would wait for its transaction`,
      );
    }
    transaction ??= producer.beginTransaction();
    const sending = append(transaction, shipment);
    underway.add(sending);
    void sending.then(() => underway.delete(sending));
    return room();
  }

  async function append(to: OpenTransaction, shipment: Shipment): Promise<void> {
    bytes += shipment.bytes;
    try {
      shipment.delivered(await to.append(shipment.batches));
    } catch (error) {
      failure ??= { error: shipment.placed(error) };
    }
    bytes -= shipment.bytes;
  }

  function room(): Promise<void> | undefined {
    if (underway.size < MAX_APPENDS && bytes < MAX_BYTES) return undefined;
    return Promise.race(underway).then(() => (failure === null ? room() : undefined));
  }

  async function drained(): Promise<void> {
    while (underway.size > 0) await Promise.all(underway);
  }

  async function commit(): Promise<void> {
    lastCommit = clock.now();
    await drained();
    if (control.abandoned) return;
    const started = clock.now();
    try {
      if (failure !== null) throw failure.error;
      await options.reported();
      const taken = [...submitted.takeCommittable().values()];
      if (taken.length > 0) await appendOffsets(taken);
      if (transaction !== null) await endTransaction(transaction, taken);
    } catch (error) {
      meter.commit(clock.now() - started, false);
      throw commitFailure(options.name, error);
    }
    meter.commit(clock.now() - started, true);
    await tellTask();
  }

  async function appendOffsets(taken: readonly OffsetText[]): Promise<void> {
    // What was just aborted has left offsets, but no transaction.
    transaction ??= producer.beginTransaction();
    const { keys, values } = await offsets.encode(taken);
    await transaction.append([{ topic: offsets.topic, partition: null, keys, values, timestamps: null, headers: null }]);
  }

  async function endTransaction(open: OpenTransaction, taken: readonly OffsetText[]): Promise<void> {
    await open.commit();
    transaction = null;
    if (taken.length > 0) offsets.committed(taken);
  }

  async function tellTask(): Promise<void> {
    for (const tell of told.splice(0)) tell();
    try {
      await task.commit?.();
    } catch (error) {
      logger.error('Exception thrown while calling task.commit()', { error });
    }
  }

  async function abort(): Promise<void> {
    await drained();
    if (transaction === null) {
      logger.warn('Ignoring request by task to abort transaction as the current transaction is empty');
      return;
    }
    try {
      if (failure !== null) throw failure.error;
      await transaction.abort();
    } catch (error) {
      throw commitFailure(options.name, error);
    }
    transaction = null;
  }

  async function endAs(end: TransactionEnd | null): Promise<void> {
    if (end === 'abort') {
      logger.info('Aborting transaction as requested by connector');
      await abort();
    }
    if (end !== null) await commit();
  }

  async function handOverInParts(polled: Polled, dispatch: (part: Polled) => Promise<void>): Promise<void> {
    if (requests === null || isTexts(polled)) await dispatch(polled);
    else {
      for (const part of requests.split(polled)) {
        await dispatch(part.records);
        await endAs(part.end);
      }
    }
    await endAs(requests?.takeBatchEnd() ?? null);
  }

  function isDue(): boolean {
    return boundary.kind === 'interval' && clock.now() - lastCommit >= boundary.ms;
  }

  async function takeBack(): Promise<void> {
    await drained();
    try {
      await transaction?.abort();
    } catch (error) {
      if (!(error instanceof FencedError)) logger.warn('A transaction could not be aborted; it ends by itself', { error });
    }
    transaction = null;
  }

  return {
    transactions: requests?.context ?? null,
    begin() {
      lastCommit = clock.now();
    },
    send,
    failure: () => failure,
    drained,
    async handOver(polled, dispatch) {
      await handOverInParts(polled, dispatch);
      if (boundary.kind === 'poll' || isDue()) await commit();
    },
    idle(rests) {
      if (requests !== null) return endAs(requests.takeBatchEnd());
      return rests || isDue() ? commit() : undefined;
    },
    whenVisible: (tell) => void told.push(tell),
    endTimers() {},
    async end(failed) {
      if (control.abandoned) return;
      if (failed || failure !== null) return takeBack();
      if (requests === null) await commit();
      else await endAs(requests.takeBatchEnd());
      // What the connector left open is not wanted.
      await takeBack();
    },
  };
}

function commitFailure(name: string, error: unknown): ConnectError {
  const cause = { cause: error };
  if (!(error instanceof FencedError)) return new ConnectError(`Failed to flush offsets and/or records for task ${name}`, cause);
  return new ConnectError(
    `Task ${name} may not write any more: its transaction expired before it was committed, or another instance of the task has taken over. ` +
      `If this happens again and again, give its producers more time (producer.override.transaction.timeout.ms), commit more often ` +
      `(transaction.boundary.interval.ms), or set transaction.boundary to poll`,
    cause,
  );
}
