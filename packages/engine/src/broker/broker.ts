import type { AppendResult, ConsumedBatch, GroupOffset, ProducerBatch, TopicPartition } from './records.ts';

/** Settings of a client, as configurations give them (`producer.…`, `consumer.override.…`), prefix taken off. */
export type ClientProperties = Readonly<Record<string, string>>;

/**
 * Topics, groups and the log. Two drivers stand behind it: an embedded store, and Kafka. One suite of cases
 * (`broker.case.ts`) runs against both.
 *
 * Each thread opens its own broker from the same {@link BrokerConfig}; what one thread has been told is written, all see.
 */
export interface Broker {
  /** Stable for the life of the store or the cluster. */
  readonly clusterId: string;
  readonly admin: Admin;
  /** An admin with settings and, on Kafka, connections of its own. */
  createAdmin(options: AdminOptions): OwnAdmin;
  createProducer(options: ProducerOptions): Promise<Producer>;
  createConsumer(options: ConsumerOptions): Consumer;
  /** A compacted topic of one's own to keep state in. */
  createLog(options: LogOptions): Log;
  createMembership(options: MembershipOptions): Membership;
  /** Closes what was made by it. Idempotent. */
  close(): Promise<void>;
}

/** Plain data, so that it can be handed to a thread. */
export type BrokerConfig = EmbeddedBrokerConfig | KafkaBrokerConfig;

export interface EmbeddedBrokerConfig {
  readonly kind: 'embedded';
  /** Absolute path of the data directory. */
  readonly dataDir: string;
}

export interface KafkaBrokerConfig {
  readonly kind: 'kafka';
  /**
   * Settings by the names of Java's clients: `bootstrap.servers`, `security.protocol`, … Logs, memberships and the broker's own
   * admin have all of them, clients that somebody asks for only `bootstrap.servers`, beside what they are given of their own.
   */
  readonly properties: ClientProperties;
}

export interface NewTopic {
  readonly name: string;
  /** -1: as many as the broker gives a topic that says nothing of it. */
  readonly partitions: number;
  /** The broker's default unless given. */
  readonly replicationFactor?: number;
  /** Kafka's topic configs: `cleanup.policy`, `retention.ms`, `retention.bytes`, … */
  readonly configs: Readonly<Record<string, string>>;
}

export interface TopicDescription {
  readonly name: string;
  readonly partitions: number;
  readonly configs: Readonly<Record<string, string>>;
}

export interface Admin {
  listTopics(): Promise<string[]>;
  /** null for a topic that is not there. */
  describeTopic(name: string): Promise<TopicDescription | null>;
  /** Creates it unless it is there; answers whether it did. */
  createTopic(topic: NewTopic): Promise<boolean>;
  deleteTopic(name: string): Promise<void>;
  /** First offset and the next one to be written, by partition. */
  offsetsOfTopic(name: string): Promise<{ readonly earliest: number; readonly latest: number }[]>;
  /** Committed offsets of a group; empty if it has none. */
  groupOffsets(groupId: string): Promise<GroupOffset[]>;
  /** Sets or, where the offset is null, removes. Throws GroupNotEmptyError while the group has members. */
  alterGroupOffsets(groupId: string, offsets: readonly (TopicPartition & { readonly offset: bigint | null })[]): Promise<void>;
  /** Removes the group with all its offsets; it need not be there. Throws GroupNotEmptyError while it has members. */
  deleteGroup(groupId: string): Promise<void>;
}

export interface AdminOptions {
  readonly clientId: string;
  readonly properties: ClientProperties;
}

/** An admin that somebody asked for, to be closed by whoever did. */
export interface OwnAdmin extends Admin {
  close(): Promise<void>;
}

/** Whether a worker may write: not when its group may have given its work to another one. */
export interface WritePermit {
  /** What is begun now is begun under this number. */
  ticket(): number;
  /** Whether what was begun under a ticket may write. `withheld`: perhaps later, and waits; `over`: never any more. */
  check(ticket: number): 'granted' | 'withheld' | 'over';
}

export interface ProducerOptions {
  readonly clientId: string;
  readonly properties: ClientProperties;
  /** Present: the producer can run transactions, and an earlier one with this id is fenced (FencedError). */
  readonly transactionalId?: string;
  /** What the producer is made for was begun under this ticket of the broker's permit; else it is taken to begin now. */
  readonly ticket?: number | undefined;
}

export interface Producer {
  /**
   * Appends in order per partition. Resolves when the records are safe (on disk, or acknowledged by the broker); what it rejects
   * with says `retriable`. Several calls may be under way; per partition they take effect in the order of the calls.
   * A topic that is not there is created with one partition, unless auto-creation is off.
   * Once the promise has settled, either way, nothing looks at the batches' memory any more: the caller may write to it.
   */
  appendAll(batches: readonly ProducerBatch[]): Promise<AppendResult[]>;
  /** The records and the offsets of a group become visible together or not at all. */
  transaction(work: TransactionWork): Promise<AppendResult[]>;
  /**
   * Only on Kafka and with a transactional id, and one at a time: nothing else is asked of the producer before it is committed or
   * aborted.
   */
  beginTransaction(): OpenTransaction;
  close(): Promise<void>;
}

/** A transaction that is made piece by piece. After an error it can only be aborted. */
export interface OpenTransaction {
  /**
   * As `appendAll`, but nobody who reads what is committed sees it yet. FencedError: another producer has taken over.
   */
  append(batches: readonly ProducerBatch[]): Promise<AppendResult[]>;
  /** All of it becomes visible. To be called when no append is under way. */
  commit(): Promise<void>;
  /** None of it does. */
  abort(): Promise<void>;
}

