/** How long a thread has to have little to do. */
const IDLE_MS = 3000;
/** How much of its time a thread may be busy that has little to do. */
const IDLE_UTILIZATION = 0.1;
/** How long after a collection the next one is due. */
const PAUSE_MS = 60_000;
/** Only with so much more on the heap than after the last one is it worth it. */
const WORTH_IT = 1.25;

export interface IdleCollectionOptions {
  readonly now: () => number;
  /** The share of time that the event loop has been busy since it was asked last, from 0 to 1. */
  readonly utilization: () => number;
  readonly heapUsed: () => number;
  /** Collects garbage and gives back memory, however long it takes. */
  readonly collect: () => void;
}

/**
 * One look of a thread whether it may tidy up, to be called several times a second. What was needed to start is garbage soon, and V8
 * leaves it where it is until there is more: a thread that goes on to do little would hold twice the memory that it needs.
 */
export function createIdleCollection({ now, utilization, heapUsed, collect }: IdleCollectionOptions): () => void {
  let busyAt = now();
  let nextAt = now();
  let keptBytes = 0;
  return () => {
    if (utilization() > IDLE_UTILIZATION) busyAt = now();
    if (now() - busyAt < IDLE_MS || now() < nextAt || heapUsed() < keptBytes * WORTH_IT) return;
    collect();
    keptBytes = heapUsed();
    nextAt = now() + PAUSE_MS;
  };
}
