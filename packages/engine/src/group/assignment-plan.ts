import { compareItems, taskOf } from './work-item.ts';
import type { WorkItem } from './work-item.ts';

/** Where an item of work is. */
export type Holding =
  /** A member runs it, since the assignment of that revision. */
  | { readonly kind: 'given'; readonly member: string; readonly since: number }
  /** A member may still run it; it has been told to stop by the assignment of that revision. */
  | { readonly kind: 'revoked'; readonly member: string; readonly since: number }
  /** Nobody runs it. The worker that did was lost, and has until then (milliseconds since the epoch) to come back. */
  | { readonly kind: 'kept'; readonly worker: string; readonly until: number };

export type Holdings = ReadonlyMap<WorkItem, Holding>;

/** Member id → worker id. */
export type Members = ReadonlyMap<string, string>;

export interface Situation {
  /** What has to run somewhere. */
  readonly wanted: ReadonlySet<WorkItem>;
  readonly members: Members;
  readonly before: { readonly members: Members; readonly holdings: Holdings };
  /** Whether a member has told that it runs nothing of what this revision took from it. */
  readonly hasStopped: (member: string, since: number) => boolean;
  /** Whether a member that is gone had stopped everything before it left. */
  readonly hasLeft: (member: string) => boolean;
  /** The revision of the assignment that is being planned. */
  readonly revision: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** When those that are gone were lost, at the earliest. */
  readonly lostAt: number;
  /** How long the work of a lost worker waits for it. */
  readonly delayMs: number;
}

/**
 * The next assignment. What is nobody's goes to the member that has least of its kind. What runs stays where it is, whatever else is
 * configured, changed or deleted; only when a member has joined is taken from the others what they have above their share: of all
 * instances, and of all tasks, no member has more than one more than another then. An item moves in two steps: first it is taken from its
 * owner, and given to another only when the owner has stopped it or is gone. The same situation always gives the same plan.
 */
export function planAssignment(situation: Situation): Holdings {
  const workers = sorted(situation.members);
  const holdings = new Map<WorkItem, Holding>();
  for (const [item, holding] of situation.before.holdings) {
    const next = nextHolding(item, holding, situation, workers);
    if (next !== null) holdings.set(item, next);
  }
  if (workers.length > 0) {
    share(situation, workers, holdings, (item) => taskOf(item) === null);
    share(situation, workers, holdings, (item) => taskOf(item) !== null);
  }
  return holdings;
}

/** When something will be different though nothing happens; null: never. */
export function nextDeadline(holdings: Holdings): number | null {
  let next: number | null = null;
  for (const holding of holdings.values()) {
    if (holding.kind === 'kept' && (next === null || holding.until < next)) next = holding.until;
  }
  return next;
}

export function sameHoldings(a: Holdings, b: Holdings): boolean {
  if (a.size !== b.size) return false;
  for (const [item, one] of a) {
    const other = b.get(item);
    if (other === undefined || !sameHolding(one, other)) return false;
  }
  return true;
}

function sameHolding(a: Holding, b: Holding): boolean {
  if (a.kind === 'kept') return b.kind === 'kept' && a.worker === b.worker && a.until === b.until;
  return a.kind === b.kind && a.member === b.member && a.since === b.since;
}

type Worker = readonly [member: string, workerId: string];

