import { randomUUID } from 'node:crypto';
import type { Consumer, ConsumerHandler, ConsumerOptions } from '../broker.ts';
import { parseOffsetReset } from '../offset-reset.ts';
import type { OffsetReset } from '../offset-reset.ts';
import type { TopicPartition } from '../records.ts';
import { groupChange, partitionChange, topicChange, topicsChange } from './change-signal.ts';
import type { Change } from './change-signal.ts';
import type { BrokerClock } from './clock.ts';
import type { Database } from './database.ts';
import { isSame } from './group-members.ts';
import type { GroupMembers, OwnedPartition, Subscription } from './group-members.ts';
import { groupHash, putGroupOffsets, readGroupOffset } from './group-offsets.ts';
import { PartitionReader } from './partition-reader.ts';
import { readPartition } from './partition-state.ts';
import { startPosition } from './start-position.ts';
import { toStoreError } from './store-errors.ts';
import type { TopicTable } from './topic-table.ts';
import { turnEnd } from './turn.ts';

export interface EmbeddedConsumerParts {
  readonly database: Database;
  readonly topics: TopicTable;
  readonly members: GroupMembers;
  readonly clock: BrokerClock;
}

/** Kafka's default of `max.poll.records`. */
const defaultPollRecords = 500;

/** A partition that is being read. */
interface Reading {
  readonly place: OwnedPartition;
  readonly reader: PartitionReader;
  paused: boolean;
  readonly stopListening: () => void;
}

/** Reads partitions of the embedded store as a member of a group. It sleeps until the store tells of something new. */
export class EmbeddedConsumer implements Consumer {
  readonly #parts: EmbeddedConsumerParts;
  readonly #groupId: string;
  readonly #memberId: string;
  readonly #subscription: Subscription;
  readonly #handler: ConsumerHandler;
  readonly #reset: OffsetReset;
  readonly #pollRecords: number;
  #readings: Reading[] = [];
  /** Whose turn it is. */
  #turn = 0;
  #needsRebalance = true;
  #hasNews = true;
  #wake: (() => void) | null = null;
  #running: Promise<void> | null = null;
  #isClosing = false;
  readonly #listening: (() => void)[] = [];

  constructor(parts: EmbeddedConsumerParts, options: ConsumerOptions) {
    this.#parts = parts;
    this.#groupId = options.groupId;
    this.#memberId = `${options.clientId}-${randomUUID()}`;
    this.#subscription = subscriptionOf(options.topics);
    this.#handler = options.handler;
    this.#reset = parseOffsetReset(options.properties['auto.offset.reset']);
    const pollRecords = Number(options.properties['max.poll.records'] ?? defaultPollRecords);
    this.#pollRecords = Number.isInteger(pollRecords) && pollRecords > 0 ? pollRecords : defaultPollRecords;
  }

