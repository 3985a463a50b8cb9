/** A member of a group as the assignor sees it. */
export interface AssignorMember {
  readonly memberId: string;
  readonly topics: readonly string[];
  /** `group.instance.id` of a static member (KIP-345). */
  readonly instanceId?: string | null;
}

export type Assignment = readonly (readonly [topic: string, partition: number])[];

/**
 * Shares out partitions as Kafka's RangeAssignor: each topic's partitions in a row, the first members getting one more where they do
 * not come out even. Members are taken in the order of their
 * ids, static ones first and by their instance ids; a topic that is not in `partitions` has none.
 */
export function assignRanges(
  members: readonly AssignorMember[],
  partitions: ReadonlyMap<string, number>,
): Map<string, Assignment> {
  const assignment = new Map<string, (readonly [string, number])[]>(members.map((member) => [member.memberId, []]));
  const sorted = members.toSorted(byId);
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

function byId(a: AssignorMember, b: AssignorMember): number {
  const [mine, other] = [a.instanceId ?? null, b.instanceId ?? null];
  if (mine !== null && other !== null) return mine < other ? -1 : 1;
  if (mine !== null) return -1;
  if (other !== null) return 1;
  return a.memberId < b.memberId ? -1 : 1;
}
