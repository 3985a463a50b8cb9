import { describeGroupRequest, leaveRequest } from './group-requests.ts';
import type { DescribedGroup } from './group-requests.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { checkCode } from './kafka-errors.ts';

export async function describeGroup(cluster: KafkaCluster, groupId: string): Promise<DescribedGroup> {
  return cluster.retryingAtCoordinator('group', groupId, async () => {
    const answer = await cluster.sendToCoordinator('group', groupId, describeGroupRequest(groupId));
    checkCode(answer.errorCode, `Group ${groupId}`);
    return answer;
  });
}

/**
 * Puts members out of a group that have this client id. One that is alive after all is told with its next heartbeat, and can commit
 * nothing any more. Answers how many there were.
 */
export async function removeLeftovers(cluster: KafkaCluster, groupId: string, clientId: string): Promise<number> {
  const { members } = await describeGroup(cluster, groupId);
  const leftovers = members.filter((member) => member.clientId === clientId);
  for (const { memberId } of leftovers) {
    // Whoever has gone meanwhile need not be removed.
    await cluster.sendToCoordinator('group', groupId, leaveRequest(groupId, memberId));
  }
  return leftovers.length;
}
