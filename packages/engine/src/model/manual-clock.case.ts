import type { Clock } from './clock.ts';

/** A clock for tests: time stands still until `advance`. */
export interface ManualClock extends Clock {
  /** Moves time on, timer by timer, and lets everything that becomes ready run. */
  advance(ms: number): Promise<void>;
  /** How many timers are set. */
  pending(): number;
}

export function createManualClock(): ManualClock {
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  let now = 1_000_000;
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    breathe: settle,
    pending: () => timers.size,
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = [...timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        now = Math.max(now, next.at);
        timers.delete(next);
        next.run();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}

/** Resolves when everything that was ready has run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
