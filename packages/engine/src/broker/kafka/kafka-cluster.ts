import type { Logger } from '../../model/logger.ts';
import type { ClientSettings } from './client-settings.ts';
import { coordinatorRequest } from './group-requests.ts';
import type { CoordinatorType } from './group-requests.ts';
import { checkCode, hasType, isTransient, KafkaProtocolError } from './kafka-errors.ts';
import { createKafkajsCluster, kafkajs } from './kafkajs-internals.ts';
import type { KafkajsBroker } from './kafkajs-internals.ts';
import { kafkajsLog } from './kafkajs-log.ts';
import { metadataRequest } from './metadata-request.ts';
import type { ClusterMetadata, MetadataWanted, TopicMetadata } from './metadata-request.ts';
import { retrying } from './retrying.ts';
import type { RetryOptions } from './retrying.ts';
import { sendRequest } from './wire-request.ts';
import type { WireRequest } from './wire-request.ts';

const unknownTopic = 3;

/**
 * Connections to a cluster, and what is known of its topics. Each client has one of its own, as in Java: nobody waits for the long
 * polls or the joins of another.
 */
export class KafkaCluster {
  readonly settings: ClientSettings;
  readonly logger: Logger;
  readonly #cluster: ReturnType<typeof createKafkajsCluster>;
  readonly #topics = new Map<string, TopicMetadata>();
  readonly #coordinators = new Map<string, number>();
  readonly #closed = new AbortController();
  #connecting: Promise<void> | null = null;
  #refreshing: Promise<unknown> = Promise.resolve();
  /** What was under way was given up on purpose. */
  #isInterrupted = false;

  constructor(settings: ClientSettings, logger: Logger) {
    this.settings = settings;
    this.logger = logger;
    this.#cluster = createKafkajsCluster(
      settings.kafkajs,
      kafkajsLog(logger, () => this.#isInterrupted),
    );
    const pool = this.#cluster.brokerPool;
    const createBroker = pool.createBroker;
    pool.createBroker = (options) => {
      const broker = createBroker(options);
      // kafkajs fails as a whole when one topic is missing; here each topic has its own answer.
      broker.metadata = (wanted) => askMetadata(broker, wanted);
      return broker;
    };
  }

  get isClosed(): boolean {
    return this.#closed.signal.aborted;
  }

  /** Asks for these topics anew; what is not there is left out. */
  async topics(names: readonly string[] | null, create = false): Promise<ReadonlyMap<string, TopicMetadata>> {
    const { topics } = await this.metadata({ topics: names, create });
    return new Map(topics.filter(({ errorCode }) => errorCode !== unknownTopic).map((topic) => [topic.name, topic]));
  }

  async metadata(wanted: MetadataWanted): Promise<ClusterMetadata> {
    const metadata = await this.#refresh(wanted);
    if (wanted.topics === null) this.#topics.clear();
    for (const name of wanted.topics ?? []) this.#topics.delete(name);
    for (const topic of metadata.topics) if (topic.errorCode === 0) this.#topics.set(topic.name, topic);
    return metadata;
  }

  /** As it was when it was last asked for; undefined: not known. */
  known(topic: string): TopicMetadata | undefined {
    return this.#topics.get(topic);
  }

  /** The node that leads a partition, as far as known; asks when it is not. Throws a transient error while there is none. */
  async leaderOf(topic: string, partition: number): Promise<number> {
    const known = this.#topics.get(topic)?.leaders[partition];
    if (known !== undefined && known >= 0) return known;
    const found = (await this.topics([topic])).get(topic);
    const leader = found?.leaders[partition];
    if (leader === undefined)
      throw new KafkaProtocolError(
        found === undefined ? unknownTopic : found.errorCode || unknownTopic,
        partitionName(topic, partition),
      );
    if (leader < 0) throw new KafkaProtocolError(leaderNotAvailable, partitionName(topic, partition));
    return leader;
  }

  /** What is known of these topics is forgotten, so that the next look asks again. */
  forget(topics: Iterable<string>): void {
    for (const topic of topics) this.#topics.delete(topic);
  }

  async sendTo<T>(nodeId: number, request: WireRequest<T>): Promise<T> {
    await this.#connect();
    const broker = await this.#findBroker(nodeId);
    return this.#send(broker, request);
  }

  async sendToAny<T>(request: WireRequest<T>): Promise<T> {
    await this.#connect();
    return this.#send(await this.#cluster.brokerPool.findConnectedBroker(), request);
  }

  async sendToController<T>(request: WireRequest<T>): Promise<T> {
    const { controllerId } = await this.metadata({ topics: [], create: false });
    return controllerId < 0 ? this.sendToAny(request) : this.sendTo(controllerId, request);
  }

