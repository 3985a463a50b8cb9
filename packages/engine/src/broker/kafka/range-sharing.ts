import { assignRanges } from '../range-assignor.ts';
import { decodeSubscription, encodeAssignment, encodeSubscription } from './consumer-protocol.ts';
import type { JoinedMember } from './group-requests.ts';
import type { KafkaCluster } from './kafka-cluster.ts';

/** Which topics a consumer wants, and who gets which partitions when it leads its group: Java's `range` protocol. */
export class RangeSharing {
  readonly #cluster: KafkaCluster;
  readonly #topics: readonly string[] | RegExp;
  /** What the last join rested on: own topics, and as the leader all topics of the group with their partitions. */
  #own: readonly string[] = [];
  #led: ReadonlyMap<string, number> | null = null;

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
    const subscribed = members.map(({ memberId, instanceId, metadata }) => ({
      memberId,
      instanceId,
      topics: decodeSubscription(metadata).topics,
    }));
    const names = new Set(subscribed.flatMap(({ topics }) => topics));
    const partitions = await this.#cluster.retrying(() => this.#count(names));
    this.#led = partitions;
    const shares = assignRanges(subscribed, partitions);
    return new Map(
      [...shares].map(([memberId, share]) => {
        const places = share.map(([topic, partition]) => ({ topic, partition }));
        return [memberId, encodeAssignment({ partitions: places, userData: null })];
      }),
    );
  }

  /** Whether this member leads a group that was promised topics which are not there. */
  lacksTopics(): boolean {
    return this.#led !== null && [...this.#led.values()].includes(0);
  }

  /** Whether topics or partitions have come or gone since the last join, as far as that is this member's business. */
  async hasChanged(): Promise<boolean> {
    if (this.#topics instanceof RegExp && (await this.#findOwn()).join() !== this.#own.join()) return true;
    if (this.#led === null) return false;
    const led = this.#led;
    const now = await this.#count(led.keys());
    return [...led].some(([topic, count]) => now.get(topic) !== count);
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

  /** 0 for topics that are not there. */
  async #count(names: Iterable<string>): Promise<Map<string, number>> {
    const wanted = [...names];
    const found = await this.#cluster.topics(wanted, this.#cluster.settings.consumer.createsTopics);
    return new Map(wanted.map((name) => [name, found.get(name)?.leaders.length ?? 0]));
  }
}
