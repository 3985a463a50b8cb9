import type { Logger } from '../../model/logger.ts';
import type {
  Admin,
  AdminOptions,
  Broker,
  ClientProperties,
  Consumer,
  ConsumerOptions,
  KafkaBrokerConfig,
  Log,
  LogOptions,
  Membership,
  MembershipOptions,
  OwnAdmin,
  Producer,
  ProducerOptions,
  WritePermit,
} from '../broker.ts';
import { OpenClients } from '../open-clients.ts';
import { readClientSettings } from './client-settings.ts';
import { KafkaAdmin } from './kafka-admin.ts';
import { KafkaCluster } from './kafka-cluster.ts';
import { KafkaConsumer } from './kafka-consumer.ts';
import { toEngineError } from './kafka-errors.ts';
import { KafkaLog } from './kafka-log.ts';
import { KafkaMembership } from './kafka-membership.ts';
import { createKafkaProducer } from './kafka-producer.ts';

export interface KafkaBrokerEnvironment {
  readonly logger?: Logger;
  /** Of producers and consumers: records are sent and handed over, and offsets committed, only with it. */
  readonly permit?: WritePermit;
}

/**
 * Connects to a Kafka cluster. Throws UnavailableError when none of its bootstrap servers answers in `default.api.timeout.ms`,
 * ForbiddenError when it lets nobody in with these credentials, and BadRequestError for settings that are wrong.
 */
export async function createKafkaBroker(config: KafkaBrokerConfig, environment: KafkaBrokerEnvironment = {}): Promise<Broker> {
  const logger = environment.logger ?? silent;
  const cluster = new KafkaCluster(readClientSettings(config.properties, 'millrace-admin', logger), logger);
  try {
    const { clusterId } = await cluster.retrying(() => cluster.metadata({ topics: [], create: false }));
    return new KafkaBroker(clusterId, cluster, config.properties, { logger, permit: environment.permit });
  } catch (error) {
    await cluster.close();
    throw toEngineError(error);
  }
}

/** Each client that it makes has connections of its own. */
class KafkaBroker implements Broker {
  readonly clusterId: string;
  readonly admin: Admin;
  readonly #cluster: KafkaCluster;
  readonly #properties: ClientProperties;
  readonly #logger: Logger;
  readonly #permit: WritePermit | undefined;
  readonly #clients = new OpenClients();

  constructor(
    clusterId: string,
    cluster: KafkaCluster,
    properties: ClientProperties,
    { logger, permit }: { readonly logger: Logger; readonly permit: WritePermit | undefined },
  ) {
    this.clusterId = clusterId;
    this.admin = new KafkaAdmin(cluster);
    this.#cluster = cluster;
    this.#properties = properties;
    this.#logger = logger;
    this.#permit = permit;
  }

  createAdmin(options: AdminOptions): OwnAdmin {
    return this.#clients.keep(new KafkaAdmin(this.#connect(this.#ofClient(options), options.clientId)));
  }

  async createProducer(options: ProducerOptions): Promise<Producer> {
    const cluster = this.#connect(this.#ofClient(options), options.clientId);
    return this.#clients.keep(await createKafkaProducer(cluster, { ...options, permit: this.#permit }));
  }

  createConsumer(options: ConsumerOptions): Consumer {
    const cluster = this.#connect(this.#ofClient(options), options.clientId);
    return this.#clients.keep(new KafkaConsumer(cluster, options, { logger: this.#logger, permit: this.#permit }));
  }

  createLog(options: LogOptions): Log {
    const properties = { ...this.#properties, ...options.properties };
    const connect = (): KafkaCluster => this.#connect(properties, `log-${options.topic.name}`);
    return this.#clients.keep(new KafkaLog({ admin: this.admin, connect, logger: this.#logger }, options));
  }

  createMembership(options: MembershipOptions): Membership {
    const membership = new KafkaMembership(
      () => this.#connect(this.#properties, `connect-${options.workerId}`),
      options,
      this.#logger,
    );
    this.#clients.keep({ close: () => membership.leave() });
    return membership;
  }

  async close(): Promise<void> {
    await this.#clients.closeAll();
    await this.#cluster.close();
  }

  #connect(properties: ClientProperties, clientId: string): KafkaCluster {
    return new KafkaCluster(readClientSettings(properties, clientId, this.#logger), this.#logger);
  }

  /** A client is told by its own settings how to connect; only where to is common. */
  #ofClient({ properties }: { readonly properties: ClientProperties }): ClientProperties {
    const name = 'bootstrap.servers';
    return { [name]: this.#properties[name] ?? '', ...properties };
  }
}

const nothing = (): void => undefined;
const silent: Logger = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
