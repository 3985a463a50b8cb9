import { setTimeout as delay } from 'node:timers/promises';
import type { Place } from '../append-result.ts';
import { countOf } from '../packed-columns.ts';
import { batchSize, recordSize } from '../split-by-partition.ts';
import type { ProducerBatch } from '../records.ts';
import { encodeForKafka } from './batch-encoding.ts';
import type { CompressionName } from './compression.ts';
import { checkCode, hasType, KafkaProtocolError, toEngineError } from './kafka-errors.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import type { ProduceResult, ProducerIdentity } from './produce-requests.ts';
import type { ProduceSender } from './produce-sender.ts';

/** Some records of a producer's batch. */
interface Records {
  readonly batch: ProducerBatch;
  readonly indexes: Uint32Array | null;
  readonly count: number;
  readonly bytes: number;
}

/** Records on their way to the partition. */
interface Entry extends Records {
  /** Where records of it are already, in their order. */
  readonly places: Place[];
  hasFailed: boolean;
  readonly resolve: (places: readonly Place[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Records of an entry that are sent together: all, or some where the broker takes no batch of so many. */
interface Piece {
  readonly entry: Entry;
  readonly records: Records;
}

export interface QueueParts {
  readonly cluster: KafkaCluster;
  readonly sender: ProduceSender;
  readonly lingerMs: number;
  readonly batchBytes: number;
  readonly deliveryTimeoutMs: number;
  readonly compression: CompressionName;
  readonly createsTopics: boolean;
  readonly isTransactional: boolean;
  /** Who writes; null: not idempotent. `fresh`: what is known of the one before may be wrong. */
  readonly identity: (fresh: boolean) => Promise<ProducerIdentity | null>;
}

const sequenceModulo = 2 ** 31;

/**
 * Records for one partition, in order. One batch at a time is under way, and what comes meanwhile makes up the next one, so that a
 * batch that has to be sent again is the same bytes with the same sequence number, and nothing overtakes it.
 */
export class PartitionQueue {
  readonly #topic: string;
  readonly #partition: number;
  readonly #parts: QueueParts;
  #waiting: Entry[] = [];
  #running = false;
  #identity: ProducerIdentity | null | undefined;
  #needsFreshIdentity = false;
  #sequence = 0;
  /** The broker refused a batch of so many bytes, and would do so again. */
  #refusedBytes = Number.POSITIVE_INFINITY;

  constructor(topic: string, partition: number, parts: QueueParts) {
    this.#topic = topic;
    this.#partition = partition;
    this.#parts = parts;
  }

  /**
   * Resolves with where the records are: in one place, unless the broker refused a batch of so many bytes and took its parts. Rejects
   * with an error of the engine when one of them could not be written; others may have been.
   */
  append(batch: ProducerBatch, indexes: Uint32Array | null): Promise<readonly Place[]> {
    const records = recordsOf(batch, indexes);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...records, places: [], hasFailed: false, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    if (this.#parts.lingerMs > 0) await delay(this.#parts.lingerMs);
    while (this.#waiting.length > 0) await this.#sendNext();
    this.#running = false;
  }

  async #sendNext(): Promise<void> {
    const entries = this.#take();
    await this.#write(entries.map((entry) => ({ entry, records: entry })));
    for (const { hasFailed, places, resolve } of entries) if (!hasFailed) resolve(places);
  }

  /** Goes on in halves where the broker takes no batch as large as this (its `max.message.bytes`), as Java's producer does. */
  async #write(all: readonly Piece[]): Promise<void> {
    const pieces = all.filter(({ entry }) => !entry.hasFailed);
    if (pieces.length === 0) return;
    const bytes = total(pieces, ({ bytes }) => bytes);
    const isDivisible = total(pieces, ({ count }) => count) > 1;
    if (bytes < this.#refusedBytes || !isDivisible) {
      try {
        return this.#place(pieces, await this.#deliver(pieces));
      } catch (error) {
        if (!isDivisible || !hasType(error, 'MESSAGE_TOO_LARGE')) return fail(pieces, error);
        this.#refusedBytes = bytes;
      }
    }
    for (const half of halvesOf(pieces)) await this.#write(half);
  }

  #place(pieces: readonly Piece[], baseOffset: number): void {
    let firstOffset = baseOffset;
    for (const { entry, records } of pieces) {
      entry.places.push({ partition: this.#partition, indexes: records.indexes, firstOffset });
      if (firstOffset >= 0) firstOffset += records.count;
    }
  }

  #take(): Entry[] {
    let bytes = 0;
    let count = 0;
    for (const entry of this.#waiting) {
      bytes += entry.bytes;
      if (count > 0 && bytes > this.#parts.batchBytes) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  /** Resolves with the offset of the first record; below zero: the broker does not say. */
  async #deliver(pieces: readonly Piece[]): Promise<number> {
    if (this.#identity === undefined || this.#needsFreshIdentity) await this.#begin();
    const identity = this.#identity ?? null;
    const batch = await encodeForKafka(
      pieces.map(({ records }) => records),
      {
        compression: this.#parts.compression,
        producer:
          identity === null ? null : { ...identity, sequence: this.#sequence, isTransactional: this.#parts.isTransactional },
      },
    );
    try {
      const { baseOffset } = await this.#untilTaken(batch);
      this.#sequence = (this.#sequence + total(pieces, ({ count }) => count)) % sequenceModulo;
      return baseOffset;
    } catch (error) {
      // The broker refused it, or nobody knows whether it is there: then what follows needs numbers of its own.
      this.#needsFreshIdentity = identity !== null && !isRefusal(error);
      throw error;
    }
  }

  async #begin(): Promise<void> {
    this.#identity = await this.#parts.identity(this.#needsFreshIdentity);
    this.#needsFreshIdentity = false;
    this.#sequence = 0;
  }

  #untilTaken(batch: Buffer): Promise<ProduceResult> {
    const { cluster, createsTopics, deliveryTimeoutMs } = this.#parts;
    return cluster.retrying(() => this.#exchange(batch), {
      forMs: deliveryTimeoutMs,
      beforeRetry: async () => void (await cluster.topics([this.#topic], createsTopics)),
    });
  }

  async #exchange(batch: Buffer): Promise<ProduceResult> {
    const { cluster, sender } = this.#parts;
    const leader = await cluster.leaderOf(this.#topic, this.#partition);
    const result = await sender.send(leader, { topic: this.#topic, partition: this.#partition, batch });
    const what = `Records for partition ${this.#partition} of topic ${this.#topic} were not written`;
    // Written before, when the answer was lost.
    if (!hasType(new KafkaProtocolError(result.errorCode, what), 'DUPLICATE_SEQUENCE_NUMBER')) {
      checkCode(result.errorCode, what, result.errorMessage);
    }
    return result;
  }
}

function total(pieces: readonly Piece[], of: (records: Records) => number): number {
  return pieces.reduce((sum, { records }) => sum + of(records), 0);
}

function fail(pieces: readonly Piece[], error: unknown): void {
  const told = toEngineError(error);
  for (const { entry } of pieces) {
    entry.hasFailed = true;
    entry.reject(told);
  }
}

function halvesOf(pieces: readonly Piece[]): (readonly Piece[])[] {
  const [only] = pieces;
  if (pieces.length > 1 || only === undefined) {
    const middle = pieces.length >> 1;
    return [pieces.slice(0, middle), pieces.slice(middle)];
  }
  const { batch, indexes, count } = only.records;
  const all = indexes ?? Uint32Array.from({ length: count }, (_, n) => n);
  return [all.subarray(0, count >> 1), all.subarray(count >> 1)].map((half) => [
    { entry: only.entry, records: recordsOf(batch, half) },
  ]);
}

function recordsOf(batch: ProducerBatch, indexes: Uint32Array | null): Records {
  if (indexes === null) return { batch, indexes, count: countOf(batch), bytes: batchSize(batch) };
  return { batch, indexes, count: indexes.length, bytes: indexes.reduce((sum, index) => sum + recordSize(batch, index), 0) };
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof KafkaProtocolError &&
    !error.retriable &&
    !hasType(error, 'OUT_OF_ORDER_SEQUENCE_NUMBER', 'UNKNOWN_PRODUCER_ID', 'UNKNOWN_SERVER_ERROR')
  );
}
