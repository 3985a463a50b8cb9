import { FencedError } from '../../model/errors.ts';
import type { Logger } from '../../model/logger.ts';
import type { Consumer, ConsumerOptions, WritePermit } from '../broker.ts';
import { parseOffsetReset } from '../offset-reset.ts';
import type { OffsetReset } from '../offset-reset.ts';
import type { TopicPartition } from '../records.ts';
import { decodeAssignment } from './consumer-protocol.ts';
import { Fetcher } from './fetcher.ts';
import { GroupMember } from './group-member.ts';
import type { GroupTrouble } from './group-member.ts';
import { commitRequest } from './group-requests.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { checkCode, hasType, KafkaProtocolError, toEngineError } from './kafka-errors.ts';
import { removeLeftovers } from './leftover-members.ts';
import { RangeSharing } from './range-sharing.ts';
import { resetPositions, startPositions } from './start-positions.ts';
import { WriteHold } from './write-hold.ts';

/**
 * Reads partitions as a member of a group of Kafka, with Java's `range` assignor, so that members of both kinds may share a group.
 * Before it joins again it gives up all partitions, and its owner is waited for; the group waits for it meanwhile.
 */
export class KafkaConsumer implements Consumer {
  readonly #cluster: KafkaCluster;
  readonly #options: ConsumerOptions;
  readonly #logger: Logger;
  readonly #hold: WriteHold;
  readonly #reset: OffsetReset;
  readonly #fetcher: Fetcher;
  readonly #member: GroupMember;
  readonly #sharing: RangeSharing;
  #trouble: GroupTrouble | null = 'rebalance';
  #failure: { readonly error: unknown } | null = null;
  #lookAgain: NodeJS.Timeout | null = null;
  #lookAtMs = 0;
  #wake: (() => void) | null = null;
  #hasNews = false;
  #isJoining = false;
  #isClosing = false;
  #running: Promise<void> | null = null;

