import type { ThreadVitals } from './thread-vitals.ts';

/**
 * How long a thread has not answered: by the time that its supervisor was there to see, so that a machine that slept kills nobody.
 * More than half a ping between two looks does not count.
 */
export interface Silence {
  /**
   * Looks again; `rss` is what the process holds. 'hung' when the thread has been silent for too long; otherwise how much the process
   * has grown while it was silent; null when it answers.
   */
  look(rss: number): 'hung' | { readonly grown: number } | null;
  silentMs(): number;
}

/** A thread is given up when it misses so many pings. */
const PINGS = 3;
/** How long a thread may take to start. */
const START_MS = 60_000;

export function createSilence(vitals: Pick<ThreadVitals, 'beats'>, now: () => number, pingMs: number): Silence {
  let lookedAt = now();
  let heard = 0;
  let silentMs = 0;
  let rssThen = 0;
  return {
    silentMs: () => silentMs,
    look(rss) {
      const beats = vitals.beats();
      const passed = Math.min(now() - lookedAt, pingMs / 2);
      lookedAt = now();
      if (beats !== heard) {
        heard = beats;
        silentMs = 0;
        rssThen = rss;
        return null;
      }
      silentMs += passed;
      if (silentMs >= (beats === 0 ? START_MS : PINGS * pingMs)) return 'hung';
      return beats === 0 || silentMs < pingMs ? null : { grown: rss - rssThen };
    },
  };
}
