/** A member of a group as the assignor sees it. */
export interface AssignorMember {
  readonly memberId: string;
  readonly topics: readonly string[];
}

export type Assignment = readonly (readonly [topic: string, partition: number])[];

/**
 * Shares out partitions as Kafka's RangeAssignor: each topic's partitions in a row, the first members getting one more where they do
 * not come out even. Members are taken in the order of their ids; a topic that is not in `partitions` has none.
 */
export function assignRanges(
  members: readonly AssignorMember[],
  partitions: ReadonlyMap<string, number>,
): Map<string, Assignment> {
  const assignment = new Map<string, (readonly [string, number])[]>(members.map((member) => [member.memberId, []]));
  const sorted = members.toSorted((a, b) => (a.memberId < b.memberId ? -1 : 1));
  const topics = [...new Set(sorted.flatMap((member) => member.topics))].toSorted();
  for (const topic of topics) {
    const consumers = sorted.filter((member) => member.topics.includes(topic));
    assignTopic(topic, partitions.get(topic) ?? 0, consumers, assignment);
  }
  return assignment;
}

function assignTopic(
  topic: string,
  count: number,
  consumers: readonly AssignorMember[],
  assignment: Map<string, (readonly [string, number])[]>,
): void {
  const share = Math.floor(count / consumers.length);
  const extra = count % consumers.length;
  let next = 0;
  for (const [n, { memberId }] of consumers.entries()) {
    const end = next + share + (n < extra ? 1 : 0);
    for (; next < end; next++) assignment.get(memberId)!.push([topic, next]);
  }
}
