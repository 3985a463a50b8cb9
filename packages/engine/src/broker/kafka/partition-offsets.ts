import type { TopicPartition } from '../records.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { checkCode } from './kafka-errors.ts';
import { listOffsetsRequest } from './topic-requests.ts';
import type { WantedOffset } from './topic-requests.ts';

export interface FoundOffset extends TopicPartition {
  /** -1: no record is that new. */
  readonly offset: number;
}

/**
 * Asks the leaders of the partitions for offsets by time. One answer for each question, in the same order. Repeats what is transient.
 */
export function listOffsets(
  cluster: KafkaCluster,
  wanted: readonly WantedOffset[],
  readsCommitted = false,
): Promise<FoundOffset[]> {
  return cluster.retrying(() => listOnce(cluster, wanted, readsCommitted), {
    beforeRetry: async () => cluster.forget(wanted.map(({ topic }) => topic)),
  });
}

async function listOnce(cluster: KafkaCluster, wanted: readonly WantedOffset[], readsCommitted: boolean): Promise<FoundOffset[]> {
  const byLeader = new Map<number, number[]>();
  for (const [n, { topic, partition }] of wanted.entries()) {
    const leader = await cluster.leaderOf(topic, partition);
    byLeader.set(leader, [...(byLeader.get(leader) ?? []), n]);
  }
  const found: FoundOffset[] = Array.from({ length: wanted.length });
  const ask = async ([leader, indexes]: [number, number[]]): Promise<void> => {
    const questions = indexes.map((n) => wanted[n]!);
    for (const { topic, partition, errorCode, offset } of await cluster.sendTo(
      leader,
      listOffsetsRequest(questions, readsCommitted),
    )) {
      checkCode(errorCode, `Asking for an offset of partition ${partition} of topic ${topic}`);
      const n = indexes.find((index) => wanted[index]!.topic === topic && wanted[index]!.partition === partition)!;
      found[n] = { topic, partition, offset };
    }
  };
  await Promise.all([...byLeader].map(ask));
  return found;
}
