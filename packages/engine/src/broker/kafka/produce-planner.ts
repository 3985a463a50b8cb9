import { BadRequestError, NotFoundError } from '../../model/errors.ts';
import type { Logger } from '../../model/logger.ts';
import { countOf } from '../packed-columns.ts';
import { Partitioner } from '../partitioner.ts';
import type { ProducerBatch } from '../records.ts';
import { batchSize, cutBySize, recordSize, splitByPartition } from '../split-by-partition.ts';
import type { PartitionSplit } from '../split-by-partition.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { checkCode } from './kafka-errors.ts';

/** A batch and where its records go, cut to what a broker takes at once. */
export interface ProducePlan {
  readonly batch: ProducerBatch;
  readonly parts: readonly PartitionSplit[];
}

/** Of a request there is more than its records. */
const requestOverheadBytes = 1024;

/** Plans where a producer's records go. Plans are made in the order of the calls, though one may have to ask for its topics. */
export class ProducePlanner {
  readonly #cluster: KafkaCluster;
  readonly #partitioner = new Partitioner();
  readonly #askedMs = new Map<string, number>();
  #planning: Promise<unknown> = Promise.resolve();

  constructor(cluster: KafkaCluster) {
    this.#cluster = cluster;
  }

  /** Throws BadRequestError for a record that is larger than a request may be, NotFoundError for a topic that is not to be made. */
  plan(batches: readonly ProducerBatch[]): Promise<ProducePlan[]> {
    const planned = this.#planning.then(async () => {
      const plans: ProducePlan[] = [];
      for (const batch of batches) plans.push(await this.#planOf(batch));
      return plans;
    });
    this.#planning = planned.catch(() => undefined);
    return planned;
  }

  async #planOf(batch: ProducerBatch): Promise<ProducePlan> {
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
