import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assignRanges } from './range-assignor.ts';

interface GoldenAssignment {
  readonly id: string;
  readonly topics: Readonly<Record<string, number>>;
  readonly members: Readonly<Record<string, { readonly topics: readonly string[] }>>;
  readonly assignment: Readonly<Record<string, readonly (readonly [string, number])[]>>;
}

const golden: GoldenAssignment[] = readFileSync(new URL('../../test/fixtures/range-assignments.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as GoldenAssignment);

const sorted = (assignment: readonly (readonly [string, number])[] = []): string[] =>
  assignment.map(([topic, partition]) => `${topic} ${partition}`).toSorted();

describe('the range assignment', () => {
  it.each(golden)('is that of Kafka for $id', ({ topics, members, assignment }) => {
    const given = Object.entries(members).map(([memberId, member]) => ({ memberId, topics: member.topics }));
    const result = assignRanges(given, new Map(Object.entries(topics)));
    for (const [memberId, expected] of Object.entries(assignment)) {
      expect(sorted(result.get(memberId)), memberId).toEqual(sorted(expected));
    }
  });
});
