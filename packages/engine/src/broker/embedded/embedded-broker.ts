import type { MessagePort } from 'node:worker_threads';
import type {
  Admin,
  Broker,
  Consumer,
  ConsumerOptions,
  EmbeddedBrokerConfig,
  Log,
  LogOptions,
  Membership,
  MembershipOptions,
  OwnAdmin,
  Producer,
  ProducerOptions,
} from '../broker.ts';
import type { Logger } from '../../model/logger.ts';
import { OpenClients } from '../open-clients.ts';
import { backgroundClock } from './clock.ts';
import type { BrokerClock } from './clock.ts';
import { openDatabase } from './open-database.ts';
import type { DatabaseShare } from './open-database.ts';
import { EmbeddedAdmin } from './embedded-admin.ts';
import { EmbeddedConsumer } from './embedded-consumer.ts';
import { EmbeddedLog } from './embedded-log.ts';
import { EmbeddedMembership } from './embedded-membership.ts';
import { createEmbeddedProducer } from './embedded-producer.ts';
import { GroupMembers } from './group-members.ts';
import { Maintenance } from './maintenance.ts';
import { createRemoteWriter } from './remote-writer.ts';
import type { RemoteWriter } from './remote-writer.ts';
import { TopicTable } from './topic-table.ts';
import type { WriteGate } from './write-gate.ts';

/** What a broker lives in; tests hand in their own. */
export interface BrokerEnvironment {
  readonly clock?: BrokerClock;
  /** Told of what the maintenance in the background could not do. */
  readonly logger?: Logger;
  /** Of a thread that others may end. Such a one does no maintenance. */
  readonly gate?: WriteGate;
  /** A line to a store writer that does the appends of this thread. */
  readonly writer?: MessagePort;
}

/** Opens the store of a data directory. Throws StoreError; see `openDatabase`. */
export async function createEmbeddedBroker(config: EmbeddedBrokerConfig, environment: BrokerEnvironment = {}): Promise<Broker> {
  return new EmbeddedBroker(await openDatabase(config.dataDir, environment.gate), environment);
}

class EmbeddedBroker implements Broker {
  readonly admin: Admin;
  readonly #share: DatabaseShare;
  readonly #clock: BrokerClock;
  readonly #topics: TopicTable;
  readonly #members: GroupMembers;
  readonly #maintenance: Maintenance;
  readonly #logger: Logger | null;
  readonly #writer: RemoteWriter | undefined;
  readonly #clients = new OpenClients();

  constructor(share: DatabaseShare, environment: BrokerEnvironment) {
    const { database } = share;
    this.#share = share;
    this.#logger = environment.logger ?? null;
    this.#writer = environment.writer === undefined ? undefined : createRemoteWriter(environment.writer);
    this.#clock = environment.clock ?? backgroundClock;
    this.#topics = new TopicTable(database);
    this.#members = new GroupMembers(database, this.#topics);
    database.onSessionEnd((sessionId) => void this.#forgetSession(sessionId));
    this.admin = new EmbeddedAdmin({ database, topics: this.#topics, members: this.#members });
    this.#maintenance = new Maintenance({
      database,
      topics: this.#topics,
      clock: this.#clock,
      logger: this.#logger,
    });
    if (environment.gate === undefined) this.#maintenance.start();
  }

  get clusterId(): string {
    return this.#share.database.clusterId;
  }

  createAdmin(): OwnAdmin {
    return this.#clients.keep(
      new EmbeddedAdmin({ database: this.#share.database, topics: this.#topics, members: this.#members }),
    );
  }

  async createProducer(options: ProducerOptions): Promise<Producer> {
    const parts = { database: this.#share.database, topics: this.#topics, clock: this.#clock, writer: this.#writer };
    return this.#clients.keep(await createEmbeddedProducer(parts, options));
  }

  createConsumer(options: ConsumerOptions): Consumer {
    const parts = { database: this.#share.database, topics: this.#topics, members: this.#members, clock: this.#clock };
    return this.#clients.keep(new EmbeddedConsumer(parts, options));
  }

  createLog(options: LogOptions): Log {
    return this.#clients.keep(
      new EmbeddedLog({ database: this.#share.database, topics: this.#topics, clock: this.#clock }, options),
    );
  }

  createMembership(options: MembershipOptions): Membership {
    return new EmbeddedMembership(this.#share.database, options);
  }

  async close(): Promise<void> {
    await this.#clients.closeAll();
    await this.#maintenance.stop();
    await this.#share.release();
  }

  async #forgetSession(sessionId: string): Promise<void> {
    try {
      await this.#members.removeSession(sessionId);
    } catch (error) {
      this.#logger?.error('Members of consumer groups whose thread is gone could not be removed', { error });
    }
  }
}
