import { setTimeout as delay } from 'node:timers/promises';
import { BadRequestError, FencedError, NotFoundError, StoreError } from '../../model/errors.ts';
import type { Logger } from '../../model/logger.ts';
import type { OpenTransaction, Producer, ProducerOptions, TransactionWork, WritePermit } from '../broker.ts';
import { appendResult } from '../append-result.ts';
import { countOf } from '../packed-columns.ts';
import { Partitioner } from '../partitioner.ts';
import type { AppendResult, ProducerBatch, TopicPartition } from '../records.ts';
import { batchSize, cutBySize, recordSize, splitByPartition } from '../split-by-partition.ts';
import type { PartitionSplit } from '../split-by-partition.ts';
import { asCompression } from './compression.ts';
import { checkPartitions } from './kafka-admin.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { checkCode, KafkaProtocolError, toEngineError } from './kafka-errors.ts';
import { PartitionQueue } from './partition-queue.ts';
import { initProducerRequest } from './produce-requests.ts';
import type { ProducerIdentity } from './produce-requests.ts';
import { ProduceSender } from './produce-sender.ts';
import { committedOffsets } from './start-positions.ts';
import { TransactionalId } from './transaction.ts';
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

/** A batch and where its records go, cut to what a broker takes at once. */
interface Plan {
  readonly batch: ProducerBatch;
  readonly parts: readonly PartitionSplit[];
}

/** For how long records that are under way are waited for when the producer is closed; as long as Kafka Connect waits. */
const farewellMs = 30_000;
/** Of a request there is more than its records. */
const requestOverheadBytes = 1024;

class KafkaProducer implements Producer {
  readonly #cluster: KafkaCluster;
  readonly #transactional: TransactionalId | null;
  readonly #hold: WriteHold;
  readonly #sender: ProduceSender;
  readonly #partitioner = new Partitioner();
  readonly #queues = new Map<string, PartitionQueue>();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #askedMs = new Map<string, number>();
  #planning: Promise<unknown> = Promise.resolve();
  #transaction: Promise<unknown> = Promise.resolve();
  #identity: Promise<ProducerIdentity> | null = null;
  #isOpen = true;

  constructor(cluster: KafkaCluster, transactional: TransactionalId | null, hold: WriteHold) {
    this.#cluster = cluster;
    this.#hold = hold;
    this.#transactional = transactional;
    const { acks, maxInFlight, maxRequestBytes } = cluster.settings.producer;
    const transactionalId = transactional === null ? null : transactional.identity.transactionalId;
    const options = { acks, timeoutMs: cluster.settings.requestTimeoutMs, transactionalId };
    this.#sender = new ProduceSender(cluster, options, { maxInFlight, maxRequestBytes, hold });
  }

