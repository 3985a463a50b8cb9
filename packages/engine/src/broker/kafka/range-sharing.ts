import { assignRanges } from '../range-assignor.ts';
import type { AssignorTopic } from '../range-shares.ts';
import { decodeSubscription, encodeAssignment, encodeSubscription } from './consumer-protocol.ts';
import type { JoinedMember } from './group-requests.ts';
import type { KafkaCluster } from './kafka-cluster.ts';

/** Which topics a consumer wants, and who gets which partitions when it leads its group: Java's `range` protocol. */
export class RangeSharing {
  readonly #cluster: KafkaCluster;
  readonly #topics: readonly string[] | RegExp;
  /** What the last join rested on: own topics, and as the leader all topics of the group with their partitions. */
  #own: readonly string[] = [];
  #led: ReadonlyMap<string, AssignorTopic> | null = null;
  /** Whether a member of the group it leads says in which rack it is. */
  #withRacks = false;

  constructor(cluster: KafkaCluster, topics: readonly string[] | RegExp) {
    this.#cluster = cluster;
    // Without flags that make a pattern remember where it was.
    this.#topics =
      topics instanceof RegExp ? new RegExp(topics.source, topics.flags.replaceAll(/[gy]/g, '')) : [...new Set(topics)];
  }

  async subscription(): Promise<Uint8Array> {
    this.#led = null;
    this.#own = await this.#cluster.retrying(() => this.#findOwn());
    return encodeSubscription({ topics: this.#own, userData: null, ownedPartitions: [], generationId: -1, rackId: null });
  }

  async assign(members: readonly JoinedMember[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const subscribed = members.map(({ memberId, instanceId, metadata }) => {
      const { topics, rackId } = decodeSubscription(metadata);
      return { memberId, instanceId, topics, rackId };
    });
    this.#withRacks = subscribed.some(({ rackId }) => rackId !== null && rackId !== '');
    const names = new Set(subscribed.flatMap(({ topics }) => topics));
    const led = await this.#cluster.retrying(() => this.#look(names));
    this.#led = led;
    const shares = assignRanges(subscribed, led);
    return new Map(
      [...shares].map(([memberId, share]) => {
        const places = share.map(([topic, partition]) => ({ topic, partition }));
        return [memberId, encodeAssignment({ partitions: places, userData: null })];
      }),
    );
  }

  /** Whether this member leads a group that was promised topics which are not there. */
  lacksTopics(): boolean {
    return this.#led !== null && [...this.#led.values()].some(({ partitions }) => partitions === 0);
  }

  /** Whether topics or partitions have come or gone since the last join, as far as that is this member's business. */
  async hasChanged(): Promise<boolean> {
    if (this.#topics instanceof RegExp && (await this.#findOwn()).join() !== this.#own.join()) return true;
    if (this.#led === null) return false;
    const led = this.#led;
    const now = await this.#look(led.keys());
    return [...led].some(([topic, before]) => JSON.stringify(now.get(topic)) !== JSON.stringify(before));
  }

  async #findOwn(): Promise<readonly string[]> {
    if (!(this.#topics instanceof RegExp)) return this.#topics;
    const pattern = this.#topics;
    const { excludesInternalTopics } = this.#cluster.settings.consumer;
    const all = await this.#cluster.topics(null);
    return [...all.values()]
      .filter(({ name, isInternal }) => pattern.test(name) && !(isInternal && excludesInternalTopics))
      .map(({ name }) => name)
      .toSorted();
  }

  /** No partitions for topics that are not there; racks only where somebody has one. */
  async #look(names: Iterable<string>): Promise<Map<string, AssignorTopic>> {
    const wanted = [...names];
    const create = this.#cluster.settings.consumer.createsTopics;
    const { topics, brokers } = await this.#cluster.metadata({ topics: wanted, create });
    const rackOf = new Map(brokers.map(({ nodeId, rack }) => [nodeId, rack]));
    const found = new Map(topics.map((topic) => [topic.name, topic]));
    return new Map(
      wanted.map((name) => {
        const { leaders = [], replicas = [] } = found.get(name) ?? {};
        const racks = replicas.map((nodes) => nodes.flatMap((node) => rackOf.get(node) ?? []).toSorted());
        return [name, { partitions: leaders.length, ...(this.#withRacks && { racks }) }];
      }),
    );
  }
}
