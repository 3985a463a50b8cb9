import type { Worker } from 'node:worker_threads';
import type { Clock } from '../../model/clock.ts';
import { delay } from '../../model/clock.ts';
import type { ThreadVitals } from './thread-vitals.ts';

/** How often to look whether a thread is out of its transaction, and how often at most when the process exits. */
const LOOK_MS = 5;
const EXIT_LOOKS = 400;

/** Ends a thread, but not within a transaction of the store: it would take the lock with it. Resolves when it has ended. */
export async function endOutside(worker: Worker, vitals: ThreadVitals, clock: Clock): Promise<void> {
  vitals.shutGate();
  while (vitals.isWriting()) await delay(clock, LOOK_MS);
  await worker.terminate();
}

/** The process is about to exit: returns when that cannot leave the store locked. */
export function waitOutside(vitals: ThreadVitals): void {
  vitals.shutGate();
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  for (let looks = 0; vitals.isWriting() && looks < EXIT_LOOKS; looks += 1) Atomics.wait(nobody, 0, 0, LOOK_MS);
}
