import type { Broker, GroupView } from '../broker/broker.ts';
import { NotLeaderError, UnsettledError } from '../model/errors.ts';
import type { Assignment } from './assignment.ts';
import type { WorkItem } from './work-item.ts';

/** Whose an item is. `others`: another worker runs it, or may do so because this one has no safe place in the group. */
export type Standing = 'own' | 'others' | 'nobody';

/** This worker's place in its group. */
export interface Group {
  /** See `Membership.awaitFree`. */
  awaitFree(): Promise<void>;
  /** Resolves when joined and `ready` has resolved, before which nothing is given to anybody here. */
  join(ready: Promise<unknown>): Promise<void>;
  /** Resolves when there is an assignment that this worker was reckoned with. */
  assigned(): Promise<void>;
  /** To be called when everything has stopped here. Idempotent. */
  leave(): Promise<void>;
  isLeader(): boolean;
  /** Throws NotLeaderError with the leader's URL, or UnsettledError while none is known. */
  requireLeader(): void;
  /**
   * As `requireLeader`, of a leader that has heard from its group just now. Rejects with FencedError when the group has gone on without
   * this one.
   */
  confirmLeader(): Promise<void>;
  /** Where the leader's REST API is; null while none is known. */
  leaderUrl(): string | null;
  /** Where the REST API of the worker is that runs this; null: nobody does, as far as known. */
  ownerUrl(item: WorkItem): string | null;
  standing(item: WorkItem): Standing;
  /** Grows with each change of the group; 0 before it is joined. */
  generation(): number;
  /** The part of the work that is this worker's. */
  assignment(): Assignment;
  /** There may be more to do, or less: `wanted` gives another answer. */
  workChanged(): void;
  /** Resolves when no worker runs a task of the connector any more, none being wanted. */
  tasksReleased(connector: string): Promise<void>;
}

export interface GroupEvents {
  /** Members, leader or generation are others. */
  readonly onGroup: () => void;
  /** What this worker is to run of these connectors has changed. */
  readonly onWork: (connectors: ReadonlySet<string>) => void;
}

export interface GroupOptions extends GroupEvents {
  readonly broker: Pick<Broker, 'createMembership'>;
  readonly groupId: string;
  /** `host:port` that other workers reach this one by. */
  readonly workerId: string;
  readonly url: string;
}

/** What there is to say of a leader, by the group as this member sees it; null: it is no member now. */
export function leadership(view: () => GroupView | null): Pick<Group, 'isLeader' | 'leaderUrl' | 'requireLeader'> {
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
    requireLeader() {
      if (isLeader()) return;
      const url = leaderUrl();
      if (url !== null) throw new NotLeaderError(url);
      throw new UnsettledError(
        'Cannot complete request momentarily due to no known leader URL, likely because a rebalance was underway.',
      );
    },
  };
}
