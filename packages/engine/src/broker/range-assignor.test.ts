import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assignRanges } from './range-assignor.ts';

interface GoldenAssignment {
  readonly id: string;
  /** The number of partitions, or the racks of the replicas of each. */
  readonly topics: Readonly<Record<string, number | readonly (readonly string[])[]>>;
  readonly members: Readonly<Record<string, GoldenMember>>;
  readonly assignment: Readonly<Record<string, readonly (readonly [string, number])[]>>;
}

interface GoldenMember {
  readonly topics: readonly string[];
  readonly groupInstanceId?: string;
  readonly rackId?: string;
}

const golden: GoldenAssignment[] = readFileSync(new URL('../../test/fixtures/range-assignments.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as GoldenAssignment);

const sorted = (assignment: readonly (readonly [string, number])[] = []): string[] =>
  assignment.map(([topic, partition]) => `${topic} ${partition}`).toSorted();
const topicsOf = (topics: GoldenAssignment['topics']) =>
  new Map(
    Object.entries(topics).map(([name, topic]) => [
      name,
      typeof topic === 'number' ? { partitions: topic } : { partitions: topic.length, racks: topic },
    ]),
  );
const membersOf = (members: Readonly<Record<string, GoldenMember>>) =>
  Object.entries(members).map(([memberId, { topics, groupInstanceId: instanceId = null, rackId = null }]) => ({
    memberId,
    topics,
    instanceId,
    rackId,
  }));

describe('the range assignment', () => {
  it.each(golden)('is that of Kafka for $id', ({ topics, members, assignment }) => {
    const result = assignRanges(membersOf(members), topicsOf(topics));
    for (const [memberId, expected] of Object.entries(assignment)) {
      expect(result.get(memberId), memberId).toEqual(expected);
    }
  });

  const racks = (...names: readonly string[]) => names.map((name) => name.split(' '));
  const shares = (topics: GoldenAssignment['topics'], members: Readonly<Record<string, GoldenMember>>) =>
    Object.fromEntries(
      [...assignRanges(membersOf(members), topicsOf(topics))].map(([memberId, share]) => [memberId, sorted(share).join(', ')]),
    );

  it('gives members what is in their rack, and the rest in order', () => {
    const members = { m1: { topics: ['t'], rackId: 'a' }, m2: { topics: ['t'], rackId: 'b' } };
    expect(shares({ t: racks('b', 'a', 'b', 'a') }, members)).toEqual({ m1: 't 1, t 3', m2: 't 0, t 2' });
    expect(shares({ t: racks('b', 'b', 'b', 'a') }, members)).toEqual({ m1: 't 2, t 3', m2: 't 0, t 1' });
    expect(shares({ t: racks('a b', 'a b', 'b a', 'a b') }, members)).toEqual({ m1: 't 0, t 1', m2: 't 2, t 3' });
    expect(shares({ t: racks('c', 'd', 'c', 'd') }, members)).toEqual({ m1: 't 0, t 1', m2: 't 2, t 3' });
  });

  it('keeps partitions of the same number together, where topics have the same consumers', () => {
    const members = { m1: { topics: ['t', 'u'], rackId: 'a' }, m2: { topics: ['t', 'u'], rackId: 'b' } };
    const topics = { t: racks('b', 'a', 'a', 'b'), u: racks('b', 'a', 'b', 'a') };
    expect(shares(topics, members)).toEqual({ m1: 't 1, t 2, u 1, u 2', m2: 't 0, t 3, u 0, u 3' });
  });
});
