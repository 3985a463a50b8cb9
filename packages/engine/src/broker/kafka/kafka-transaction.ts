import type { TransactionWork } from '../broker.ts';
import type { AppendResult, ProducerBatch, TopicPartition } from '../records.ts';
import type { ProducePlan } from './produce-planner.ts';
import { settled } from './settled.ts';
import type { TransactionalId } from './transactional-id.ts';

/** How the producer of a transaction writes. */
export interface TransactionWriter {
  plan(batches: readonly ProducerBatch[]): Promise<ProducePlan[]>;
  append(plans: readonly ProducePlan[]): Promise<AppendResult[]>;
  untilMayWrite(): Promise<void>;
}

/** What has become part of one transaction, and how it ends. */
export class KafkaTransaction {
  readonly #id: TransactionalId;
  readonly #writer: TransactionWriter;
  /** The partitions that are part of it, and when that is so. */
  readonly #added = new Map<string, Promise<void>>();
  #hasOffsets = false;

  constructor(id: TransactionalId, writer: TransactionWriter) {
    this.#id = id;
    this.#writer = writer;
  }

  async append(batches: readonly ProducerBatch[]): Promise<AppendResult[]> {
    this.#id.check();
    const plans = await this.#writer.plan(batches);
    const partitions = partitionsOf(plans);
    const fresh = [...partitions].filter(([name]) => !this.#added.has(name));
    if (fresh.length > 0) {
      const adding = this.#id.addPartitions(fresh.map(([, partition]) => partition));
      for (const [name] of fresh) this.#added.set(name, adding);
    }
    await settled(Array.from(partitions.keys(), (name) => this.#added.get(name)!));
    return this.#writer.append(plans);
  }

  async addOffsets({ groupId, offsets }: NonNullable<TransactionWork['groupOffsets']>): Promise<void> {
    if (offsets.length === 0) return;
    this.#hasOffsets = true;
    await this.#id.commitOffsets(groupId, offsets);
  }

  /** Of one that nothing is part of, the broker knows nothing. */
  async end(commits: boolean): Promise<void> {
    this.#id.check();
    if (this.#added.size === 0 && !this.#hasOffsets) return;
    if (commits) await this.#writer.untilMayWrite();
    await this.#id.end(commits);
  }
}

/** Each partition that something goes to, once. */
function partitionsOf(plans: readonly ProducePlan[]): Map<string, TopicPartition> {
  const partitions = plans.flatMap(({ batch: { topic }, parts }) => parts.map(({ partition }) => ({ topic, partition })));
  return new Map(partitions.map((each) => [`${each.topic}-${each.partition}`, each]));
}
