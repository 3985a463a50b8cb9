import { NotFoundError } from '../../model/errors.ts';
import type { OffsetReset } from '../offset-reset.ts';
import type { TopicPartition } from '../records.ts';
import { fetchOffsetsRequest } from './group-requests.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { checkCode } from './kafka-errors.ts';
import { listOffsets } from './partition-offsets.ts';
import { offsetAt } from './topic-requests.ts';

type Positioned = TopicPartition & { readonly offset: number };

/** Where a group goes on: what it has committed, else what the reset policy says. Throws NotFoundError when there is none. */
export async function startPositions(
  cluster: KafkaCluster,
  groupId: string,
  places: readonly TopicPartition[],
  reset: OffsetReset,
): Promise<Positioned[]> {
  const committed = await committedOffsets(cluster, groupId, places);
  const missing = places.filter((_, n) => committed[n]! < 0);
  const found = missing.length === 0 ? [] : await resetPositions(cluster, missing, reset);
  return places.map(({ topic, partition }, n) => {
    const offset = committed[n]!;
    const position = offset >= 0 ? offset : found[missing.indexOf(places[n]!)]!.offset;
    return { topic, partition, offset: position };
  });
}

/** Throws NotFoundError when the policy is `none`; `position` is then where the consumer was. */
export async function resetPositions(
  cluster: KafkaCluster,
  places: readonly TopicPartition[],
  reset: OffsetReset,
  position: number | null = null,
): Promise<Positioned[]> {
  if (reset === 'none') {
    const names = places.map(({ topic, partition }) => `${topic}-${partition}`).join(', ');
    throw new NotFoundError(
      position === null
        ? `Undefined offset with no reset policy for partitions: [${names}]`
        : `Fetch position ${position} is out of range for partition ${names}, and no reset policy is configured`,
    );
  }
  const timestamp = typeof reset === 'string' ? offsetAt[reset] : Date.now() - reset.durationMs;
  const { readsCommitted } = cluster.settings.consumer;
  const found = await listOffsets(
    cluster,
    places.map((place) => ({ ...place, timestamp })),
    readsCommitted,
  );
  // No record is that new: what comes next is.
  const late = found.filter(({ offset }) => offset < 0);
  if (late.length === 0) return found;
  const ends = await resetPositions(cluster, late, 'latest');
  return found.map((each) => (each.offset < 0 ? ends[late.indexOf(each)]! : each));
}

/** -1: none. Waits for transactions that are about to commit offsets for these partitions. */
export async function committedOffsets(
  cluster: KafkaCluster,
  groupId: string,
  places: readonly TopicPartition[],
): Promise<number[]> {
  const { offsets } = await cluster.retryingAtCoordinator('group', groupId, async () => {
    const answer = await cluster.sendToCoordinator('group', groupId, fetchOffsetsRequest(groupId, places));
    checkCode(answer.errorCode, `The offsets of group ${groupId}`);
    for (const { errorCode } of answer.offsets) checkCode(errorCode, `The offsets of group ${groupId}`);
    return answer;
  });
  return places.map(({ topic, partition }) => {
    const found = offsets.find((each) => each.topic === topic && each.partition === partition);
    return Number(found?.offset ?? -1n);
  });
}
