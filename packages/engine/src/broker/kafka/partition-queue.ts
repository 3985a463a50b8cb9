import { setTimeout as delay } from 'node:timers/promises';
import { countOf } from '../packed-columns.ts';
import { batchSize, recordSize } from '../split-by-partition.ts';
import type { ProducerBatch } from '../records.ts';
import { encodeForKafka } from './batch-encoding.ts';
import type { CompressionName } from './compression.ts';
import { checkCode, hasType, KafkaProtocolError, toEngineError } from './kafka-errors.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import type { ProduceResult, ProducerIdentity } from './produce-requests.ts';
import type { ProduceSender } from './produce-sender.ts';

/** Some records of a producer's batch, on their way to one partition. */
interface Entry {
  readonly batch: ProducerBatch;
  readonly indexes: Uint32Array | null;
  readonly count: number;
  readonly bytes: number;
  /** Told the offset of the first record. */
  readonly resolve: (firstOffset: number) => void;
  readonly reject: (error: unknown) => void;
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

  constructor(topic: string, partition: number, parts: QueueParts) {
    this.#topic = topic;
    this.#partition = partition;
    this.#parts = parts;
  }

  /** Resolves with the offset of the first record. Rejects with an error of the engine. */
  append(batch: ProducerBatch, indexes: Uint32Array | null): Promise<number> {
    const count = indexes === null ? countOf(batch) : indexes.length;
    const bytes = indexes === null ? batchSize(batch) : indexes.reduce((sum, index) => sum + recordSize(batch, index), 0);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ batch, indexes, count, bytes, resolve, reject });
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
    try {
      let offset = await this.#deliver(entries);
      for (const { resolve, count } of entries) {
        resolve(offset);
        offset += count;
      }
    } catch (error) {
      const told = toEngineError(error);
      for (const { reject } of entries) reject(told);
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

  async #deliver(entries: readonly Entry[]): Promise<number> {
    if (this.#identity === undefined || this.#needsFreshIdentity) await this.#begin();
    const identity = this.#identity ?? null;
    const count = entries.reduce((sum, entry) => sum + entry.count, 0);
    const batch = await encodeForKafka(entries, {
      compression: this.#parts.compression,
      producer:
        identity === null ? null : { ...identity, sequence: this.#sequence, isTransactional: this.#parts.isTransactional },
    });
    try {
      const { baseOffset } = await this.#untilTaken(batch);
      this.#sequence = (this.#sequence + count) % sequenceModulo;
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

function isRefusal(error: unknown): boolean {
  return (
    error instanceof KafkaProtocolError &&
    !error.retriable &&
    !hasType(error, 'OUT_OF_ORDER_SEQUENCE_NUMBER', 'UNKNOWN_PRODUCER_ID', 'UNKNOWN_SERVER_ERROR')
  );
}
