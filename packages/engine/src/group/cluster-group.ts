import type { Broker, GroupView, NewTopic } from '../broker/broker.ts';
import { within } from '../model/clock.ts';
import type { Clock } from '../model/clock.ts';
import { FencedError } from '../model/errors.ts';
import type { Logger } from '../model/logger.ts';
import { createAssignmentLog } from './assignment-log.ts';
import type { Assignment } from './assignment.ts';
import { leadership } from './group.ts';
import type { Group, GroupOptions } from './group.ts';
import { createLeader } from './leader.ts';
import type { OwnLease } from '../model/lease.ts';
import { createNews } from './news.ts';
import { createOwnWork, NO_PART } from './own-work.ts';
import type { Part } from './own-work.ts';
import { connectorOf, instanceItem, taskItem, taskOf } from './work-item.ts';
import type { WorkItem } from './work-item.ts';

export interface ClusterGroupOptions extends GroupOptions {
  readonly broker: Pick<Broker, 'createMembership' | 'createLog' | 'createProducer'>;
  /** Where assignments are published. */
  readonly topic: NewTopic;
  /** How long the work of a lost worker waits for it, from when the group was last known to be whole. */
  readonly delayMs: number;
  /** Extended with each sign of life from the group. Nothing of the group's work may go on without it. */
  readonly lease: OwnLease;
  /** What has to run somewhere. */
  readonly wanted: () => ReadonlySet<WorkItem>;
  /** Resolves when `wanted` knows all that an earlier leader has written. */
  readonly refreshWanted: () => Promise<void>;
  /** Resolves when none of these runs here; they are not to run any more when it is called. */
  readonly stop: (items: readonly WorkItem[]) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long a worker that leaves tries to say so. Milliseconds. */
const FAREWELL_MS = 2000;
/** How long to wait before an acknowledgement that could not be written is tried again. Milliseconds. */
const RETRY_MS = 500;
/** For how long, and how often, a leader that was not confirmed waits for news of its group. Milliseconds. */
const CONFIRM_MS = 3000;
const CONFIRM_TRIES = 3;

/**
 * The group of workers that share a Kafka cluster. The group's protocol elects a leader and notices who is gone; who runs what is told
 * by records that the leader publishes. So neither a change of configuration nor a new assignment makes the group rebalance.
 */
export function createClusterGroup(options: ClusterGroupOptions): Group {
  const { broker, groupId, workerId, url, lease, clock, logger, onGroup, onWork } = options;
  const news = createNews();
  let isMember = false;
  let isReady = false;
  let isLeaving = false;
  let changedAt = 0;
  let cancelExpiry = (): void => undefined;
  /** By this member id, of what revisions it has told that it has stopped what they took from it. */
  let acknowledged = { member: '', revision: 0 };
  let isAcknowledging = false;

  const log = createAssignmentLog({
    broker,
    topic: options.topic,
    transactionalId: `millrace-${groupId}`,
    clock,
    logger,
    onNews: () => look(),
  });
  const membership = broker.createMembership({
    groupId,
    workerId,
    url,
    onChange({ changedAgoMs }) {
      isMember = true;
      changedAt = clock.now() - changedAgoMs;
      tellGroup();
    },
    onLost() {
      if (isMember) logger.warn(`This worker was lost by its group ${groupId}, and joins it again; it stops what it was given`);
      isMember = false;
      lease.endStay();
      tellGroup();
    },
    onLease(ms) {
      const wasOver = !lease.isValid();
      lease.endIn(ms);
      if (wasOver) {
        watchLease();
        look();
      }
    },
  });
  const view = (): GroupView | null => (isMember ? membership.view() : null);
  const leading = leadership(view);
  const work = createOwnWork({ onChange: onWork, stop: options.stop });
  const leader = createLeader({
    log,
    leads: () => (leading.isLeader() && isReady && !isLeaving ? view() : null),
    confirm: () => membership.confirm(),
    changedAt: () => changedAt,
    wanted: options.wanted,
    refreshWanted: options.refreshWanted,
    delayMs: options.delayMs,
    clock,
    logger,
  });

  function tellGroup(): void {
    if (isReady) onGroup();
    look();
  }

  /** Something is different: the group, the lease, or what was published. */
  function look(): void {
    if (!isReady) return;
    work.follow(currentPart());
    void acknowledge();
    leader.replan();
    news.tell();
  }

  /** Nothing without a place in the group that is safe. */
  function currentPart(): Part {
    const now = view();
    const assignment = log.latest();
    if (now === null || assignment === null || isLeaving || !lease.isValid()) return NO_PART;
    const part = new Map<WorkItem, number>();
    for (const [item, holding] of assignment.holdings) {
      if (holding.kind === 'given' && holding.member === now.memberId) part.set(item, holding.since);
    }
    return part;
  }

  function watchLease(): void {
    cancelExpiry();
    cancelExpiry = clock.after(Math.max(1, lease.leftMs()), () => {
      if (lease.isValid()) return watchLease();
      if (isMember) logger.warn(`This worker has not heard of its group ${groupId} for too long; it stops what it was given`);
      look();
    });
  }

  async function acknowledge(): Promise<void> {
    if (isAcknowledging) return;
    isAcknowledging = true;
    try {
      for (let due = dueAcknowledgement(); due !== null; due = dueAcknowledgement()) {
        await work.settled();
        if (view()?.memberId !== due.member || isLeaving) break;
        await log.acknowledge(due.member, { revision: due.revision, left: false });
        acknowledged = due;
      }
    } catch (error) {
      logger.warn('The group could not be told that tasks have stopped; trying again', { error });
      clock.after(RETRY_MS, look);
    }
    isAcknowledging = false;
  }

  /** null: nothing was taken from this member since it told so last. */
  function dueAcknowledgement(): { member: string; revision: number } | null {
    const member = view()?.memberId;
    const assignment = log.latest();
    if (member === undefined || assignment === null) return null;
    const told = acknowledged.member === member ? acknowledged.revision : 0;
    for (const holding of assignment.holdings.values()) {
      if (holding.kind === 'revoked' && holding.member === member && holding.since > told) {
        return { member, revision: assignment.revision };
      }
    }
    return null;
  }

  async function sayFarewell(): Promise<void> {
    const member = view()?.memberId;
    if (member === undefined || !isReady) return;
    const revision = log.latest()?.revision ?? 0;
    const said = log.acknowledge(member, { revision, left: true }).catch((error: unknown) => {
      logger.warn('The group could not be told that this worker leaves', { error });
    });
    await within(clock, FAREWELL_MS, said, undefined);
  }

  const assignment: Assignment = {
    hasConnector: (name) => work.has(instanceItem(name)),
    hasTask: (id) => work.has(taskItem(id)),
  };

  return {
    ...leading,
    awaitFree: () => membership.awaitFree(),
    async join(ready) {
      await Promise.all([log.start(), membership.join(), ready]);
      isReady = true;
      tellGroup();
    },
    assigned: () =>
      news.until(() => {
        const member = view()?.memberId;
        return member !== undefined && log.latest()?.members.has(member) === true;
      }),
    async leave() {
      if (isLeaving) return;
      isLeaving = true;
      cancelExpiry();
      await leader.close();
      await sayFarewell();
      // What others write until the log is closed finds no view of the group any more.
      isMember = false;
      await membership.leave();
      lease.endStay();
      await log.close();
    },
    async confirmLeader() {
      for (let tries = 1; ; tries++) {
        leading.requireLeader();
        const { generation } = membership.view();
        try {
          return await membership.confirm();
        } catch (error) {
          if (!(error instanceof FencedError) || tries === CONFIRM_TRIES) throw error;
          // The group is changing: who leads it next will be known in a moment.
          const changed = news.until(() => view()?.generation !== generation);
          await within(clock, CONFIRM_MS, changed, undefined);
        }
      }
    },
    ownerUrl(item) {
      const holding = log.latest()?.holdings.get(item);
      if (holding?.kind !== 'given') return null;
      return view()?.members.get(holding.member)?.url ?? null;
    },
    standing(item) {
      const now = view();
      if (now === null || !lease.isValid()) return 'others';
      const holding = log.latest()?.holdings.get(item);
      if (holding === undefined || holding.kind === 'kept') return 'nobody';
      if (holding.member !== now.memberId) return 'others';
      return holding.kind === 'given' ? 'own' : 'nobody';
    },
    generation: () => view()?.generation ?? 0,
    assignment: () => assignment,
    workChanged: () => leader.replan(),
    tasksReleased: (connector) =>
      news.until(() => {
        for (const [item, { kind }] of log.latest()?.holdings ?? []) {
          if (kind !== 'kept' && taskOf(item) !== null && connectorOf(item) === connector) return false;
        }
        return true;
      }),
  };
}
