import { createHash } from 'node:crypto';
import { BadRequestError, FencedError, NotFoundError, StoreError } from '../../model/errors.ts';
import type { Producer, ProducerOptions, TransactionWork } from '../broker.ts';
import { appendResult } from '../append-result.ts';
import { BufferPool } from '../buffer-pool.ts';
import { Partitioner } from '../partitioner.ts';
import type { AppendResult, ProducerBatch } from '../records.ts';
import type { Change } from './change-signal.ts';
import type { BrokerClock } from './clock.ts';
import type { Database } from './database.ts';
import { putGroupOffsets } from './group-offsets.ts';
import { appendBatches } from './partition-log.ts';
import { planProduce } from './produce-plan.ts';
import type { PlanOptions, ProducePlan } from './produce-plan.ts';
import type { RemoteWriter } from './remote-writer.ts';
import type { Topic, TopicTable } from './topic-table.ts';
import { TwoWays } from './two-ways.ts';

export interface EmbeddedProducerParts {
  readonly database: Database;
  readonly topics: TopicTable;
  readonly clock: BrokerClock;
  /** Does plain appends in the place of this thread. */
  readonly writer?: RemoteWriter | undefined;
}

/** Makes a producer. With a transactional id it takes over from an earlier one, which is fenced from then on. */
export async function createEmbeddedProducer(parts: EmbeddedProducerParts, options: ProducerOptions): Promise<Producer> {
  const id = options.transactionalId;
  const epoch = id === undefined ? null : { id, epoch: await takeEpoch(parts.database, id) };
  return new EmbeddedProducer(parts, options, epoch);
}

interface Epoch {
  readonly id: string;
  readonly epoch: number;
}

function takeEpoch(database: Database, id: string): Promise<number> {
  return database.write({ bytes: 64, entries: 1 }, () => {
    const epoch = readEpoch(database, id) + 1;
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(epoch);
    void database.tables.producers.put(producerKey(id), bytes);
    return epoch;
  });
}

function readEpoch(database: Database, id: string): number {
  return database.tables.producers.get(producerKey(id))?.readDoubleBE(0) ?? 0;
}

class EmbeddedProducer implements Producer {
  readonly #database: Database;
  readonly #topics: TopicTable;
  readonly #clock: BrokerClock;
  readonly #writer: RemoteWriter | null;
  readonly #ways = new TwoWays<'writer' | 'own'>();
  readonly #epoch: Epoch | null;
  readonly #createsTopics: boolean;
  readonly #partitioner = new Partitioner();
  /** For encoded batches, which nobody else ever sees: a put within a transaction copies them, and there is none after the write. */
  readonly #buffers = new BufferPool();
  readonly #underWay = new Set<Promise<unknown>>();
  #isOpen = true;

  constructor(parts: EmbeddedProducerParts, options: ProducerOptions, epoch: Epoch | null) {
    this.#database = parts.database;
    this.#topics = parts.topics;
    this.#clock = parts.clock;
    this.#writer = parts.writer ?? null;
    this.#epoch = epoch;
    this.#createsTopics = options.properties['allow.auto.create.topics'] !== 'false';
  }

  appendAll(batches: readonly ProducerBatch[]): Promise<AppendResult[]> {
    return this.transaction({ batches });
  }

