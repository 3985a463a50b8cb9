import { RangeShares } from './range-shares.ts';
import type { AssignorTopic, Consumers } from './range-shares.ts';

/** A member of a group as the assignor sees it. */
export interface AssignorMember {
  readonly memberId: string;
  readonly topics: readonly string[];
  /** `group.instance.id` of a static member (KIP-345). */
  readonly instanceId?: string | null;
  /** `client.rack` (KIP-881). */
  readonly rackId?: string | null;
}

export type Assignment = readonly (readonly [topic: string, partition: number])[];

/**
 * Shares out partitions as Kafka's RangeAssignor: each topic's partitions in a row, the first members getting one more where they do
 * not come out even. Members are taken in the order of their ids, static ones first and by their instance ids; a topic that is not in
 * `topics` has no partitions. Where racks are known, members first get partitions that have a replica in their own, as far as that
 * changes nobody's number of them, nor that partitions of the same number of several topics go to the same member. A member's topics
 * come in the order of `topics`, where racks count in that of their names.
 */
export function assignRanges(
  members: readonly AssignorMember[],
  topics: ReadonlyMap<string, AssignorTopic>,
): Map<string, Assignment> {
  const sorted = members.toSorted(byId);
  const shares = [...topics].flatMap(([name, topic]) => {
    const consumers = consumersOf(name, sorted);
    return topic.partitions === 0 || consumers.size === 0 ? [] : [new RangeShares(name, topic, consumers)];
  });
  const rackAware = shares.some(({ wantsRacks }) => wantsRacks);
  if (rackAware) assignByRacks(shares);
  for (const share of shares) share.assign(() => true);
  if (rackAware) shares.sort((a, b) => (a.topic < b.topic ? -1 : 1));
  return new Map(
    members.map(({ memberId }) => [
      memberId,
      shares.flatMap((share) => share.of(memberId).map((partition) => [share.topic, partition] as const)),
    ]),
  );
}

function consumersOf(topic: string, sorted: readonly AssignorMember[]): Consumers {
  const subscribed = sorted.filter((member) => member.topics.includes(topic));
  return new Map(subscribed.map(({ memberId, rackId }) => [memberId, rackId === undefined || rackId === '' ? null : rackId]));
}

/** Topics with the same consumers and as many partitions are shared out together. */
function assignByRacks(shares: readonly RangeShares[]): void {
  const alike = new Map<string, RangeShares[]>();
  for (const share of shares) {
    const kind = JSON.stringify([[...share.consumers], share.partitions]);
    alike.set(kind, [...(alike.get(kind) ?? []), share]);
  }
  for (const together of alike.values()) {
    if (together.length > 1) assignTogether(together);
    else if (together[0]!.wantsRacks) together[0]!.assign((consumer, partition) => together[0]!.matches(consumer, partition));
  }
}

function assignTogether(together: readonly RangeShares[]): void {
  const { consumers, partitions } = together[0]!;
  const remaining = new Set(consumers.keys());
  for (let partition = 0; partition < partitions && remaining.size > 0; partition++) {
    const found = [...remaining].find((consumer) =>
      together.every((share) => share.matches(consumer, partition) && share.room(consumer) > 0),
    );
    if (found === undefined) continue;
    for (const share of together) share.give(found, [partition]);
    if (together.every((share) => share.room(found) === 0)) remaining.delete(found);
  }
}

function byId(a: AssignorMember, b: AssignorMember): number {
  const [mine, other] = [a.instanceId ?? null, b.instanceId ?? null];
  if (mine !== null && other !== null) return mine < other ? -1 : 1;
  if (mine !== null) return -1;
  if (other !== null) return 1;
  return a.memberId < b.memberId ? -1 : 1;
}