  /** To the broker that coordinates a group or a transactional id. */
  async sendToCoordinator<T>(type: CoordinatorType, key: string, request: WireRequest<T>): Promise<T> {
    const name = `${type} ${key}`;
    let nodeId = this.#coordinators.get(name);
    if (nodeId === undefined) {
      const { errorCode, errorMessage, nodeId: found } = await this.sendToAny(coordinatorRequest(type, key));
      checkCode(errorCode, `Looking for the coordinator of ${name}`, errorMessage);
      nodeId = found;
      await this.metadata({ topics: [], create: false });
    }
    try {
      const answer = await this.sendTo(nodeId, request);
      this.#isInterrupted = this.isClosed;
      this.#coordinators.set(name, nodeId);
      return answer;
    } catch (error) {
      this.forgetCoordinator(type, key);
      throw error;
    }
  }

  forgetCoordinator(type: CoordinatorType, key: string): void {
    this.#coordinators.delete(`${type} ${key}`);
  }

  /** Repeats what is transient for `default.api.timeout.ms`, unless told otherwise; never after `close`. */
  retrying<T>(action: () => Promise<T>, options: Partial<RetryOptions> = {}): Promise<T> {
    const { apiTimeoutMs, retryPause } = this.settings;
    return retrying(action, { forMs: apiTimeoutMs, pause: retryPause, signal: this.#closed.signal, ...options });
  }

  /** As `retrying`, for what a coordinator answers. */
  retryingAtCoordinator<T>(
    type: CoordinatorType,
    key: string,
    action: () => Promise<T>,
    options: Partial<RetryOptions> = {},
  ): Promise<T> {
    return this.retrying(action, {
      ...options,
      beforeRetry: async (error) => {
        if (hasType(error, 'NOT_COORDINATOR', 'COORDINATOR_NOT_AVAILABLE')) this.forgetCoordinator(type, key);
      },
    });
  }

  async close(): Promise<void> {
    this.#isInterrupted = true;
    this.#closed.abort();
    await this.#connecting?.catch(() => undefined);
    this.#rejectRequests();
    await this.#refreshing.catch(() => undefined);
    this.#rejectRequests();
    await this.#cluster.disconnect();
  }

  /** Gives up on all that is under way, which rejects; connections are made anew for what follows. */
  async interrupt(): Promise<void> {
    this.#isInterrupted = true;
    this.#rejectRequests();
    const { brokers, seedBroker } = this.#cluster.brokerPool;
    await Promise.all([seedBroker, ...Object.values(brokers)].map(async (broker) => broker?.disconnect()));
  }

  #rejectRequests(): void {
    const { KafkaJSConnectionError } = kafkajs();
    const { brokers, seedBroker } = this.#cluster.brokerPool;
    for (const broker of new Set([seedBroker, ...Object.values(brokers)])) {
      for (const connection of broker?.connectionPool.pool ?? [])
        connection.rejectRequests(new KafkaJSConnectionError('The client was closed', {}));
    }
  }

  async #connect(): Promise<void> {
    this.#connecting ??= this.#cluster.connect();
    try {
      await this.#connecting;
    } catch (error) {
      this.#connecting = null;
      throw error;
    }
  }

  /** One after the other: kafkajs replaces its list of brokers each time. */
  #refresh(wanted: MetadataWanted): Promise<ClusterMetadata> {
    const refreshed = this.#refreshing.then(async () => {
      await this.#connect();
      const pool = this.#cluster.brokerPool;
      await pool.refreshMetadata(wanted);
      return pool.metadata as ClusterMetadata;
    });
    this.#refreshing = refreshed.catch(() => undefined);
    return refreshed;
  }

  async #findBroker(nodeId: number): Promise<KafkajsBroker> {
    const pool = this.#cluster.brokerPool;
    try {
      return await pool.findBroker({ nodeId });
    } catch (error) {
      // It may have moved, or be gone.
      if (isTransient(error)) {
        this.#topics.clear();
        this.#coordinators.clear();
        await this.metadata({ topics: [], create: false });
      }
      throw error;
    }
  }

  async #send<T>(broker: KafkajsBroker, request: WireRequest<T>): Promise<T> {
    try {
      return (await sendRequest(broker, request)) as T;
    } catch (error) {
      if (error instanceof kafkajs().KafkaJSConnectionError) {
        // Whoever leads is looked for again.
        this.#topics.clear();
        this.#coordinators.clear();
        if (error.name === 'KafkaJSConnectionClosedError') await broker.disconnect();
      }
      throw error;
    }
  }
}

const leaderNotAvailable = 5;

function partitionName(topic: string, partition: number): string {
  return `Partition ${partition} of topic ${topic}`;
}

/** kafkajs itself asks with a list of topics; it needs only the brokers. */
function askMetadata(broker: KafkajsBroker, wanted: unknown): Promise<unknown> {
  const request = Array.isArray(wanted) ? { topics: [], create: false } : (wanted as MetadataWanted);
  return sendRequest(broker, metadataRequest(request));
}
