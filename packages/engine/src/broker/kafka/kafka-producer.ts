import { setTimeout as delay } from 'node:timers/promises';
import { BadRequestError, FencedError, StoreError } from '../../model/errors.ts';
import type { OpenTransaction, Producer, ProducerOptions, TransactionWork, WritePermit } from '../broker.ts';
import { appendResult } from '../append-result.ts';
import { countOf } from '../packed-columns.ts';
import type { AppendResult, ProducerBatch } from '../records.ts';
import type { PartitionSplit } from '../split-by-partition.ts';
import { asCompression } from './compression.ts';
import { checkPartitions } from './kafka-admin.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { checkCode, KafkaProtocolError, toEngineError } from './kafka-errors.ts';
import { KafkaTransaction } from './kafka-transaction.ts';
import { PartitionQueue } from './partition-queue.ts';
import { ProducePlanner } from './produce-planner.ts';
import type { ProducePlan } from './produce-planner.ts';
import { initProducerRequest } from './produce-requests.ts';
import type { ProducerIdentity } from './produce-requests.ts';
import { ProduceSender } from './produce-sender.ts';
import { settled } from './settled.ts';
import { committedOffsets } from './start-positions.ts';
import { TransactionalId } from './transactional-id.ts';
import { WriteHold } from './write-hold.ts';

export interface KafkaProducerOptions extends ProducerOptions {
  readonly permit?: WritePermit | undefined;
}

/** Makes a producer with connections of its own. With a transactional id it takes over from an earlier one at once. */
export async function createKafkaProducer(cluster: KafkaCluster, options: KafkaProducerOptions): Promise<Producer> {
  try {
    const id = options.transactionalId;
    const transactional = id === undefined ? null : await TransactionalId.take(cluster, id);
    return new KafkaProducer(cluster, transactional, new WriteHold(options.permit, options.ticket));
  } catch (error) {
    await cluster.close();
    throw toEngineError(error);
  }
}

/** For how long records that are under way are waited for when the producer is closed; as long as Kafka Connect waits. */
const farewellMs = 30_000;

class KafkaProducer implements Producer {
  readonly #cluster: KafkaCluster;
  readonly #transactional: TransactionalId | null;
  readonly #hold: WriteHold;
  readonly #sender: ProduceSender;
  readonly #planner: ProducePlanner;
  readonly #queues = new Map<string, PartitionQueue>();
  readonly #underWay = new Set<Promise<unknown>>();
  #transaction: Promise<unknown> = Promise.resolve();
  #identity: Promise<ProducerIdentity> | null = null;
  #isOpen = true;

  constructor(cluster: KafkaCluster, transactional: TransactionalId | null, hold: WriteHold) {
    this.#cluster = cluster;
    this.#hold = hold;
    this.#transactional = transactional;
    this.#planner = new ProducePlanner(cluster);
    const { acks, maxInFlight, maxRequestBytes } = cluster.settings.producer;
    const transactionalId = transactional === null ? null : transactional.identity.transactionalId;
    const options = { acks, timeoutMs: cluster.settings.requestTimeoutMs, transactionalId };
    this.#sender = new ProduceSender(cluster, options, { maxInFlight, maxRequestBytes, hold });
  }