  async start(): Promise<void> {
    const { database, members } = this.#parts;
    const rebalance = (): void => {
      this.#needsRebalance = true;
      this.#wakeUp();
    };
    this.#listening.push(
      database.signal.on(groupChange(groupHash(this.#groupId)), rebalance),
      ...topicsOf(this.#subscription).map((change) => database.signal.on(change, rebalance)),
    );
    await members.removeDead(this.#groupId);
    await members.join(this.#groupId, this.#memberId, this.#subscription);
    this.#running = this.#run();
  }

  pause(partitions: readonly TopicPartition[]): void {
    for (const reading of this.#find(partitions)) reading.paused = true;
  }

  resume(partitions: readonly TopicPartition[]): void {
    for (const reading of this.#find(partitions)) reading.paused = false;
    this.#wakeUp();
  }

  seek(partition: TopicPartition, offset: number): void {
    for (const reading of this.#find([partition])) reading.reader.seek(offset);
    this.#wakeUp();
  }

  assignment(): readonly TopicPartition[] {
    return this.#readings.map(({ place }) => plain(place));
  }

  async commit(offsets: readonly (TopicPartition & { readonly offset: number })[]): Promise<void> {
    if (offsets.length === 0) return;
    const { database, members, topics } = this.#parts;
    await database.write({ bytes: offsets.length * 64, entries: offsets.length }, () => {
      members.checkOwned(this.#groupId, this.#memberId, offsets);
      // A topic that was deleted takes its offsets with it.
      const present = offsets.filter((offset) => topics.get(offset.topic) !== null);
      putGroupOffsets(
        database,
        topics,
        this.#groupId,
        present.map(({ topic, partition, offset }) => ({ topic, partition, offset: BigInt(offset) })),
      );
    });
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#wakeUp();
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (!this.#isClosing) await this.#step();
      await this.#revoke(this.#readings);
    } catch (error) {
      this.#handler.onFailure(error instanceof Error ? error : toStoreError(this.#parts.database.dataDir, error));
    }
    this.#stopListening();
    await this.#parts.members.leave(this.#groupId, this.#memberId).catch(() => undefined);
  }

  async #step(): Promise<void> {
    if (this.#hasNews) {
      this.#hasNews = false;
      this.#parts.database.refresh();
    }
    if (this.#needsRebalance) {
      this.#needsRebalance = false;
      await this.#rebalance();
      return;
    }
    const batch = this.#nextBatch();
    if (batch === null) return this.#sleep();
    await this.#handler.onBatch(batch);
    await turnEnd();
  }

  #nextBatch(): ReturnType<PartitionReader['next']> {
    for (let n = 0; n < this.#readings.length; n++) {
      const reading = this.#readings[(this.#turn + n) % this.#readings.length]!;
      if (reading.paused) continue;
      const batch = this.#parts.database.read(() => this.#readFrom(reading));
      if (batch === null) continue;
      this.#turn = (this.#turn + n + 1) % this.#readings.length;
      return batch;
    }
    return null;
  }

  #readFrom({ reader, place }: Reading): ReturnType<PartitionReader['next']> {
    const state = readPartition(this.#parts.database, { id: place.topicId }, place.partition);
    if (state === null) return null;
    const { position } = reader;
    if (position < state.startOffset || position > state.nextOffset) {
      reader.seek(this.#startPosition(place, BigInt(Math.trunc(position))));
    }
    return reader.position < state.nextOffset ? reader.next(this.#pollRecords) : null;
  }

  async #rebalance(): Promise<void> {
    const { database, members } = this.#parts;
    const target = database.read(() => members.target(this.#groupId, this.#memberId));
    const gone = this.#readings.filter(({ place }) => !target.some((other) => isSame(place, other)));
    if (gone.length > 0) await this.#revoke(gone);
    const missing = target.filter((place) => !this.#readings.some((reading) => isSame(reading.place, place)));
    if (missing.length === 0) return;
    await members.removeDead(this.#groupId);
    const gained = await members.acquire(this.#groupId, this.#memberId, missing);
    if (gained.length === 0) return;
    const assigned = database.read(() => gained.map((place) => this.#open(place)));
    this.#readings.push(...assigned);
    await this.#handler.onAssigned(
      assigned.map(({ reader }) => ({ topic: reader.topic, partition: reader.partition, offset: reader.position })),
    );
  }

  #open(place: OwnedPartition): Reading {
    const { database } = this.#parts;
    const committed = readGroupOffset(database, this.#groupId, place.topicId, place.partition);
    const position = this.#startPosition(place, committed);
    const stopListening = database.signal.on(partitionChange(place.topicId, place.partition), () => this.#wakeUp());
    return { place, reader: new PartitionReader(database, place, position), paused: false, stopListening };
  }

  #startPosition(place: OwnedPartition, wished: bigint | null): number {
    return startPosition(this.#parts.database, place, wished, this.#reset, this.#parts.clock.now());
  }

  async #revoke(readings: readonly Reading[]): Promise<void> {
    if (readings.length === 0) return;
    const places = readings.map(({ place }) => place);
    await this.#handler.onRevoked(places.map(plain), false);
    for (const reading of readings) reading.stopListening();
    this.#readings = this.#readings.filter((reading) => !readings.includes(reading));
    await this.#parts.members.release(this.#groupId, this.#memberId, places);
  }

  #find(partitions: readonly TopicPartition[]): Reading[] {
    const isOne = ({ place }: Reading): boolean =>
      partitions.some((other) => other.topic === place.topic && other.partition === place.partition);
    return this.#readings.filter(isOne);
  }

  #wakeUp(): void {
    this.#hasNews = true;
    this.#wake?.();
    this.#wake = null;
  }

  #sleep(): Promise<void> {
    // What has been told since the last look is looked at first.
    if (this.#hasNews || this.#needsRebalance || this.#isClosing) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #stopListening(): void {
    for (const stop of this.#listening) stop();
    for (const reading of this.#readings) reading.stopListening();
    this.#readings = [];
  }
}

function subscriptionOf(topics: readonly string[] | RegExp): Subscription {
  if (topics instanceof RegExp) return { pattern: topics.source, flags: topics.flags };
  return { names: [...new Set(topics)] };
}

/** The changes of topics that matter to a subscription. */
function topicsOf(subscription: Subscription): Change[] {
  return 'names' in subscription ? subscription.names.map(topicChange) : [topicsChange];
}

function plain({ topic, partition }: OwnedPartition): TopicPartition {
  return { topic, partition };
}