  constructor(
    cluster: KafkaCluster,
    options: ConsumerOptions,
    { logger, permit }: { readonly logger: Logger; readonly permit?: WritePermit | undefined },
  ) {
    this.#hold = new WriteHold(permit, options.ticket);
    this.#cluster = cluster;
    this.#options = options;
    this.#logger = logger;
    const settings = cluster.settings.consumer;
    this.#reset = parseOffsetReset(settings.offsetReset);
    this.#sharing = new RangeSharing(cluster, options.topics);
    this.#fetcher = new Fetcher(
      cluster,
      {
        maxWaitMs: settings.fetchMaxWaitMs,
        minBytes: settings.fetchMinBytes,
        maxBytes: settings.fetchMaxBytes,
        partitionBytes: settings.partitionFetchBytes,
        readsCommitted: settings.readsCommitted,
      },
      {
        onNews: () => this.#wakeUp(),
        onOutOfRange: (place, position) => void this.#comeBackIntoRange(place, position),
        onStale: () => this.#scheduleLook(staleLookMs),
        onFailure: (error) => this.#fail(error),
      },
    );
    this.#member = new GroupMember(cluster, {
      groupId: options.groupId,
      instanceId: settings.instanceId,
      sessionTimeoutMs: settings.sessionTimeoutMs,
      rebalanceTimeoutMs: settings.maxPollIntervalMs,
      heartbeatIntervalMs: settings.heartbeatIntervalMs,
      protocolType: 'consumer',
      protocolName: 'range',
      metadata: () => this.#sharing.subscription(),
      assign: (members) => this.#sharing.assign(members),
      onTrouble: (trouble) => this.#meet(trouble),
    });
  }

  async start(): Promise<void> {
    this.#running = this.#run();
  }

  pause(partitions: readonly TopicPartition[]): void {
    this.#fetcher.pause(partitions, true);
  }

  resume(partitions: readonly TopicPartition[]): void {
    this.#fetcher.pause(partitions, false);
  }

  seek(partition: TopicPartition, offset: number): void {
    this.#fetcher.seek(partition, offset);
  }

  assignment(): readonly TopicPartition[] {
    return this.#fetcher.places();
  }

  async commit(offsets: readonly (TopicPartition & { readonly offset: number })[]): Promise<void> {
    if (offsets.length === 0) return;
    const { groupId } = this.#options;
    const joined = this.#member.joined;
    const isOwner = joined !== null && offsets.every((offset) => this.#fetcher.has(offset));
    if (!isOwner || !this.#hold.mayWrite) throw fenced(groupId, null);
    const positions = offsets.map(({ topic, partition, offset }) => ({ topic, partition, offset: BigInt(offset) }));
    try {
      await this.#cluster.retryingAtCoordinator('group', groupId, async () => {
        const request = this.#hold.guard(commitRequest(joined.identity, positions));
        const errors = await this.#cluster.sendToCoordinator('group', groupId, request);
        for (const { topic, partition, errorCode } of errors) checkCommit(errorCode, { topic, partition }, groupId);
      });
    } catch (error) {
      throw toEngineError(error);
    }
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#hold.close();
    this.#wakeUp();
    // Others may let the group wait for long.
    if (this.#isJoining) await this.#member.stop();
    await this.#running;
    await this.#cluster.close();
  }

  async #run(): Promise<void> {
    try {
      if (this.#options.isOnlyOne === true) await this.#removeLeftovers();
      while (!this.#isClosing) await this.#step();
      await this.#giveUp(false);
    } catch (error) {
      if (!this.#isClosing || this.#fetcher.places().length > 0) this.#options.handler.onFailure(toEngineError(error));
    }
    if (this.#lookAgain !== null) clearTimeout(this.#lookAgain);
    this.#fetcher.close();
    await this.#member.leave();
  }

  /** What cannot be done is done by time. */
  async #removeLeftovers(): Promise<void> {
    const { groupId, clientId } = this.#options;
    try {
      const count = await removeLeftovers(this.#cluster, groupId, clientId);
      if (count > 0) this.#logger.info(`Put a consumer out of group ${groupId} that a crash has left there`, { clientId });
    } catch (error) {
      this.#logger.debug(`Group ${groupId} could not be searched for what a crash has left there`, { error });
    }
  }

  async #step(): Promise<void> {
    if (this.#failure !== null) throw this.#failure.error;
    if (this.#trouble !== null) return this.#joinAgain(this.#trouble);
    this.#hasNews = false;
    const batch = await this.#fetcher.take(this.#cluster.settings.consumer.maxPollRecords);
    if (this.#trouble !== null || this.#isClosing) return;
    if (batch === null) return this.#sleep();
    if (!this.#hold.mayWrite && !(await this.#isStillOwner())) return;
    // Whoever takes longer is taken for stuck, and others get its partitions.
    const tooLong = setTimeout(() => void this.#leaveForNow(), this.#cluster.settings.consumer.maxPollIntervalMs);
    try {
      await this.#options.handler.onBatch(batch);
    } finally {
      clearTimeout(tooLong);
    }
  }

  /** What is handed over may be written somewhere, so it waits as writes do. */
  async #isStillOwner(): Promise<boolean> {
    while (this.#trouble === null && !this.#isClosing) {
      if (this.#hold.mayWrite) return true;
      await this.#hold.moment();
    }
    return false;
  }

  async #joinAgain(trouble: GroupTrouble): Promise<void> {
    await this.#giveUp(trouble === 'lost');
    this.#trouble = null;
    this.#isJoining = true;
    const joined = await this.#member.join().finally(() => {
      this.#isJoining = false;
    });
    const { partitions } = decodeAssignment(joined.assignment);
    this.#scheduleLook(this.#lookIntervalMs());
    if (partitions.length === 0) return;
    const positions = await startPositions(this.#cluster, this.#options.groupId, partitions, this.#reset);
    for (const position of positions) this.#fetcher.add(position, position.offset);
    await this.#options.handler.onAssigned(positions);
  }

  async #giveUp(lost: boolean): Promise<void> {
    const places = this.#fetcher.places();
    if (places.length > 0) await this.#options.handler.onRevoked(places, lost);
    this.#fetcher.removeAll();
  }

  /** The group is left though batches are still handled; it is joined again when that is over. */
  async #leaveForNow(): Promise<void> {
    const { groupId } = this.#options;
    this.#logger.warn(
      `A consumer of group ${groupId} has handled a batch for longer than max.poll.interval.ms, and leaves the group`,
    );
    await this.#member.leaveForNow();
    this.#meet('lost');
  }

  #meet(trouble: GroupTrouble): void {
    if (this.#trouble !== 'lost') this.#trouble = trouble;
    this.#wakeUp();
  }

  async #comeBackIntoRange(place: TopicPartition, position: number): Promise<void> {
    try {
      const [found] = await resetPositions(this.#cluster, [place], this.#reset, position);
      if (this.#fetcher.position(place) === position) this.#fetcher.seek(place, found!.offset);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wakeUp();
  }

  /** A topic that is waited for is looked for often, as in Java. */
  #lookIntervalMs(): number {
    const { metadataMaxAgeMs } = this.#cluster.settings;
    return this.#sharing.lacksTopics() ? Math.min(missingLookMs, metadataMaxAgeMs) : metadataMaxAgeMs;
  }

  /** Looks for topics and partitions that were made or removed. */
  #scheduleLook(inMs: number): void {
    const atMs = performance.now() + inMs;
    if (this.#lookAgain !== null) {
      if (this.#lookAtMs <= atMs) return;
      clearTimeout(this.#lookAgain);
    }
    this.#lookAtMs = atMs;
    this.#lookAgain = setTimeout(() => {
      this.#lookAgain = null;
      void this.#look();
    }, inMs);
  }

  async #look(): Promise<void> {
    const hasChanged = await this.#sharing.hasChanged().catch((error: unknown) => {
      this.#logger.debug(`Topics of group ${this.#options.groupId} could not be looked at`, { error });
      return false;
    });
    if (this.#isClosing) return;
    if (hasChanged && !this.#isJoining) this.#meet('rebalance');
    if (this.#lookAgain === null) this.#scheduleLook(this.#lookIntervalMs());
  }

  #wakeUp(): void {
    this.#hasNews = true;
    this.#wake?.();
    this.#wake = null;
  }

  #sleep(): Promise<void> {
    if (this.#hasNews) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

const staleLookMs = 200;
const missingLookMs = 500;

function checkCommit(code: number, { topic, partition }: TopicPartition, groupId: string): void {
  const error = new KafkaProtocolError(
    code,
    `The offset of partition ${partition} of topic ${topic} cannot be committed for group ${groupId}`,
  );
  // A topic that was deleted takes its offsets with it.
  if (hasType(error, 'UNKNOWN_TOPIC_OR_PARTITION')) return;
  if (hasType(error, 'UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID')) throw fenced(groupId, error);
  checkCode(code, error.message);
}

function fenced(groupId: string, cause: unknown): FencedError {
  return new FencedError(`The consumer of group ${groupId} does not own these partitions any more`, { cause });
}
