import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ThreadLimits } from './thread-limits.ts';
import type { OwnVitals, ThreadMemory } from './thread-vitals.ts';

/** How long after a look with a garbage collection the next one is due. */
const COLLECTION_PAUSE_MS = 1000;

export interface SelfWatchOptions {
  readonly limits: ThreadLimits;
  readonly vitals: OwnVitals;
  readonly now: () => number;
  readonly measure: () => ThreadMemory;
  readonly collect: () => void;
  /** Ends the thread; its last words are said. */
  readonly end: () => void;
}

/**
 * One look of a thread at itself, to be called several times within a ping: says that it is alive, and ends the thread when it holds more
 * memory than it may. What is only garbage does not count.
 */
export function createSelfWatch({ limits, vitals, now, measure, collect, end }: SelfWatchOptions): () => void {
  let lookAgainAt = 0;

  function excess({ heapUsed, external }: ThreadMemory): { readonly kind: 'heap' | 'external'; readonly bytes: number } | null {
    if (heapUsed > limits.heapBytes) return { kind: 'heap', bytes: heapUsed };
    return external > limits.externalBytes ? { kind: 'external', bytes: external } : null;
  }

  return () => {
    const held = measure();
    vitals.beat(held);
    if (now() < lookAgainAt || excess(held) === null) return;
    collect();
    lookAgainAt = now() + COLLECTION_PAUSE_MS;
    const kept = excess(measure());
    if (kept === null) return;
    vitals.say(kept);
    end();
  };
}

/** What this thread holds. */
export function measureThread(): ThreadMemory {
  const { heapUsed, heapTotal, external, arrayBuffers } = process.memoryUsage();
  return { heapUsed, heapTotal, heapLimit: getHeapStatistics().heap_size_limit, external, arrayBuffers };
}

type Collector = (options?: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void;

let collector: Collector | null = null;

/** Collects this thread's garbage at once. */
export function collectGarbage(): void {
  theCollector()();
}

/** The same, and gives back all memory that it can. Takes a few times as long. */
export function collectThoroughly(): void {
  theCollector()({ type: 'major', flavor: 'last-resort' });
}

function theCollector(): Collector {
  if (collector === null) {
    setFlagsFromString('--expose-gc');
    collector = runInNewContext('gc') as Collector;
  }
  return collector;
}
