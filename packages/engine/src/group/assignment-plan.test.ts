import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextDeadline, planAssignment, sameHoldings } from './assignment-plan.ts';
import type { Holding, Holdings, Situation } from './assignment-plan.ts';
import { connectorOf, instanceItem, taskItem, taskOf } from './work-item.ts';
import type { WorkItem } from './work-item.ts';

const DELAY_MS = 1000;
const members = (...names: readonly string[]): Map<string, string> => new Map(names.map((name) => [`m-${name}`, name]));
const tasks = (count: number): Set<WorkItem> =>
  new Set(Array.from({ length: count }, (_, task) => taskItem({ connector: 'c', task })));
const given = (member: string, since = 1): Holding => ({ kind: 'given', member, since });

const situation = (changes: Partial<Situation>): Situation => ({
  wanted: tasks(4),
  members: members('a', 'b'),
  before: { members: new Map(), holdings: new Map() },
  hasStopped: () => false,
  hasLeft: () => false,
  revision: 2,
  now: 0,
  lostAt: 0,
  delayMs: DELAY_MS,
  ...changes,
});

/** Items of each member, `given` as they are, `revoked` in brackets. */
function shown(holdings: Holdings): Record<string, string[]> {
  const result = new Map<string, string[]>();
  for (const [item, holding] of holdings) {
    const owner = holding.kind === 'kept' ? `kept ${holding.worker}` : holding.member;
    result.set(owner, [...(result.get(owner) ?? []), holding.kind === 'revoked' ? `(${item})` : item]);
  }
  return Object.fromEntries(result);
}

