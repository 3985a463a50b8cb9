import { DeadlineError } from '../model/errors.ts';
import type { Clock } from '../model/clock.ts';
import { timeoutMessage } from './operation-queue.ts';

/** Bounds how long a request waits for something that goes on by itself. */
export interface Deadline {
  /** The outcome of `work`, or DeadlineError that says what went on since when. */
  of<T>(description: string, work: () => Promise<T>): Promise<T>;
}

export function createDeadline(clock: Clock, timeoutMs: number): Deadline {
  return {
    of<T>(description: string, work: () => Promise<T>) {
      const startedAt = clock.now();
      return new Promise<T>((resolve, reject) => {
        const cancel = clock.after(timeoutMs, () => reject(new DeadlineError(timeoutMessage({ description, startedAt }))));
        void begin(work).then(resolve, reject).finally(cancel);
      });
    },
  };
}

async function begin<T>(work: () => Promise<T>): Promise<T> {
  return await work();
}
