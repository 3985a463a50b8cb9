import type { Clock } from '../model/clock.ts';

/** A clock for tests: time stands still until `advance`. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
  /** How many timers are set. */
  pending(): number;
}

export function createManualClock(): ManualClock {
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  let now = 0;
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    pending: () => timers.size,
    advance(ms) {
      now += ms;
      for (const timer of [...timers].toSorted((a, b) => a.at - b.at)) {
        if (timer.at <= now && timers.delete(timer)) timer.run();
      }
    },
  };
}
