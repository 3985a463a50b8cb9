import { BadRequestError, FencedError, ForbiddenError, InternalError, StoreError, UnavailableError } from '../../model/errors.ts';
import type { Logger } from '../../model/logger.ts';
import type { Admin, Log, LogOptions, NewTopic, Producer, TopicDescription } from '../broker.ts';
import type { ConsumedBatch } from '../records.ts';
import { Fetcher } from './fetcher.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { stillWaiting, toEngineError } from './kafka-errors.ts';
import { createKafkaProducer } from './kafka-producer.ts';
import { listOffsets } from './partition-offsets.ts';
import { offsetAt } from './topic-requests.ts';

export interface KafkaLogParts {
  readonly admin: Admin;
  readonly connect: () => KafkaCluster;
  readonly logger: Logger;
}

const recordsAtOnce = 1000;
/** As long as a transaction may be open, unless its producer says otherwise. */
const longWaitMs = 60_000;

/** Somebody who waits until the records before these offsets were handed over. */
interface Waiter {
  readonly ends: readonly number[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A compacted topic of Kafka that is read whole and then followed, without a group. */
export class KafkaLog implements Log {
  readonly #parts: KafkaLogParts;
  readonly #options: LogOptions;
  #cluster: KafkaCluster | null = null;
  #producer: Promise<Producer> | null = null;
  /** What the producer was made under. */
  #ticket: number | undefined = undefined;
  #fetcher: Fetcher | null = null;
  #following: Promise<void> = Promise.resolve();
  #positions: number[] = [];
  #waiters: Waiter[] = [];
  #failure: { readonly error: unknown } | null = null;
  #wake: (() => void) | null = null;
  #hasNews = false;
  #isClosed = false;

  constructor(parts: KafkaLogParts, options: LogOptions) {
    this.#parts = parts;
    this.#options = options;
  }

  get partitions(): number {
    return this.#positions.length;
  }

  /** Throws StoreError when the topic is there and is not compacted, though it should be. */
  async start(): Promise<void> {
    this.#cluster = this.#parts.connect();
    const { partitions } = await this.#findTopic(this.#cluster);
    const { name } = this.#options.topic;
    await this.#producerFor(undefined);
    const places = Array.from({ length: partitions }, (_, partition) => ({
      topic: name,
      partition,
      timestamp: offsetAt.earliest,
    }));
    this.#positions = (await this.#ask(places)).map(({ offset }) => offset);
    this.#fetcher = this.#createFetcher(this.#cluster);
    for (const [partition, offset] of this.#positions.entries()) this.#fetcher.add({ topic: name, partition }, offset);
    this.#following = this.#follow(this.#fetcher);
    await this.readToEnd();
  }

  async append(records: Parameters<Log['append']>[0], ticket?: number): Promise<void> {
    this.#checkOpen();
    if (records.length === 0) return;
    const producer = await this.#producerFor(ticket);
    await producer.appendAll([
      {
        topic: this.#options.topic.name,
        partition: null,
        keys: records.map((record) => record.key),
        values: records.map((record) => record.value),
        timestamps: null,
        headers: null,
      },
    ]);
  }

  /** What waits under an older ticket fails with the producer of that. */
  async #producerFor(given: number | undefined): Promise<Producer> {
    const { permit, topic } = this.#options;
    const ticket = given ?? permit?.ticket();
    if (this.#producer !== null && ticket === this.#ticket) return this.#producer;
    if (permit !== undefined && permit.check(ticket!) === 'over') {
      throw new FencedError(`Nothing is written to topic ${topic.name} any more for what this worker has lost`);
    }
    const outdated = this.#producer;
    this.#ticket = ticket;
    this.#producer = createKafkaProducer(this.#parts.connect(), { clientId: topic.name, properties: {}, permit, ticket });
    void outdated?.then((producer) => producer.close());
    return this.#producer;
  }

  async readToEnd(transactions?: 'await-open'): Promise<void> {
    this.#checkOpen();
    const { name } = this.#options.topic;
    const places = this.#positions.map((_, partition) => ({ topic: name, partition, timestamp: offsetAt.latest }));
    const isCommittedEnd = this.#cluster!.settings.consumer.readsCommitted && transactions !== 'await-open';
    const ends = (await this.#ask(places, isCommittedEnd)).map(({ offset }) => offset);
    const warning = setInterval(() => this.#warnOfWait(ends), longWaitMs).unref();
    try {
      await new Promise<void>((resolve, reject) => {
        this.#waiters.push({ ends, resolve, reject });
        this.#tellWaiters();
      });
    } finally {
      clearInterval(warning);
    }
  }

  #warnOfWait(ends: readonly number[]): void {
    const { name } = this.#options.topic;
    const missing = ends.flatMap((end, partition) => {
      const position = this.#positions[partition] ?? 0;
      return position < end ? [`${partition} (read up to offset ${position}, its end is ${end})`] : [];
    });
    this.#parts.logger.warn(
      `Topic ${name} cannot be read to its end: partition ${missing.join(', ')}. If its brokers are there, a transaction is open that ` +
        `nobody ends; kafka-transactions.sh shows it (find-hanging) and ends it (abort).`,
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#fetcher?.close();
    this.#wakeUp();
    await this.#following;
    this.#tellWaiters();
    await (await this.#producer)?.close();
    await this.#cluster?.close();
  }

  async #findTopic(cluster: KafkaCluster): Promise<TopicDescription> {
    const { admin } = this.#parts;
    const wanted = this.#options.topic;
    let found = await admin.describeTopic(wanted.name);
    if (found === null) {
      await this.#createTopic(wanted);
      found = await cluster.retrying(() => this.#describeCreated(wanted.name), stillWaiting);
    }
    if (policyOf(wanted) === 'compact') this.#requireCompaction(found);
    return found;
  }

  /** Each question may go to another broker, and one of them may not have heard of the topic yet. */
  async #describeCreated(name: string): Promise<TopicDescription> {
    const found = await this.#parts.admin.describeTopic(name);
    if (found === null) throw new UnavailableError(`Topic ${name} was created, and the brokers do not know of it yet`);
    return found;
  }

  async #createTopic(wanted: NewTopic): Promise<void> {
    try {
      await this.#parts.admin.createTopic(wanted);
    } catch (error) {
      if (!(error instanceof BadRequestError) && !(error instanceof ForbiddenError)) throw error;
      const setting = this.#options.purpose?.setting;
      throw new StoreError(
        `Error while attempting to create/find topic(s) '${wanted.name}'${setting === undefined ? '' : ` (${setting})`}: ${error.message}`,
        { cause: error },
      );
    }
  }

  #requireCompaction(found: TopicDescription): void {
    const policy = policyOf(found);
    if (policy === undefined || policy === 'compact') return;
    const { setting, content } = this.#options.purpose ?? { setting: 'topic', content: 'what is kept in it' };
    throw new StoreError(
      `Topic '${found.name}' supplied via the '${setting}' property is required to have 'cleanup.policy=compact' to guarantee ` +
        `consistency and durability of ${content}, but found the topic currently has 'cleanup.policy=${policy}'. Continuing would ` +
        `likely result in eventually losing ${content}. Change the policy of the topic, or the '${setting}' property in the ` +
        `worker's configuration to a topic with 'cleanup.policy=compact'.`,
    );
  }

  #createFetcher(cluster: KafkaCluster): Fetcher {
    const settings = cluster.settings.consumer;
    return new Fetcher(
      cluster,
      {
        maxWaitMs: settings.fetchMaxWaitMs,
        minBytes: 1,
        maxBytes: settings.fetchMaxBytes,
        partitionBytes: settings.partitionFetchBytes,
        readsCommitted: settings.readsCommitted,
      },
      {
        onNews: () => this.#wakeUp(),
        onOutOfRange: ({ partition }) => void this.#startOver(partition),
        onStale: (topic) => this.#parts.logger.debug(`The topic ${topic} of a log is not to be found`),
        onFailure: (error) => this.#fail(error),
      },
    );
  }

  async #follow(fetcher: Fetcher): Promise<void> {
    try {
      while (!this.#isClosed && this.#failure === null) {
        this.#hasNews = false;
        const batch = await fetcher.take(recordsAtOnce);
        if (batch !== null) this.#handOver(batch);
        for (const partition of this.#positions.keys()) {
          const position = fetcher.position({ topic: this.#options.topic.name, partition });
          if (position !== null) this.#positions[partition] = position;
        }
        this.#tellWaiters();
        if (batch === null) await this.#sleep();
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #handOver({ partition, offsets, keys, values, timestamps }: ConsumedBatch): void {
    for (let i = 0; i < offsets.length; i++) {
      this.#options.onRecord({ key: keys[i]!, value: values[i]!, partition, offset: offsets[i]!, timestamp: timestamps[i]! });
    }
  }

  #tellWaiters(): void {
    const stopped = this.#isClosed ? this.#closedError() : this.#failure === null ? null : toEngineError(this.#failure.error);
    this.#waiters = this.#waiters.filter(({ ends, resolve, reject }) => {
      if (stopped !== null) reject(stopped);
      else if (ends.every((end, partition) => this.#positions[partition]! >= end)) resolve();
      else return true;
      return false;
    });
  }

  /** Records were removed before they were read: the log goes on with what is left. */
  async #startOver(partition: number): Promise<void> {
    const { name } = this.#options.topic;
    try {
      const [first] = await this.#ask([{ topic: name, partition, timestamp: offsetAt.earliest }]);
      this.#fetcher?.seek({ topic: name, partition }, first!.offset);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #ask(places: Parameters<typeof listOffsets>[1], isCommittedEnd = false): ReturnType<typeof listOffsets> {
    try {
      return await listOffsets(this.#cluster!, places, isCommittedEnd);
    } catch (error) {
      throw toEngineError(error);
    }
  }

  #fail(error: unknown): void {
    if (this.#failure === null) {
      this.#failure = { error };
      this.#parts.logger.error(`The log ${this.#options.topic.name} cannot be followed any more`, { error });
    }
    this.#tellWaiters();
    this.#wakeUp();
  }

  #checkOpen(): void {
    if (this.#isClosed) throw this.#closedError();
    if (this.#producer === null || this.#cluster === null)
      throw new StoreError(`The log ${this.#options.topic.name} was not started.`);
    if (this.#failure !== null)
      throw new InternalError(`The log ${this.#options.topic.name} has failed`, { cause: this.#failure.error });
  }

  #closedError(): StoreError {
    return new StoreError(`The log ${this.#options.topic.name} was closed.`);
  }

  #wakeUp(): void {
    this.#hasNews = true;
    this.#wake?.();
    this.#wake = null;
  }

  #sleep(): Promise<void> {
    if (this.#hasNews || this.#isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

/** Without the blanks and capitals that it may be written with. undefined: the broker does not tell. */
function policyOf({ configs }: Pick<TopicDescription, 'configs'>): string | undefined {
  return new Map(Object.entries(configs)).get('cleanup.policy')?.toLowerCase().replaceAll(' ', '');
}
