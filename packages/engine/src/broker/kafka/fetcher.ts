import { setTimeout as delay } from 'node:timers/promises';
import { at, readBatchHeader } from '../record-batch.ts';
import type { ConsumedBatch, TopicPartition } from '../records.ts';
import { consumedBatch } from '../taken-records.ts';
import { fetchRequest } from './fetch-request.ts';
import type { FetchedPart, FetchOptions } from './fetch-request.ts';
import { FetchedRecords } from './fetched-records.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { hasType, isTransient, KafkaProtocolError } from './kafka-errors.ts';

/** A partition that is being read. */
interface Reading {
  readonly topic: string;
  readonly partition: number;
  /** Where the next record is fetched from. */
  fetchOffset: number;
  /** Where the next record is handed over from. */
  position: number;
  /** Fetched and not yet handed over, in order. */
  readonly fetched: FetchedRecords[];
  /** Changes with each seek: what was fetched before is of no use. */
  version: number;
  paused: boolean;
  /** The offset is not there; nothing is fetched until a seek. */
  isLost: boolean;
}

export interface FetcherEvents {
  /** There may be something to take. */
  onNews(): void;
  /** The position does not exist (any more). Nothing comes before the partition is sought. */
  onOutOfRange(place: TopicPartition, position: number): void;
  /** Where the topic stands may have changed. */
  onStale(topic: string): void;
  /** Cannot be read, now or later. */
  onFailure(error: unknown): void;
}

/** How many fetches of a partition are kept, the one that is being handed over included. */
const keptFetches = 2;
const pauseMs = 100;

/** Fetches from the brokers ahead of what is taken, one request at a time from each. */
export class Fetcher {
  readonly #cluster: KafkaCluster;
  readonly #options: FetchOptions;
  readonly #events: FetcherEvents;
  readonly #readings = new Map<string, Reading>();
  /** Whose turn it is to be handed over: the names, the next one first. */
  #turns: string[] = [];
  readonly #busy = new Set<number>();
  #isLooking = false;
  #isScheduled = false;
  #isClosed = false;

  constructor(cluster: KafkaCluster, options: FetchOptions, events: FetcherEvents) {
    this.#cluster = cluster;
    this.#options = options;
    this.#events = events;
  }

  add({ topic, partition }: TopicPartition, offset: number): void {
    const name = nameOf(topic, partition);
    const fresh = { fetchOffset: offset, position: offset, fetched: [], version: 0, paused: false, isLost: false };
    this.#readings.set(name, { topic, partition, ...fresh });
    this.#turns = this.#turns.concat(name);
    this.#fetchMore();
  }

  removeAll(): void {
    this.#readings.clear();
    this.#turns = [];
  }

