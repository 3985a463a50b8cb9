import { within } from '../model/clock.ts';
import type { Clock } from '../model/clock.ts';

/** Lets requests wait until this worker has read what others have written. */
export interface CatchUp {
  /** Resolves when all has been read that was written before the call. */
  readonly now: () => Promise<void>;
  /** The same, but to those who ask often what was known a moment ago is good enough. */
  readonly soon: () => Promise<void>;
}

export interface CatchUpOptions {
  readonly clock: Clock;
  /** Resolves when all that was written before the call has been read. */
  readonly refresh: () => Promise<unknown>;
}

/** For how long a request waits at most. Milliseconds. */
const LIMIT_MS = 250;
/** So many requests from one look to the next are many: more than a few clients make that wait for each answer. */
const MANY = 6;
/** How long what a look has found is good enough for many. Milliseconds. */
const FRESH_MS = 50;
/** After how long the next look begins then, so that nobody has to wait for it. Milliseconds. */
const RENEW_MS = 25;

/**
 * Those that come while one look is under way share the next one. While the broker does not answer nobody waits: what is known is
 * better than nothing. What others write comes in by itself, too, in a moment; so where many ask, a look answers for all that come in
 * the 50 ms after it began.
 */
export function createCatchUp({ clock, refresh }: CatchUpOptions): CatchUp {
  let current: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let isLate = false;
  /** Requests that wait for the next look. */
  let waiting = 0;
  /** Requests that the current look is for, or the last one, and those that have come since it began. */
  let asked = 0;
  /** When the last look began, if many ask. Milliseconds since the epoch. */
  let freshAt = -Infinity;

  function look(): Promise<void> {
    next = null;
    return (current = finish());
  }

  async function finish(): Promise<void> {
    const beganAt = clock.now();
    const before = asked;
    asked = waiting;
    waiting = 0;
    try {
      await refresh();
      isLate = false;
      freshAt = Math.max(before, asked) >= MANY ? beganAt : -Infinity;
    } catch {
      isLate = true;
    } finally {
      current = null;
    }
  }

  async function now(): Promise<void> {
    if (current !== null) waiting++;
    const looking = current === null ? look() : (next ??= current.then(look));
    asked++;
    if (isLate) return;
    if ((await within(clock, LIMIT_MS, looking, 'late')) === 'late') isLate = true;
  }

  return {
    now,
    async soon() {
      const ageMs = clock.now() - freshAt;
      if (ageMs >= FRESH_MS) return now();
      if (ageMs >= RENEW_MS && current === null) void look();
      asked++;
    },
  };
}
