import type { MessagePort } from 'node:worker_threads';
import { StoreError, UnavailableError } from '../../model/errors.ts';
import { packPlans } from './append-order.ts';
import type { AppendAnswer, AppendOrder } from './append-order.ts';
import type { ProducePlan } from './produce-plan.ts';

/** The store writer, as a thread reaches it that has none of its own. */
export interface RemoteWriter {
  /** The writer is there: what is ordered now reaches it. */
  isOpen(): boolean;
  /**
   * Resolves with the first offset of each part of each plan, when all is on disk; with null when a topic is gone. Rejects with StoreError, and with UnavailableError
   * when the writer has ended.
   */
  append(plans: readonly ProducePlan[]): Promise<readonly (readonly number[])[] | null>;
}

/** How much memory is kept for the orders to come. */
const KEPT_BYTES = 8 * 1024 * 1024;
const GRAIN = 64 * 1024;

interface OpenOrder {
  resolve(offsets: readonly (readonly number[])[] | null): void;
  reject(error: Error): void;
}

/** `port`: its other end is, or will be, served by a store writer. */
export function createRemoteWriter(port: MessagePort): RemoteWriter {
  const open = new Map<number, OpenOrder>();
  const memory = createMemory();
  let nextId = 0;
  let isClosed = false;

  port.on('message', ({ id, memory: returned, outcome }: AppendAnswer) => {
    memory.give(returned);
    const order = open.get(id);
    open.delete(id);
    if (outcome.kind === 'failed') order?.reject(new StoreError(outcome.message));
    else order?.resolve(outcome.kind === 'written' ? outcome.offsets : null);
    if (open.size === 0) port.unref();
  });
  port.on('close', () => {
    isClosed = true;
    for (const order of open.values()) order.reject(gone());
    open.clear();
  });
  port.unref();

  return {
    isOpen: () => !isClosed,
    append(plans) {
      if (isClosed) return Promise.reject(gone());
      const bytes = plans.reduce((sum, plan) => sum + plan.bytes, 0);
      const entries = plans.reduce((sum, plan) => sum + plan.entries, 0);
      const room = memory.take(bytes);
      nextId += 1;
      const order: AppendOrder = { id: nextId, memory: room, bytes, entries, plans: packPlans(plans, room) };
      port.ref();
      return new Promise((resolve, reject) => {
        open.set(order.id, { resolve, reject });
        port.postMessage(order, [room]);
      });
    },
  };
}

/** Whether what was ordered is written is not known. */
function gone(): UnavailableError {
  return new UnavailableError('The thread that writes to the store has ended.');
}

/** Memory that comes back with each answer is used again. */
function createMemory() {
  const free: ArrayBuffer[] = [];
  let kept = 0;
  return {
    take(bytes: number): ArrayBuffer {
      const at = free.findIndex(({ byteLength }) => byteLength >= bytes);
      if (at < 0) return new ArrayBuffer(Math.ceil(bytes / GRAIN) * GRAIN);
      const [found] = free.splice(at, 1);
      kept -= found!.byteLength;
      return found!;
    },
    give(memory: ArrayBuffer): void {
      if (kept + memory.byteLength > KEPT_BYTES) return;
      kept += memory.byteLength;
      free.push(memory);
    },
  };
}