  appendAll(batches: readonly ProducerBatch[]): Promise<AppendResult[]> {
    if (this.#transactional !== null) return this.transaction({ batches });
    return this.#run(async () => this.#append(await this.#planner.plan(batches)));
  }

  transaction(work: TransactionWork): Promise<AppendResult[]> {
    const transactional = this.#transactional;
    if (transactional === null) return this.#transactionless(work);
    // One at a time, in the order of the calls.
    return this.#run(() => {
      const done = this.#transaction.then(() => this.#runTransaction(transactional, work));
      this.#transaction = done.catch(() => undefined);
      return done;
    });
  }

  beginTransaction(): OpenTransaction {
    const transactional = this.#transactional;
    if (transactional === null) throw new BadRequestError('A producer without a transactional id has no transactions');
    const transaction = this.#begin(transactional);
    return {
      append: (batches) => this.#run(() => transaction.append(batches)),
      commit: () => this.#run(() => transaction.end(true)),
      abort: () => this.#run(() => transaction.end(false)),
    };
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    this.#hold.close();
    const done = Promise.allSettled(this.#underWay);
    await Promise.race([done, delay(farewellMs, undefined, { ref: false })]);
    // What is under way after that is given up.
    await this.#cluster.close();
    await done;
  }

  async #run<T>(action: () => Promise<T>): Promise<T> {
    if (!this.#isOpen) throw new StoreError('The producer was closed.');
    const running = action();
    this.#underWay.add(running);
    try {
      return await running;
    } catch (error) {
      throw toEngineError(error);
    } finally {
      this.#underWay.delete(running);
    }
  }

  #transactionless(work: TransactionWork): Promise<AppendResult[]> {
    if (work.groupOffsets === undefined) return this.appendAll(work.batches);
    return Promise.reject(new BadRequestError('A producer without a transactional id cannot write records and offsets together'));
  }

  async #runTransaction(transactional: TransactionalId, { batches, groupOffsets }: TransactionWork): Promise<AppendResult[]> {
    transactional.check();
    if (groupOffsets !== undefined) await checkPartitions(this.#cluster, groupOffsets.offsets);
    const transaction = this.#begin(transactional);
    try {
      const results = await transaction.append(batches);
      if (groupOffsets !== undefined) await transaction.addOffsets(groupOffsets);
      await transaction.end(true);
      // The broker says that it is decided before everybody sees it.
      if (groupOffsets !== undefined) await committedOffsets(this.#cluster, groupOffsets.groupId, groupOffsets.offsets);
      return results;
    } catch (error) {
      if (error instanceof FencedError) throw transactional.fenced(error);
      await transaction.end(false);
      throw error;
    }
  }

  #begin(transactional: TransactionalId): KafkaTransaction {
    return new KafkaTransaction(transactional, {
      plan: (batches) => this.#planner.plan(batches),
      append: (plans) => this.#append(plans),
      untilMayWrite: () => this.#hold.untilMayWrite(),
    });
  }

  #append(plans: readonly ProducePlan[]): Promise<AppendResult[]> {
    // Not Promise.all: what waits in another partition's queue is encoded later, from memory that must be there until then.
    return settled(plans.map((plan) => this.#appendPlanned(plan)));
  }

  async #appendPlanned({ batch, parts }: ProducePlan): Promise<AppendResult> {
    const append = ({ partition, indexes }: PartitionSplit) => this.#queue(batch.topic, partition).append(batch, indexes);
    return appendResult(countOf(batch), (await settled(parts.map(append))).flat());
  }

  #queue(topic: string, partition: number): PartitionQueue {
    const name = `${topic}-${partition}`;
    let queue = this.#queues.get(name);
    if (queue !== undefined) return queue;
    const { lingerMs, batchBytes, deliveryTimeoutMs, compression, createsTopics } = this.#cluster.settings.producer;
    queue = new PartitionQueue(topic, partition, {
      cluster: this.#cluster,
      sender: this.#sender,
      lingerMs,
      batchBytes,
      deliveryTimeoutMs,
      compression: asCompression(compression),
      createsTopics,
      isTransactional: this.#transactional !== null,
      identity: (fresh) => this.#identityFor(fresh),
    });
    this.#queues.set(name, queue);
    return queue;
  }

  /** All partitions share an identity, until one of them needs a fresh one. */
  async #identityFor(fresh: boolean): Promise<ProducerIdentity | null> {
    if (this.#transactional !== null) {
      if (fresh) this.#transactional.spoil(new KafkaProtocolError(outOfOrder, 'Records were not written'));
      this.#transactional.check();
      return this.#transactional.identity;
    }
    if (!this.#cluster.settings.producer.idempotent) return null;
    if (fresh) return this.#askIdentity();
    this.#identity ??= this.#askIdentity();
    try {
      return await this.#identity;
    } catch (error) {
      this.#identity = null;
      throw error;
    }
  }

  #askIdentity(): Promise<ProducerIdentity> {
    return this.#cluster.retrying(async () => {
      const answer = await this.#cluster.sendToAny(initProducerRequest(null, 0));
      checkCode(answer.errorCode, 'No producer id was given');
      return answer;
    });
  }
}

const outOfOrder = 45;
