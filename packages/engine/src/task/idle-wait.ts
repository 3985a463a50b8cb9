import type { Clock } from '../model/clock.ts';
import { delay } from '../model/clock.ts';
import type { TaskControl } from './task-control.ts';

/** Keeps a source that has nothing, and says so at once, from being asked without a break. */
export interface IdleWait {
  /** Waits a little if the poll that brought nothing took less than that itself; longer each time. Ends early with the task. */
  wait(pollTookMs: number): Promise<void>;
  /** There was something again. */
  reset(): void;
}

const FIRST_MS = 5;
const LONGEST_MS = 200;

export function createIdleWait(clock: Clock, control: TaskControl): IdleWait {
  let next = FIRST_MS;
  return {
    async wait(pollTookMs) {
      const left = next - pollTookMs;
      next = Math.min(next * 2, LONGEST_MS);
      if (left > 0) await delay(clock, left, control.signal);
    },
    reset() {
      next = FIRST_MS;
    },
  };
}
