import type { GroupSnapshot } from '../metrics/worker-snapshot.ts';
import type { Group } from '../group/group.ts';
import type { Clock } from '../model/clock.ts';

/** Counts the changes of a worker's group. */
export interface RebalanceMeter {
  /** This worker has joined, or the group or its part of the work has changed. */
  rebalanced(): void;
  snapshot(group: Pick<Group, 'generation' | 'leaderUrl'>): GroupSnapshot;
}

export function createRebalanceMeter(clock: Clock): RebalanceMeter {
  let rebalances = 0;
  let last: number | null = null;
  return {
    rebalanced() {
      rebalances += 1;
      last = clock.now();
    },
    snapshot: (group) => ({
      generation: group.generation(),
      leaderUrl: group.leaderUrl(),
      rebalances,
      sinceRebalanceMs: last === null ? null : clock.now() - last,
    }),
  };
}
