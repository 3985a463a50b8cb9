import type { GroupView } from '../broker/broker.ts';
import { NotLeaderError, UnavailableError } from '../model/errors.ts';

/** Who leads the group, as this member knows. */
export interface Leadership {
  isLeader(): boolean;
  /** Throws NotLeaderError with the leader's URL, or UnavailableError while none is known. */
  requireLeader(): void;
  generation(): number;
}

export function createLeadership(view: () => GroupView | null): Leadership {
  const isLeader = (): boolean => {
    const now = view();
    return now !== null && now.leaderId === now.memberId;
  };
  return {
    isLeader,
    requireLeader() {
      if (isLeader()) return;
      const now = view();
      const leader = now?.members.get(now.leaderId);
      if (leader !== undefined) throw new NotLeaderError(leader.url);
      throw new UnavailableError(
        'Cannot complete request momentarily due to no known leader URL, likely because a rebalance was underway.',
      );
    },
    generation: () => view()?.generation ?? 0,
  };
}
