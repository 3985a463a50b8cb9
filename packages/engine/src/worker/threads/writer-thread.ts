import { MessageChannel, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { AppendOrder } from '../../broker/embedded/append-order.ts';
import type { Clock } from '../../model/clock.ts';
import { within } from '../../model/clock.ts';
import type { Logger } from '../../model/logger.ts';
import { endOutside, waitOutside } from './end-outside.ts';
import type { WriterMessage, WriterThreadData } from './run-writer-thread.ts';
import { createVitals } from './thread-vitals.ts';
import type { ThreadVitals } from './thread-vitals.ts';
import { threadProgram } from './thread-program.ts';

/** The thread that appends to the embedded store for those that run plugins. Started with the first append. */
export interface WriterThread {
  /** The end of a line to it, for one thread. */
  line(): MessagePort;
  /** Resolves when all that was ordered is written. */
  close(): Promise<void>;
}

export interface WriterThreadOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

const CLOSE_MS = 5000;
/** It holds little that is young: what it appends is outside of its heap. */
const YOUNG_MB = 4;

interface Running {
  readonly worker: Worker;
  readonly vitals: ThreadVitals;
}

export function createWriterThread({ dataDir, clock, logger }: WriterThreadOptions): WriterThread {
  let running: Running | null = null;

  function start(): Running {
    const vitals = createVitals();
    const workerData: WriterThreadData = { dataDir, vitals: vitals.memory };
    const { url, options } = threadProgram('writer-main');
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
    const worker = new Worker(url, { ...options, name: 'store writer', workerData, resourceLimits });
    const started = { worker, vitals };
    worker.on('error', (error) => logger.error('The thread that writes to the store has failed', { error }));
    worker.on('exit', () => {
      // Those who wait for it learn of it by their lines, and write by themselves.
      if (running === started) forget();
    });
    process.on('exit', beforeExit);
    return started;
  }

  function forget(): void {
    running = null;
    process.off('exit', beforeExit);
  }

  function beforeExit(): void {
    if (running !== null) waitOutside(running.vitals);
  }

  return {
    line() {
      const { port1, port2 } = new MessageChannel();
      port2.once('message', (first: AppendOrder) => {
        running ??= start();
        const message: WriterMessage = { kind: 'serve', port: port2, first };
        running.worker.postMessage(message, [port2, first.memory]);
      });
      port2.unref();
      return port1;
    },
    async close() {
      if (running === null) return;
      const { worker, vitals } = running;
      const closed = new Promise<void>((resolve) => {
        worker.once('message', () => resolve());
        worker.once('exit', () => resolve());
      });
      const message: WriterMessage = { kind: 'close' };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
      worker.postMessage(message);
      await within(clock, CLOSE_MS, closed, undefined);
      forget();
      await endOutside(worker, vitals, clock);
    },
  };
}
