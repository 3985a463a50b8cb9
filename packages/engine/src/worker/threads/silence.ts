import type { ThreadLoad } from './thread-cpu.ts';
import type { ThreadVitals } from './thread-vitals.ts';

/** What the whole process holds, in bytes. */
export interface ProcessMemory {
  readonly rss: number;
  /** The part of it that no thread has told of: what a silent one takes is in it. */
  readonly unaccounted: number;
}

/**
 * How long a thread has not answered. What it could not help does not count: the time that it waited for the store; time that nobody was
 * there to look, as when the machine slept; and, for the most part, time in which it was given no processor.
 */
export interface Silence {
  /** Looks again. 'hung' when it has been silent for too long; otherwise how much it has taken meanwhile; null when it answers. */
  look(memory: ProcessMemory): 'hung' | { readonly grown: number } | null;
  silentMs(): number;
}

export interface SilenceOptions {
  readonly vitals: Pick<ThreadVitals, 'beats' | 'isWriting'>;
  readonly load: () => ThreadLoad | null;
  readonly now: () => number;
  readonly pingMs: number;
}

/** A thread is given up when it misses so many pings. */
const PINGS = 3;
/** How long a thread may take to start. */
const START_MS = 60_000;
/** A thread that gets less of a processor than one part in so many is kept from answering by others. */
const FAIR_PART = 4;
/** So that not even such a one is waited for without end. */
const LEAST_PART = 10;

export function createSilence({ vitals, load, now, pingMs }: SilenceOptions): Silence {
  let lookedAt = now();
  let heard = 0;
  let silentMs = 0;
  let then: ProcessMemory = { rss: 0, unaccounted: 0 };
  let before: ThreadLoad | null = null;

  /** The part of the time that passed which counts. */
  function counted(passed: number): number {
    const last = before;
    before = load();
    if (last === null || before?.isRunnable !== true) return passed;
    return Math.min(passed, Math.max((before.cpuMs - last.cpuMs) * FAIR_PART, passed / LEAST_PART));
  }

  return {
    silentMs: () => silentMs,
    look(memory) {
      const beats = vitals.beats();
      const passed = Math.min(now() - lookedAt, pingMs / 2);
      lookedAt = now();
      if (beats !== heard) {
        heard = beats;
        silentMs = 0;
        then = memory;
        before = null;
        return null;
      }
      if (vitals.isWriting()) return null;
      silentMs += beats === 0 ? passed : counted(passed);
      if (silentMs >= (beats === 0 ? START_MS : PINGS * pingMs)) return 'hung';
      return beats === 0 || silentMs < pingMs ? null : { grown: growth(then, memory) };
    },
  };
}

/** Memory that somebody has given back may stay with the process for a while, and is then in neither of the two differences. */
function growth(then: ProcessMemory, now: ProcessMemory): number {
  return Math.min(now.rss - then.rss, now.unaccounted - then.unaccounted);
}