  async transaction(work: TransactionWork): Promise<AppendResult[]> {
    if (!this.#isOpen) throw new StoreError('The producer was closed.');
    const written = this.#write(work);
    this.#underWay.add(written);
    try {
      return await written;
    } finally {
      this.#underWay.delete(written);
    }
  }

  beginTransaction(): never {
    throw new BadRequestError('The embedded store has no transactions that are made piece by piece');
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await Promise.allSettled(this.#underWay);
  }

  async #write(work: TransactionWork): Promise<AppendResult[]> {
    // Encoded at once, so that the transaction is short and the caller may go on with its buffers.
    const plans = work.batches.map((batch) => this.#planEarly(batch));
    const offsets = work.groupOffsets?.offsets.length ?? 0;
    let bytes = offsets * 64;
    let entries = offsets + 1;
    for (let n = 0; n < plans.length; n++) {
      const plan = plans[n];
      bytes += plan === null || plan === undefined ? sizeOf(work.batches[n]!) : plan.bytes;
      entries += plan?.entries ?? 4;
    }
    try {
      const elsewhere = this.#plansForWriter(work, plans);
      const remote = elsewhere === null ? null : await this.#appendElsewhere(elsewhere);
      if (remote !== null) return remote;
      const write = () => this.#database.write({ bytes, entries }, (changed) => this.#append(work, plans, changed));
      return await (this.#writer === null ? write() : this.#ways.take('own', write));
    } finally {
      for (const plan of plans) this.#giveBack(plan);
    }
  }

  /** null: it is more than a writer can do. */
  #plansForWriter(work: TransactionWork, early: readonly (ProducePlan | null)[]): readonly ProducePlan[] | null {
    if (this.#writer?.isOpen() !== true || this.#epoch !== null || work.groupOffsets !== undefined) return null;
    const plans = early.filter((plan) => plan !== null);
    return plans.length < early.length ? null : plans;
  }

  /** null: a topic is not the one any more that was planned for. */
  async #appendElsewhere(plans: readonly ProducePlan[]): Promise<AppendResult[] | null> {
    const offsets = await this.#ways.take('writer', () => this.#writer!.append(plans));
    return offsets === null ? null : plans.map((plan, n) => resultOf(plan, offsets[n]!));
  }

  /** null: the topic is not there yet. */
  #planEarly(batch: ProducerBatch): ProducePlan | null {
    const topic = this.#database.read(() => this.#topics.get(batch.topic));
    return topic === null ? null : planProduce(batch, topic, this.#partitioner, this.#planOptions());
  }

  #planOptions(): PlanOptions {
    return { nowMs: this.#clock.now(), allocate: (size) => this.#buffers.take(size) };
  }

  /** What was encoded is on disk, or will not be written any more. */
  #giveBack(plan: ProducePlan | null): void {
    for (const { batches } of plan?.parts ?? []) for (const { bytes } of batches) this.#buffers.give(bytes);
  }

  #append(work: TransactionWork, early: readonly (ProducePlan | null)[], changed: (change: Change) => void): AppendResult[] {
    this.#checkEpoch();
    const plans = work.batches.map((batch, n) => this.#plan(batch, early[n]!, changed));
    if (work.groupOffsets !== undefined) {
      putGroupOffsets(this.#database, this.#topics, work.groupOffsets.groupId, work.groupOffsets.offsets);
    }
    return plans.map((plan) => {
      const append = (part: ProducePlan['parts'][number]): number =>
        appendBatches(this.#database, plan.topic, part.partition, part.batches, changed);
      return resultOf(plan, plan.parts.map(append));
    });
  }

  #plan(batch: ProducerBatch, early: ProducePlan | null, changed: (change: Change) => void): ProducePlan {
    const topic = this.#topics.get(batch.topic) ?? this.#createTopic(batch.topic, changed);
    if (early !== null && early.topic.id === topic.id) return early;
    return planProduce(batch, topic, this.#partitioner, this.#planOptions());
  }

  #createTopic(name: string, changed: (change: Change) => void): Topic {
    if (!this.#createsTopics) throw new NotFoundError(`Topic ${name} is not there, and this producer does not create topics`);
    return this.#topics.create({ name, partitions: 1, configs: {} }, changed).topic;
  }

  #checkEpoch(): void {
    if (this.#epoch === null || readEpoch(this.#database, this.#epoch.id) === this.#epoch.epoch) return;
    throw new FencedError(`Another producer has started with the transactional id ${this.#epoch.id}`);
  }
}

function resultOf({ count, parts }: ProducePlan, firstOffsets: readonly number[]): AppendResult {
  const places = parts.map(({ partition, indexes }, n) => ({ partition, indexes, firstOffset: firstOffsets[n]! }));
  return appendResult(count, places);
}

const encodeOverhead = 32;

function sizeOf(batch: ProducerBatch): number {
  let bytes = 0;
  for (let i = 0; i < batch.values.length; i++) {
    bytes += encodeOverhead + (batch.values[i]?.length ?? 0) + (batch.keys?.[i]?.length ?? 0);
    for (const header of batch.headers?.[i] ?? []) bytes += encodeOverhead + header.key.length * 3 + (header.value?.length ?? 0);
  }
  return bytes;
}

/** Ids may be longer than a key of the store. */
function producerKey(id: string): Buffer {
  return createHash('sha256').update(id).digest();
}