export interface TransactionWork {
  readonly batches: readonly ProducerBatch[];
  readonly groupOffsets?: { readonly groupId: string; readonly offsets: readonly GroupOffset[] };
}

export interface ConsumerOptions {
  readonly groupId: string;
  readonly clientId: string;
  /** Names, or a pattern: topics that match later are picked up as well. */
  readonly topics: readonly string[] | RegExp;
  /** `auto.offset.reset` (earliest here unless given), `max.poll.records`, … */
  readonly properties: ClientProperties;
  /** As of producers. */
  readonly ticket?: number | undefined;
  /**
   * No two with this client id are alive: members of the group that have it are what a crash has left, and are put out of it, so that
   * nobody waits for the end of their sessions.
   */
  readonly isOnlyOne?: boolean;
  readonly handler: ConsumerHandler;
}

/** What a consumer tells its owner. It never runs two of these at once; the next one waits for the promise of the one before. */
export interface ConsumerHandler {
  /** Partitions gained, at their positions. */
  onAssigned(partitions: readonly (TopicPartition & { readonly offset: number })[]): void | Promise<void>;
  /** Partitions gone. `lost`: somebody else may own them already, so nothing may be committed for them. */
  onRevoked(partitions: readonly TopicPartition[], lost: boolean): void | Promise<void>;
  /** Records of one partition. The promise is the back-pressure: nothing more comes before it resolves. */
  onBatch(batch: ConsumedBatch): void | Promise<void>;
  /** The consumer is dead; nothing follows. */
  onFailure(error: Error): void;
}

export interface Consumer {
  start(): Promise<void>;
  /** Stops delivery of these partitions; what is being handled is finished. Survives until `resume` or revocation. */
  pause(partitions: readonly TopicPartition[]): void;
  resume(partitions: readonly TopicPartition[]): void;
  /** The next batch of the partition starts here. An offset out of range falls back to `auto.offset.reset`. */
  seek(partition: TopicPartition, offset: number): void;
  assignment(): readonly TopicPartition[];
  /** Resolves when the positions are safe. Rejects with FencedError when the partition is no longer owned. */
  commit(offsets: readonly (TopicPartition & { readonly offset: number })[]): Promise<void>;
  /** Leaves the group; `onRevoked` is called first. */
  close(): Promise<void>;
}

/** A record of a log: text key, JSON or null value. */
export interface LogRecord {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
}

export interface LogOptions {
  readonly topic: NewTopic;
  /** Called for every record in the order of its partition, old ones first, own ones included. Must not throw. */
  readonly onRecord: (record: LogRecord) => void;
  readonly properties: ClientProperties;
  /** Appends wait for it. */
  readonly permit?: WritePermit;
  /** Who chose the topic, for messages. */
  readonly purpose?: LogPurpose;
}

export interface LogPurpose {
  /** The setting that names the topic. */
  readonly setting: string;
  /** What is kept in it, as a message calls it. */
  readonly content: string;
}

/** A compacted topic that is read whole and then followed. Java: KafkaBasedLog. */
export interface Log {
  /** Creates the topic if it is not there, and has handed over all records when it resolves. */
  start(): Promise<void>;
  /** How many partitions the topic has; 0 before `start`. */
  readonly partitions: number;
  /**
   * Appends in order, placed by Kafka's default partitioner. Resolves when safe; the records come back by `onRecord`, which
   * `readToEnd` waits for. Under a ticket of the log's permit, else under one of now; rejects with FencedError when that is over.
   */
  append(records: readonly { readonly key: Uint8Array; readonly value: Uint8Array | null }[], ticket?: number): Promise<void>;
  /**
   * Resolves when everything that was there at the call has been handed over. With `isolation.level=read_committed` that ends where the
   * first transaction begins that is still open, unless that one is to be waited for.
   */
  readToEnd(transactions?: 'await-open'): Promise<void>;
  close(): Promise<void>;
}

export interface MembershipOptions {
  readonly groupId: string;
  /** `host:port` that other workers reach this one by. */
  readonly workerId: string;
  /** URL of this worker's REST API. */
  readonly url: string;
  readonly onChange: (view: GroupView) => void;
  /** The group goes on without this member, or nobody has answered it for a session timeout; it joins again by itself. */
  readonly onLost?: () => void;
  /**
   * The group has answered a sign of life. For so many milliseconds from now nobody else can have been given what is this member's,
   * even if nothing more is heard of it: two thirds of a session timeout, since the sign was sent.
   */
  readonly onLease?: (ms: number) => void;
}

/** A group as one member knows it. */
export interface GroupView {
  /** This member's id, a new one for each join. */
  readonly memberId: string;
  readonly leaderId: string;
  /** Grows with each change of the group. */
  readonly generation: number;
  /** How long ago, at most, the group began to change into this one. Milliseconds. */
  readonly changedAgoMs: number;
  /** Member id → worker id and URL. */
  readonly members: ReadonlyMap<string, { readonly workerId: string; readonly url: string }>;
}

/** Being one of the workers of a group. A worker on its own is a group of one. */
export interface Membership {
  /**
   * Resolves when nobody of another kind, such as Java's workers, is in the group; members that may have died are waited for as long
   * as their sessions last. Rejects with ConflictError when the group stays held. Nothing is written.
   */
  awaitFree(): Promise<void>;
  /** Resolves when joined; `onChange` has been called by then. */
  join(): Promise<void>;
  view(): GroupView;
  /**
   * Resolves when the group has answered, after the call, that it goes by the generation of `view`. Rejects with FencedError when it
   * goes on with another one or without this member, with UnavailableError when it does not answer.
   */
  confirm(): Promise<void>;
  leave(): Promise<void>;
}