  appendAll(batches: readonly ProducerBatch[]): Promise<AppendResult[]> {
    if (this.#transactional !== null) return this.transaction({ batches });
    // Not Promise.all: what waits in another partition's queue is encoded later, from memory that must be there until then.
    return this.#run(async () => settled((await this.#planInTurn(batches)).map((plan) => this.#append(plan))));
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
    const added = new Map<string, Promise<void>>();
    return {
      append: (batches) => this.#run(() => this.#appendTo(transactional, added, batches)),
      commit: () => this.#run(() => this.#end(transactional, added, true)),
      abort: () => this.#run(() => this.#end(transactional, added, false)),
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

  async #runTransaction(transactional: TransactionalId, work: TransactionWork): Promise<AppendResult[]> {
    transactional.check();
    const { groupOffsets } = work;
    const plans = await this.#planInTurn(work.batches);
    if (groupOffsets !== undefined) await checkPartitions(this.#cluster, groupOffsets.offsets);
    const partitions = partitionsOf(plans);
    try {
      if (partitions.length > 0) await transactional.addPartitions(unique(partitions));
      const results = await settled(plans.map((plan) => this.#append(plan)));
      if (groupOffsets !== undefined && groupOffsets.offsets.length > 0) {
        await transactional.commitOffsets(groupOffsets.groupId, groupOffsets.offsets);
      }
      await this.#hold.untilMayWrite();
      await transactional.end(true);
      // The broker says that it is decided before everybody sees it.
      if (groupOffsets !== undefined) await committedOffsets(this.#cluster, groupOffsets.groupId, groupOffsets.offsets);
      return results;
    } catch (error) {
      if (error instanceof FencedError) throw transactional.fenced(error);
      transactional.check();
      await transactional.end(false);
      throw error;
    }
  }

  /** `added`: the partitions that are part of the transaction, and when that is so. */
  async #appendTo(
    transactional: TransactionalId,
    added: Map<string, Promise<void>>,
    batches: readonly ProducerBatch[],
  ): Promise<AppendResult[]> {
    transactional.check();
    const plans = await this.#planInTurn(batches);
    const fresh = unique(partitionsOf(plans)).filter((each) => !added.has(nameOf(each)));
    if (fresh.length > 0) {
      const adding = transactional.addPartitions(fresh);
      for (const each of fresh) added.set(nameOf(each), adding);
    }
    await settled(partitionsOf(plans).map((each) => added.get(nameOf(each))!));
    return settled(plans.map((plan) => this.#append(plan)));
  }

  async #end(transactional: TransactionalId, added: ReadonlyMap<string, Promise<void>>, commits: boolean): Promise<void> {
    transactional.check();
    if (added.size === 0) return;
    if (commits) await this.#hold.untilMayWrite();
    await transactional.end(commits);
  }

  /** Plans are made in the order of the calls, though one may have to ask for its topics. */
  #planInTurn(batches: readonly ProducerBatch[]): Promise<Plan[]> {
    const planned = this.#planning.then(async () => {
      const plans: Plan[] = [];
      for (const batch of batches) plans.push(await this.#plan(batch));
      return plans;
    });
    this.#planning = planned.catch(() => undefined);
    return planned;
  }

  async #plan(batch: ProducerBatch): Promise<Plan> {
    const partitions = await this.#partitionsOf(batch.topic);
    const { maxRequestBytes } = this.#cluster.settings.producer;
    const largest = maxRequestBytes - requestOverheadBytes;
    const parts = splitByPartition(batch, partitions, this.#partitioner);
    if (batchSize(batch) <= largest) return { batch, parts };
    this.#checkSizes(batch, maxRequestBytes);
    const cut = ({ partition, indexes }: PartitionSplit): PartitionSplit[] =>
      cutBySize(batch, indexes, largest).map((part) => ({ partition, indexes: part }));
    return { batch, parts: parts.flatMap(cut) };
  }

  #checkSizes(batch: ProducerBatch, largest: number): void {
    const count = countOf(batch);
    for (let i = 0; i < count; i++) {
      if (recordSize(batch, i) <= largest) continue;
      throw new BadRequestError(
        `The message is ${recordSize(batch, i)} bytes when serialized which is larger than ${largest}, which is the value of the max.request.size configuration.`,
      );
    }
  }

  async #partitionsOf(topic: string): Promise<number> {
    const known = this.#cluster.known(topic);
    const ageMs = performance.now() - (this.#askedMs.get(topic) ?? Number.NEGATIVE_INFINITY);
    if (known !== undefined && ageMs < this.#cluster.settings.metadataMaxAgeMs) return known.leaders.length;
    const { createsTopics, maxBlockMs } = this.#cluster.settings.producer;
    const beforeRetry = warning(this.#cluster.logger, topic);
    const ask = async (): Promise<number> => {
      const found = (await this.#cluster.topics([topic], createsTopics)).get(topic);
      if (found === undefined && !createsTopics) {
        throw new NotFoundError(`Topic ${topic} is not there, and this producer does not create topics`);
      }
      checkCode(found?.errorCode ?? unknownTopic, `Topic ${topic}`);
      this.#askedMs.set(topic, performance.now());
      return found!.leaders.length;
    };
    return this.#cluster.retrying(ask, { forMs: maxBlockMs, beforeRetry });
  }

  async #append({ batch, parts }: Plan): Promise<AppendResult> {
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

const unknownTopic = 3;
const warnEveryMs = 10_000;

/** A wait that may be without end is told of now and then. */
function warning(logger: Logger, topic: string): (error: unknown) => Promise<void> {
  let nextMs = performance.now() + warnEveryMs;
  return async (error) => {
    if (performance.now() < nextMs) return;
    nextMs = performance.now() + warnEveryMs;
    logger.warn(`Records for topic ${topic} wait, because nothing can be learnt of the topic`, { error });
  };
}

const outOfOrder = 45;

/** Waits for all of them, and then throws the first error that there was. */
async function settled<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(promises);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return results.map((result) => (result as PromiseFulfilledResult<T>).value);
}

function partitionsOf(plans: readonly Plan[]): TopicPartition[] {
  return plans.flatMap(({ batch, parts }) => parts.map(({ partition }) => ({ topic: batch.topic, partition })));
}

function unique(partitions: readonly TopicPartition[]): TopicPartition[] {
  return [...new Map(partitions.map((each) => [nameOf(each), each])).values()];
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`;
}
