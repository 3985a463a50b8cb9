import { BadRequestError, NotFoundError, UnavailableError } from '../../model/errors.ts';
import type { NewTopic, OwnAdmin, TopicDescription } from '../broker.ts';
import type { GroupOffset, TopicPartition } from '../records.ts';
import { commitRequest, deleteGroupRequest, deleteOffsetsRequest, fetchOffsetsRequest } from './group-requests.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { checkCode, hasType, KafkaProtocolError, stillWaiting, toEngineError } from './kafka-errors.ts';
import { listOffsets } from './partition-offsets.ts';
import { createTopicRequest, deleteTopicRequest, describeConfigsRequest, offsetAt } from './topic-requests.ts';

const noMember = { memberId: '', generation: -1 };

/** Topics and groups of a Kafka cluster. Rejects with the engine's errors; what is transient is tried again before. */
export class KafkaAdmin implements OwnAdmin {
  readonly #cluster: KafkaCluster;

  constructor(cluster: KafkaCluster) {
    this.#cluster = cluster;
  }

  async listTopics(): Promise<string[]> {
    const topics = await this.#run(() => this.#cluster.topics(null));
    return [...topics.keys()].toSorted();
  }

  /** The configs are those that hold, with the broker's defaults where the topic has none of its own. */
  async describeTopic(name: string): Promise<TopicDescription | null> {
    return this.#run(async () => {
      const topic = (await this.#cluster.topics([name])).get(name);
      if (topic === undefined || hasType(errorOf(name, topic.errorCode), 'INVALID_TOPIC_EXCEPTION')) return null;
      checkCode(topic.errorCode, `Topic ${name}`);
      const { errorCode, errorMessage, configs } = await this.#cluster.sendToAny(describeConfigsRequest(name));
      if (hasType(errorOf(name, errorCode), 'UNKNOWN_TOPIC_OR_PARTITION')) return null;
      // Who may not look at them sees none.
      if (!hasType(errorOf(name, errorCode), 'TOPIC_AUTHORIZATION_FAILED', 'CLUSTER_AUTHORIZATION_FAILED')) {
        checkCode(errorCode, `The configs of topic ${name}`, errorMessage);
      }
      return { name, partitions: topic.leaders.length, configs: Object.fromEntries(configs) };
    });
  }

  async createTopic(topic: NewTopic): Promise<boolean> {
    if (topic.partitions < 1 && topic.partitions !== -1)
      throw new BadRequestError(`Topic ${topic.name} cannot have ${topic.partitions} partitions`);
    return this.#run(async () => {
      // Whoever may not create topics may yet use those that are there.
      if ((await this.#cluster.topics([topic.name])).get(topic.name)?.errorCode === 0) return false;
      const request = createTopicRequest(topic, this.#cluster.settings.requestTimeoutMs);
      const { errorCode, errorMessage } = await this.#cluster.sendToController(request);
      const wasThere = hasType(errorOf(topic.name, errorCode), 'TOPIC_ALREADY_EXISTS');
      if (!wasThere) checkCode(errorCode, `Topic ${topic.name} cannot be created`, errorMessage);
      // Somebody else may have made it a moment ago.
      await this.#untilVisible(topic.name);
      return !wasThere;
    });
  }

  async deleteTopic(name: string): Promise<void> {
    await this.#run(async () => {
      const code = await this.#cluster.sendToController(deleteTopicRequest(name, this.#cluster.settings.requestTimeoutMs));
      if (hasType(errorOf(name, code), 'UNKNOWN_TOPIC_OR_PARTITION')) throw new NotFoundError(`Topic ${name} is not there`);
      checkCode(code, `Topic ${name} cannot be deleted`);
      await this.#cluster.retrying(async () => {
        if ((await this.#cluster.topics([name])).has(name)) throw new UnavailableError(`Topic ${name} is still there`);
      }, stillWaiting);
    });
  }

  async offsetsOfTopic(name: string): Promise<{ readonly earliest: number; readonly latest: number }[]> {
    return this.#run(async () => {
      const topic = (await this.#cluster.topics([name])).get(name);
      if (topic === undefined) throw new NotFoundError(`Topic ${name} is not there`);
      checkCode(topic.errorCode, `Topic ${name}`);
      const partitions = [...topic.leaders.keys()];
      const ask = (timestamp: number) =>
        listOffsets(
          this.#cluster,
          partitions.map((partition) => ({ topic: name, partition, timestamp })),
        );
      const [earliest, latest] = await Promise.all([ask(offsetAt.earliest), ask(offsetAt.latest)]);
      return partitions.map((n) => ({ earliest: earliest[n]!.offset, latest: latest[n]!.offset }));
    });
  }

  async groupOffsets(groupId: string): Promise<GroupOffset[]> {
    return this.#run(async () => {
      const { errorCode, offsets } = await this.#atGroup(groupId, async () => {
        const answer = await this.#cluster.sendToCoordinator('group', groupId, fetchOffsetsRequest(groupId, null));
        checkCode(answer.errorCode, `The offsets of group ${groupId}`);
        return answer;
      });
      checkCode(errorCode, `The offsets of group ${groupId}`);
      return offsets
        .filter(({ offset }) => offset >= 0n)
        .map(({ topic, partition, offset }) => ({ topic, partition, offset }))
        .toSorted((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1));
    });
  }

  /** Not one step on Kafka: what is removed is removed first. Repeating the call completes it. */
  async alterGroupOffsets(
    groupId: string,
    offsets: readonly (TopicPartition & { readonly offset: bigint | null })[],
  ): Promise<void> {
    await this.#run(async () => {
      await checkPartitions(this.#cluster, offsets);
      const removed = offsets.filter(({ offset }) => offset === null);
      const set = offsets.filter((change): change is GroupOffset => change.offset !== null);
      if (removed.length > 0) await this.#removeOffsets(groupId, removed);
      if (set.length > 0) await this.#setOffsets(groupId, set);
    });
  }

  async deleteGroup(groupId: string): Promise<void> {
    await this.#run(() =>
      this.#atGroup(groupId, async () => {
        const code = await this.#cluster.sendToCoordinator('group', groupId, deleteGroupRequest(groupId));
        if (!hasType(errorOf(groupId, code), 'GROUP_ID_NOT_FOUND')) checkCode(code, `The consumer group ${groupId} has members`);
      }),
    );
  }

  close(): Promise<void> {
    return this.#cluster.close();
  }

  async #setOffsets(groupId: string, offsets: readonly GroupOffset[]): Promise<void> {
    await this.#atGroup(groupId, async () => {
      const errors = await this.#cluster.sendToCoordinator('group', groupId, commitRequest({ groupId, ...noMember }, offsets));
      for (const { topic, partition, errorCode } of errors) {
        // A member would have to say who it is: there are members.
        const code = hasType(errorOf(topic, errorCode), 'UNKNOWN_MEMBER_ID') ? nonEmptyGroup : errorCode;
        checkCode(code, `The offset of partition ${partition} of topic ${topic} cannot be set in group ${groupId}`);
      }
    });
  }

  async #removeOffsets(groupId: string, partitions: readonly TopicPartition[]): Promise<void> {
    await this.#atGroup(groupId, async () => {
      const answer = await this.#cluster.sendToCoordinator('group', groupId, deleteOffsetsRequest(groupId, partitions));
      if (hasType(errorOf(groupId, answer.errorCode), 'GROUP_ID_NOT_FOUND')) return;
      checkCode(answer.errorCode, `Offsets of group ${groupId} cannot be removed`);
      for (const { topic, partition, errorCode } of answer.partitions) {
        checkCode(errorCode, `The offset of partition ${partition} of topic ${topic} cannot be removed from group ${groupId}`);
      }
    });
  }

  #atGroup<T>(groupId: string, action: () => Promise<T>): Promise<T> {
    return this.#cluster.retryingAtCoordinator('group', groupId, action);
  }

  /** A topic is created before all brokers know of it. */
  async #untilVisible(name: string): Promise<void> {
    await this.#cluster.retrying(async () => {
      const leaders = (await this.#cluster.topics([name])).get(name)?.leaders ?? [];
      if (leaders.length === 0 || leaders.includes(-1)) throw new UnavailableError(`Topic ${name} is not ready`);
    }, stillWaiting);
  }

  async #run<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await this.#cluster.retrying(action);
    } catch (error) {
      throw toEngineError(error);
    }
  }
}

const nonEmptyGroup = 68;

function errorOf(what: string, code: number): KafkaProtocolError {
  return new KafkaProtocolError(code, what);
}

/** Throws BadRequestError for a partition that is not there. */
export async function checkPartitions(cluster: KafkaCluster, partitions: readonly TopicPartition[]): Promise<void> {
  const topics = await cluster.topics([...new Set(partitions.map(({ topic }) => topic))]);
  for (const { topic, partition } of partitions) {
    const count = topics.get(topic)?.leaders.length ?? 0;
    if (partition < 0 || partition >= count) throw new BadRequestError(`There is no partition ${partition} of topic ${topic}`);
  }
}
