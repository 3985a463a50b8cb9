import type { Clock } from '../model/clock.ts';

/** Waits longer with each try. At most one wait is pending. */
export interface Backoff {
  after(run: () => void): void;
  /** Forgets the tries so far and what is pending. */
  reset(): void;
}

export function createBackoff(clock: Clock, limits: { readonly initialMs: number; readonly maxMs: number }): Backoff {
  let tries = 0;
  let cancel: () => void = () => undefined;
  return {
    after(run) {
      cancel();
      cancel = clock.after(Math.min(limits.initialMs * 2 ** tries, limits.maxMs), run);
      tries += 1;
    },
    reset() {
      cancel();
      tries = 0;
    },
  };
}
