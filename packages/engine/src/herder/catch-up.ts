import { within } from '../model/clock.ts';
import type { Clock } from '../model/clock.ts';

export interface CatchUpOptions {
  readonly clock: Clock;
  /** Resolves when all that was written before the call has been read. */
  readonly refresh: () => Promise<unknown>;
}

/** For how long a request waits at most. Milliseconds. */
const LIMIT_MS = 250;

/**
 * Lets requests wait until this worker has read what others have written before. Those that come while one look is under way share the
 * next one. While the broker does not answer nobody waits: what is known is better than nothing.
 */
export function createCatchUp({ clock, refresh }: CatchUpOptions): () => Promise<void> {
  let current: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let isLate = false;

  function look(): Promise<void> {
    next = null;
    return (current = finish());
  }

  async function finish(): Promise<void> {
    try {
      await refresh();
      isLate = false;
    } catch {
      isLate = true;
    } finally {
      current = null;
    }
  }

  return async () => {
    const looking = current === null ? look() : (next ??= current.then(look));
    if (isLate) return;
    if ((await within(clock, LIMIT_MS, looking, 'late')) === 'late') isLate = true;
  };
}