describe('the assignment', () => {
  const all = new Map([...tasks(4)].map((item) => [item, given('m-a')]));

  it('shares out what nobody has', () => {
    expect(shown(planAssignment(situation({})))).toEqual({ 'm-a': ['0:c', '2:c'], 'm-b': ['1:c', '3:c'] });
  });

  it('takes from its owner first what is to move, and gives it when the owner has stopped it', () => {
    const before = { members: members('a'), holdings: all };
    const first = planAssignment(situation({ before }));
    expect(shown(first)).toEqual({ 'm-a': ['0:c', '1:c', '(2:c)', '(3:c)'] });
    const during = { members: members('a', 'b'), holdings: first };
    expect(sameHoldings(planAssignment(situation({ before: during, revision: 3 })), first)).toBe(true);
    const second = planAssignment(situation({ before: during, revision: 3, hasStopped: () => true }));
    expect(shown(second)).toEqual({ 'm-a': ['0:c', '1:c'], 'm-b': ['2:c', '3:c'] });
  });

  it('keeps the work of a lost worker for it, and gives it away when its time is over', () => {
    const both = planAssignment(situation({}));
    const before = { members: members('a', 'b'), holdings: both };
    const alone = planAssignment(situation({ before, members: members('a') }));
    expect(shown(alone)).toEqual({ 'm-a': ['0:c', '2:c'], 'kept b': ['1:c', '3:c'] });
    expect(nextDeadline(alone)).toBe(DELAY_MS);
    const later = { before: { members: members('a'), holdings: alone }, members: members('a'), revision: 3 };
    expect(sameHoldings(planAssignment(situation({ ...later, now: DELAY_MS - 1 })), alone)).toBe(true);
    expect(shown(planAssignment(situation({ ...later, now: DELAY_MS })))).toEqual({ 'm-a': ['0:c', '2:c', '1:c', '3:c'] });
    const back = new Map([
      ['m-a', 'a'],
      ['m-b2', 'b'],
    ]);
    expect(planAssignment(situation({ ...later, members: back })).get('1:c')).toEqual(given('m-b2', 3));
  });

  it('counts the time of a lost worker from when it may have been lost', () => {
    const before = { members: members('a', 'b'), holdings: planAssignment(situation({})) };
    const plan = planAssignment(situation({ before, members: members('a'), now: 5000, lostAt: 4700 }));
    expect(nextDeadline(plan)).toBe(4700 + DELAY_MS);
  });

  it('gives away at once what a worker had that left in order', () => {
    const before = { members: members('a', 'b'), holdings: planAssignment(situation({})) };
    const left = planAssignment(situation({ before, members: members('a'), hasLeft: (member) => member === 'm-b' }));
    expect(shown(left)).toEqual({ 'm-a': ['0:c', '2:c', '1:c', '3:c'] });
  });

  it('does not believe a deadline that is further away than a new one', () => {
    const holdings = new Map<WorkItem, Holding>([['0:c', { kind: 'kept', worker: 'b', until: 1e15 }]]);
    const plan = planAssignment(situation({ before: { members: members('a'), holdings }, members: members('a') }));
    expect(plan.get('0:c')).toEqual({ kind: 'kept', worker: 'b', until: DELAY_MS });
  });

  it('waits for the owner of what is not wanted any more, too', () => {
    const before = { members: members('a'), holdings: all };
    const none = planAssignment(situation({ wanted: new Set(), before, members: members('a') }));
    expect(shown(none)).toEqual({ 'm-a': ['(0:c)', '(1:c)', '(2:c)', '(3:c)'] });
    const again = { before: { members: members('a'), holdings: none }, members: members('a', 'b'), revision: 3 };
    expect(sameHoldings(planAssignment(situation(again)), none)).toBe(true);
    expect(planAssignment(situation({ ...again, wanted: new Set(), hasStopped: () => true })).size).toBe(0);
  });

  it('moves no more than it has to when a worker joins', () => {
    const before = { members: members('a', 'b'), holdings: planAssignment(situation({ wanted: tasks(6) })) };
    const plan = planAssignment(situation({ wanted: tasks(6), before, members: members('a', 'b', 'c'), revision: 3 }));
    expect([...plan.values()].filter(({ kind }) => kind === 'revoked')).toHaveLength(2);
  });

  it('leaves everything where it is when something else is deleted, and evens that out when a worker joins', () => {
    const wanted = new Set(['0:a', '0:b', '0:c', '0:d', '0:e', '0:f']);
    const holdings = planAssignment(situation({ wanted }));
    expect(shown(holdings)).toEqual({ 'm-a': ['0:a', '0:c', '0:e'], 'm-b': ['0:b', '0:d', '0:f'] });
    const fewer = { wanted: new Set(['0:a', '0:c', '0:e']), hasStopped: () => true };
    const told = planAssignment(situation({ ...fewer, before: { members: members('a', 'b'), holdings }, revision: 3 }));
    const left = planAssignment(situation({ ...fewer, before: { members: members('a', 'b'), holdings: told }, revision: 4 }));
    expect(shown(left)).toEqual({ 'm-a': ['0:a', '0:c', '0:e'] });
    const before = { members: members('a', 'b'), holdings: left };
    const more = new Set([...fewer.wanted, '0:g', '0:h']);
    expect(shown(planAssignment(situation({ wanted: more, before, revision: 5 })))).toEqual({
      'm-a': ['0:a', '0:c', '0:e'],
      'm-b': ['0:g', '0:h'],
    });
    const joined = situation({ ...fewer, members: members('a', 'b', 'c'), before, revision: 5 });
    expect(shown(planAssignment(joined))).toEqual({ 'm-a': ['0:a', '(0:c)', '(0:e)'] });
  });

  it('keeps what there is when nobody is there', () => {
    const plan = planAssignment(situation({ before: { members: members('a'), holdings: all }, members: new Map() }));
    expect(shown(plan)).toEqual({ 'kept a': ['0:c', '1:c', '2:c', '3:c'] });
  });
});

/** What happens to a group. */
type Event =
  | { readonly kind: 'join' | 'die' | 'leave'; readonly worker: number }
  | { readonly kind: 'configure'; readonly connector: number; readonly tasks: number | null }
  | { readonly kind: 'stop'; readonly worker: number }
  | { readonly kind: 'wait'; readonly ms: number };

const worker = fc.nat({ max: 4 });
const NEW_WORKER = 5;
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constantFrom('join' as const, 'die' as const, 'leave' as const), worker }),
  fc.record({
    kind: fc.constant('configure' as const),
    connector: fc.nat({ max: 5 }),
    tasks: fc.option(fc.nat({ max: 6 })),
  }),
  fc.record({ kind: fc.constant('stop' as const), worker }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.nat({ max: 2 * DELAY_MS }) }),
);

/** A group that carries out what is planned, and sees to it that nothing ever runs twice. */
class PlannedGroup {
  readonly #connectors = new Map<string, number>();
  readonly #members = new Map<string, string>();
  readonly #left = new Set<string>();
  /** Member → what it runs. */
  readonly #runs = new Map<string, Set<WorkItem>>();
  readonly #stopped = new Map<string, number>();
  #before: Situation['before'] = { members: new Map(), holdings: new Map() };
  #revision = 0;
  #now = 0;
  #joins = 0;

