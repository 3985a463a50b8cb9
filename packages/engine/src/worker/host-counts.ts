import type { HostNumbers, ThreadEndReason } from '../metrics/host-snapshot.ts';

/** {@link HostNumbers} while they are counted. */
export type HostCounts = {
  -readonly [K in keyof HostNumbers]: K extends 'threadsEnded' ? Record<ThreadEndReason, number> : HostNumbers[K];
};

export function noCounts(): HostCounts {
  return {
    threadsStarted: 0,
    threadsEnded: { hung: 0, heap: 0, external: 0, crashed: 0, exited: 0 },
    failedForThreadEnd: 0,
    restartedForOthers: 0,
    tasksAbandoned: 0,
  };
}