function sorted(members: Members): Worker[] {
  return [...members].toSorted((a, b) => compareTexts(a[1], b[1]) || compareTexts(a[0], b[0]));
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** What becomes of it before anything is shared out; null: it is nobody's. */
function nextHolding(item: WorkItem, holding: Holding, situation: Situation, workers: readonly Worker[]): Holding | null {
  const { wanted, members, revision } = situation;
  switch (holding.kind) {
    case 'given':
      if (!members.has(holding.member)) return lostHolding(item, holding.member, situation, workers);
      return wanted.has(item) ? holding : { kind: 'revoked', member: holding.member, since: revision };
    case 'revoked':
      return members.has(holding.member) && !situation.hasStopped(holding.member, holding.since) ? holding : null;
    default:
      return wanted.has(item) ? keptHolding(holding.worker, holding.until, situation, workers) : null;
  }
}

function lostHolding(item: WorkItem, member: string, situation: Situation, workers: readonly Worker[]): Holding | null {
  const worker = situation.before.members.get(member);
  if (worker === undefined || !situation.wanted.has(item) || situation.hasLeft(member)) return null;
  return keptHolding(worker, situation.lostAt + situation.delayMs, situation, workers);
}

/** A worker that came back goes on with what it had. No deadline is later than one that began now: clocks differ. */
function keptHolding(
  worker: string,
  until: number,
  { revision, now, delayMs }: Situation,
  workers: readonly Worker[],
): Holding | null {
  const back = workers.find(([, workerId]) => workerId === worker);
  if (back !== undefined) return { kind: 'given', member: back[0], since: revision };
  const limit = Math.min(until, now + delayMs);
  return limit > now ? { kind: 'kept', worker, until: limit } : null;
}

/** Gives what is nobody's, and takes what is too much when somebody has joined, among the items of one kind. */
function share(
  { wanted, revision, members, before }: Situation,
  workers: readonly Worker[],
  holdings: Map<WorkItem, Holding>,
  isOfKind: (item: WorkItem) => boolean,
): void {
  const items = [...wanted].filter(isOfKind).toSorted(compareItems);
  const given = new Map(workers.map(([member]) => [member, [] as WorkItem[]]));
  const free: WorkItem[] = [];
  let onTheirWay = 0;
  for (const item of items) {
    const holding = holdings.get(item);
    if (holding === undefined) free.push(item);
    else if (holding.kind === 'given') given.get(holding.member)!.push(item);
    else if (holding.kind === 'revoked') onTheirWay++;
  }
  const total = [...given.values()].reduce((sum, has) => sum + has.length, free.length + onTheirWay);
  const shares = sharesOf(given, total, loads(holdings));
  const hasJoined = [...members.keys()].some((member) => !before.members.has(member));
  for (const [member, has] of hasJoined ? given : []) {
    for (const item of has.splice(shares.get(member)!)) holdings.set(item, { kind: 'revoked', member, since: revision });
  }
  for (const item of free) {
    const member = neediest(given, shares);
    given.get(member)!.push(item);
    holdings.set(item, { kind: 'given', member, since: revision });
  }
}

/** How many each may have: all the same, and one more for those that have most already, or else have least of other work. */
function sharesOf(
  given: ReadonlyMap<string, readonly WorkItem[]>,
  total: number,
  load: ReadonlyMap<string, number>,
): Map<string, number> {
  const each = Math.floor(total / given.size);
  const larger = total - each * given.size;
  const others = (member: string, has: readonly WorkItem[]): number => (load.get(member) ?? 0) - has.length;
  const order = [...given].toSorted(([a, ofA], [b, ofB]) => ofB.length - ofA.length || others(a, ofA) - others(b, ofB));
  return new Map(order.map(([member], at) => [member, at < larger ? each + 1 : each]));
}

function loads(holdings: Holdings): Map<string, number> {
  const load = new Map<string, number>();
  for (const holding of holdings.values()) {
    if (holding.kind === 'given') load.set(holding.member, (load.get(holding.member) ?? 0) + 1);
  }
  return load;
}

/** Of those that have not got their share, the one that has least. */
function neediest(given: ReadonlyMap<string, readonly WorkItem[]>, shares: ReadonlyMap<string, number>): string {
  let found: string | null = null;
  for (const [member, has] of given) {
    if (has.length >= shares.get(member)!) continue;
    if (found === null || has.length < given.get(found)!.length) found = member;
  }
  // There are as many shares as items.
  return found!;
}