  take(next: Event): void {
    switch (next.kind) {
      case 'join':
        if (this.#memberOf(next.worker) === null) this.#join(`m${this.#joins++}`, `w${next.worker}`);
        break;
      case 'die':
      case 'leave':
        this.#remove(this.#memberOf(next.worker), next.kind === 'leave');
        break;
      case 'configure':
        if (next.tasks === null) this.#connectors.delete(`c${next.connector}`);
        else this.#connectors.set(`c${next.connector}`, next.tasks);
        break;
      case 'stop':
        this.#stop(this.#memberOf(next.worker));
        break;
      default:
        this.#now += next.ms;
    }
    this.plan();
  }

  plan(): boolean {
    const revision = this.#revision + 1;
    const holdings = planAssignment(this.#situation(revision));
    const members = new Map(this.#members);
    if (sameHoldings(holdings, this.#before.holdings)) {
      this.#before = { members, holdings: this.#before.holdings };
      return false;
    }
    this.#revision = revision;
    this.#before = { members, holdings };
    for (const [item, holding] of holdings) if (holding.kind === 'given') this.#start(holding.member, item);
    return true;
  }

  /** Lets everything come to rest: all stop what they have to stop, and all deadlines pass. */
  settle(): void {
    for (let round = 0; round < 20; round++) {
      for (const member of this.#members.keys()) this.#stop(member);
      this.#now += DELAY_MS;
      this.plan();
    }
    expect(this.plan(), 'a plan that nothing changes').toBe(false);
  }

  expectRunning(): void {
    if (this.#members.size === 0) return;
    expect(new Set(this.#before.holdings.keys())).toEqual(this.#wanted());
    const running = [...this.#runs.values()].reduce((sum, items) => sum + items.size, 0);
    expect(running).toBe(this.#wanted().size);
  }

  expectShared(): void {
    for (const isOfKind of [(item: WorkItem) => taskOf(item) === null, (item: WorkItem) => taskOf(item) !== null]) {
      const counts = [...this.#members.keys()].map(
        (member) => [...this.#runs.get(member)!].filter((item) => isOfKind(item)).length,
      );
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
  }

  #situation(revision: number): Situation {
    return {
      wanted: this.#wanted(),
      members: this.#members,
      before: this.#before,
      hasStopped: (member, since) => (this.#stopped.get(member) ?? 0) >= since,
      hasLeft: (member) => this.#left.has(member),
      revision,
      now: this.#now,
      lostAt: this.#now,
      delayMs: DELAY_MS,
    };
  }

  #wanted(): Set<WorkItem> {
    const wanted = new Set<WorkItem>();
    for (const [connector, count] of this.#connectors) {
      wanted.add(instanceItem(connector));
      for (let task = 0; task < count; task++) wanted.add(taskItem({ connector, task }));
    }
    return wanted;
  }

  #memberOf(number: number): string | null {
    return [...this.#members].find(([, workerId]) => workerId === `w${number}`)?.[0] ?? null;
  }

  #join(member: string, workerId: string): void {
    this.#members.set(member, workerId);
    this.#runs.set(member, new Set());
  }

  /** The group does without a member when its session is over; by then it has stopped itself. */
  #remove(member: string | null, inOrder: boolean): void {
    if (member === null) return;
    this.#members.delete(member);
    this.#runs.delete(member);
    if (inOrder) this.#left.add(member);
  }

  /** A member stops what was taken from it, some time after it was told. */
  #stop(member: string | null): void {
    if (member === null) return;
    for (const item of this.#runs.get(member)!) {
      const holding = this.#before.holdings.get(item);
      if (holding?.kind !== 'given' || holding.member !== member) this.#runs.get(member)!.delete(item);
    }
    this.#stopped.set(member, this.#revision);
  }

  #start(member: string, item: WorkItem): void {
    for (const [other, items] of this.#runs) {
      if (other !== member && items.has(item)) throw new Error(`${item} runs on ${other} and on ${member}`);
    }
    this.#runs.get(member)!.add(item);
    expect(connectorOf(item)).not.toBe('');
  }
}

describe('any course of events', () => {
  it('never makes anything run twice, and in the end everything runs, evenly shared once a worker has joined', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const group = new PlannedGroup();
        for (const next of events) group.take(next);
        group.settle();
        group.expectRunning();
        group.take({ kind: 'join', worker: NEW_WORKER });
        group.settle();
        group.expectRunning();
        group.expectShared();
      }),
      { numRuns: 300 },
    );
  });
});
