import type { Broker, GroupView, MembershipOptions } from '../broker/broker.ts';
import { NotLeaderError, UnavailableError } from '../model/errors.ts';
import { EVERYTHING, NOTHING } from './assignment.ts';
import type { Assignment } from './assignment.ts';

/** This worker's place in its group. */
export interface Group {
  /** See `Membership.awaitFree`. */
  awaitFree(): Promise<void>;
  /** Resolves when joined. */
  join(): Promise<void>;
  /** Idempotent. */
  leave(): Promise<void>;
  isLeader(): boolean;
  /** Throws NotLeaderError with the leader's URL, or UnavailableError while none is known. */
  requireLeader(): void;
  /** Where the leader's REST API is; null while none is known. */
  leaderUrl(): string | null;
  /** Grows with each change of the group; 0 before it is joined. */
  generation(): number;
  /** The part of the work that is this worker's. */
  assignment(): Assignment;
}

/** `onChange`: the group, or this worker's part of the work, has changed since it was joined. */
export function createGroup(
  broker: Pick<Broker, 'createMembership'>,
  options: Omit<MembershipOptions, 'onChange'>,
  onChange: () => void,
): Group {
  let isMember = false;
  const membership = broker.createMembership({ ...options, onChange: () => isMember && onChange() });
  const view = (): GroupView | null => (isMember ? membership.view() : null);

  function isLeader(): boolean {
    const now = view();
    return now !== null && now.leaderId === now.memberId;
  }

  function leaderUrl(): string | null {
    const now = view();
    return now?.members.get(now.leaderId)?.url ?? null;
  }

  return {
    isLeader,
    leaderUrl,
    awaitFree: () => membership.awaitFree(),
    async join() {
      await membership.join();
      isMember = true;
    },
    async leave() {
      if (!isMember) return;
      isMember = false;
      await membership.leave();
    },
    requireLeader() {
      if (isLeader()) return;
      const leader = leaderUrl();
      if (leader !== null) throw new NotLeaderError(leader);
      throw new UnavailableError(
        'Cannot complete request momentarily due to no known leader URL, likely because a rebalance was underway.',
      );
    },
    generation: () => view()?.generation ?? 0,
    assignment: () => (isMember ? EVERYTHING : NOTHING),
  };
}