  places(): TopicPartition[] {
    return [...this.#readings.values()].map(({ topic, partition }) => ({ topic, partition }));
  }

  has({ topic, partition }: TopicPartition): boolean {
    return this.#readings.has(nameOf(topic, partition));
  }

  position({ topic, partition }: TopicPartition): number | null {
    return this.#readings.get(nameOf(topic, partition))?.position ?? null;
  }

  pause(places: readonly TopicPartition[], paused: boolean): void {
    for (const { topic, partition } of places) {
      const reading = this.#readings.get(nameOf(topic, partition));
      if (reading !== undefined) reading.paused = paused;
    }
    if (!paused) this.#events.onNews();
    this.#fetchMore();
  }

  seek({ topic, partition }: TopicPartition, offset: number): void {
    const reading = this.#readings.get(nameOf(topic, partition));
    if (reading === undefined) return;
    reading.version++;
    reading.fetched.length = 0;
    reading.fetchOffset = offset;
    reading.position = offset;
    reading.isLost = false;
    this.#fetchMore();
  }

  /** The next records, from each partition in turn; null: nothing is there now. Throws what cannot be decoded. */
  async take(limit: number): Promise<ConsumedBatch | null> {
    const turns = this.#turns;
    for (const name of turns) {
      const reading = this.#readings.get(name);
      if (reading === undefined || reading.paused || reading.fetched.length === 0) continue;
      const batch = await this.#takeFrom(reading, limit);
      if (batch === null) continue;
      this.#turns = this.#turns.filter((other) => other !== name).concat(name);
      return batch;
    }
    return null;
  }

  close(): void {
    this.#isClosed = true;
    this.removeAll();
  }

  async #takeFrom(reading: Reading, limit: number): Promise<ConsumedBatch | null> {
    const { topic, partition, version } = reading;
    for (let fetched = reading.fetched[0]; fetched !== undefined; fetched = reading.fetched[0]) {
      const taken = await fetched.take(limit);
      // Sought or given up meanwhile.
      if (reading.version !== version || this.#readings.get(nameOf(topic, partition)) !== reading) return null;
      reading.position = Math.max(reading.position, fetched.position);
      if (taken !== null) return consumedBatch({ topic, partition }, taken);
      reading.fetched.shift();
      this.#fetchMore();
    }
    return null;
  }

  /** When what is going on now is done, so that partitions that are added together share a request. */
  #fetchMore(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#askLeaders();
    });
  }

  #askLeaders(): void {
    if (this.#isClosed) return;
    const byLeader = new Map<number, Reading[]>();
    for (const reading of this.#readings.values()) {
      if (reading.paused || reading.isLost) continue;
      const leader = this.#cluster.known(reading.topic)?.leaders[reading.partition] ?? -1;
      if (leader < 0) void this.#look();
      else byLeader.set(leader, [...(byLeader.get(leader) ?? []), reading]);
    }
    for (const [leader, readings] of byLeader) {
      // Either all that this broker leads is asked for or nothing: a request that waits for some must not hold up others.
      if (!this.#busy.has(leader) && readings.every(({ fetched }) => fetched.length < keptFetches))
        void this.#fetch(leader, readings);
    }
  }

  /** Looks for leaders. */
  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      const unknown = [...this.#readings.values()].filter(
        ({ topic, partition }) => (this.#cluster.known(topic)?.leaders[partition] ?? -1) < 0,
      );
      const topics = [...new Set(unknown.map(({ topic }) => topic))];
      const found = await this.#cluster.topics(topics);
      for (const topic of topics) if (!found.has(topic)) this.#events.onStale(topic);
    } catch (error) {
      if (!isTransient(error)) this.#events.onFailure(error);
    }
    const hasAll = this.places().every(({ topic, partition }) => (this.#cluster.known(topic)?.leaders[partition] ?? -1) >= 0);
    if (!hasAll) await delay(pauseMs);
    this.#isLooking = false;
    this.#fetchMore();
  }

  async #fetch(leader: number, readings: readonly Reading[]): Promise<void> {
    this.#busy.add(leader);
    const versions = new Map(readings.map((reading) => [reading, reading.version]));
    const wanted = readings.map(({ topic, partition, fetchOffset }) => ({ topic, partition, offset: fetchOffset }));
    let failed = false;
    try {
      for (const part of await this.#cluster.sendTo(leader, fetchRequest(wanted, this.#options))) {
        const reading = this.#readings.get(nameOf(part.topic, part.partition));
        if (reading === undefined || versions.get(reading) !== reading.version) continue;
        failed = !this.#accept(reading, part) || failed;
      }
    } catch (error) {
      failed = true;
      if (this.#isClosed) return;
      if (!isTransient(error)) return this.#events.onFailure(error);
      this.#cluster.forget(readings.map(({ topic }) => topic));
    }
    if (failed) await delay(pauseMs);
    this.#busy.delete(leader);
    this.#fetchMore();
  }

  /** Whether all went well. */
  #accept(reading: Reading, { errorCode, aborted, records }: FetchedPart): boolean {
    const { topic, partition } = reading;
    if (errorCode === 0) {
      const next = endOf(records);
      if (next !== null) {
        reading.fetched.push(new FetchedRecords(records, aborted, reading.fetchOffset));
        reading.fetchOffset = next;
        this.#events.onNews();
      }
      return true;
    }
    const error = new KafkaProtocolError(errorCode, `Partition ${partition} of topic ${topic} cannot be read`);
    if (hasType(error, 'OFFSET_OUT_OF_RANGE')) {
      if (reading.fetched.length > 0) {
        // The log has changed under what was fetched ahead: that is fetched again.
        reading.fetched.length = 0;
        reading.fetchOffset = reading.position;
        reading.version++;
        return true;
      }
      reading.isLost = true;
      this.#events.onOutOfRange({ topic, partition }, reading.fetchOffset);
      return true;
    }
    if (!error.retriable) this.#events.onFailure(error);
    this.#cluster.forget([topic]);
    if (hasType(error, 'UNKNOWN_TOPIC_OR_PARTITION')) this.#events.onStale(topic);
    return false;
  }
}

const lengthOverhead = 12;

/** The offset behind the last whole batch; null: there is none. */
function endOf(records: Buffer): number | null {
  let end: number | null = null;
  for (let rest = records; rest.length >= at.records;) {
    const size = rest.readInt32BE(at.length) + lengthOverhead;
    if (size > rest.length) break;
    end = readBatchHeader(rest).lastOffset + 1;
    rest = rest.subarray(size);
  }
  return end;
}

function nameOf(topic: string, partition: number): string {
  return `${topic}-${partition}`;
}
