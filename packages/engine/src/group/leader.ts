import type { GroupView } from '../broker/broker.ts';
import type { Clock } from '../model/clock.ts';
import { FencedError } from '../model/errors.ts';
import type { Logger } from '../model/logger.ts';
import type { AssignmentLog, AssignmentPublisher } from './assignment-log.ts';
import { nextDeadline, planAssignment, sameHoldings } from './assignment-plan.ts';
import type { Members } from './assignment-plan.ts';
import type { PublishedAssignment } from './assignment-record.ts';
import type { WorkItem } from './work-item.ts';

/** Plans and publishes assignments while this member leads its group. */
export interface Leader {
  /** Something has changed that a plan depends on. */
  replan(): void;
  /** Resolves when nothing is being published any more. */
  close(): Promise<void>;
}

export interface LeaderOptions {
  readonly log: AssignmentLog;
  /** null: this member does not lead. */
  readonly leads: () => GroupView | null;
  /** Rejects with FencedError when the group does not go by the view's generation any more. */
  readonly confirm: () => Promise<void>;
  /** When the group began to change into what it is, at the earliest; milliseconds since the epoch. */
  readonly changedAt: () => number;
  readonly wanted: () => ReadonlySet<WorkItem>;
  /** Resolves when `wanted` knows all that an earlier leader has written. */
  readonly refreshWanted: () => Promise<void>;
  /** How long the work of a lost worker waits for it. */
  readonly delayMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long to wait before a plan that could not be published is made again. Milliseconds. */
const RETRY_MS = 500;

const NOTHING_PUBLISHED: PublishedAssignment = { revision: 0, generation: 0, members: new Map(), holdings: new Map() };

/**
 * A new leader takes over first, so that an earlier one can publish nothing any more, then reads what that one published last, then
 * hears from its group that it is still the one that leads, and only then publishes.
 */
export function createLeader(options: LeaderOptions): Leader {
  const { log, leads, confirm, clock, logger } = options;
  let publisher: AssignmentPublisher | null = null;
  let working: Promise<void> | null = null;
  let dirty = false;
  let closed = false;
  let cancel = (): void => undefined;

  function replan(): void {
    if (closed) return;
    dirty = true;
    working ??= work();
  }

  async function work(): Promise<void> {
    // What led here is told all at once, by the end of the current turn.
    await Promise.resolve();
    while (dirty) {
      dirty = false;
      cancel();
      try {
        await step();
      } catch (error) {
        await giveUp(error);
      }
    }
    working = null;
  }

  async function step(): Promise<void> {
    if (leads() === null) return dropPublisher();
    if (publisher === null) {
      await confirm();
      publisher = await log.takeOver();
      await options.refreshWanted();
    }
    await log.refresh();
    const view = leads();
    if (view === null) return dropPublisher();
    const before = log.latest() ?? NOTHING_PUBLISHED;
    const next = nextAssignment(view, before);
    if (!isSame(next, before)) {
      await confirm();
      if (leads()?.generation !== view.generation) return replan();
      const forget = [...log.acknowledgements().keys()].filter((member) => !view.members.has(member));
      await publisher.publish(next, forget);
    }
    const deadline = nextDeadline(next.holdings);
    if (deadline !== null) callAgain(deadline - clock.now());
  }

  function nextAssignment(view: GroupView, before: PublishedAssignment): PublishedAssignment {
    const acknowledgements = log.acknowledgements();
    const hasLeft = (member: string): boolean => acknowledgements.get(member)?.left === true;
    const members = membersOf(view, hasLeft);
    const revision = before.revision + 1;
    const holdings = planAssignment({
      wanted: options.wanted(),
      members,
      before,
      hasStopped: (member, since) => (acknowledgements.get(member)?.revision ?? 0) >= since,
      hasLeft,
      revision,
      now: clock.now(),
      lostAt: options.changedAt(),
      delayMs: options.delayMs,
    });
    return { revision, generation: view.generation, members, holdings };
  }

  async function giveUp(error: unknown): Promise<void> {
    await dropPublisher();
    if (closed) return;
    const message = 'An assignment could not be published; trying again';
    if (error instanceof FencedError) logger.info(message, { error });
    else logger.warn(message, { error });
    callAgain(RETRY_MS);
  }

  async function dropPublisher(): Promise<void> {
    const dropped = publisher;
    publisher = null;
    await dropped?.close().catch((error: unknown) => logger.debug('A producer could not be closed in order', { error }));
  }

  function callAgain(ms: number): void {
    cancel();
    if (!closed) cancel = clock.after(ms, replan);
  }

  return {
    replan,
    async close() {
      closed = true;
      dirty = false;
      cancel();
      await working;
      await dropPublisher();
    },
  };
}

/** Who has said that it leaves is a member no more, though the group may not know yet. */
function membersOf(view: GroupView, hasLeft: (member: string) => boolean): Members {
  return new Map([...view.members].filter(([member]) => !hasLeft(member)).map(([member, { workerId }]) => [member, workerId]));
}

function isSame(a: PublishedAssignment, b: PublishedAssignment): boolean {
  if (a.members.size !== b.members.size || [...a.members].some(([member, worker]) => b.members.get(member) !== worker))
    return false;
  return sameHoldings(a.holdings, b.holdings);
}
