import type { Broker, Log, LogRecord, NewTopic, Producer } from '../broker/broker.ts';
import { within } from '../model/clock.ts';
import type { Clock } from '../model/clock.ts';
import { UnavailableError } from '../model/errors.ts';
import type { Logger } from '../model/logger.ts';
import { decodeAcknowledgement, decodeAssignment, encodeAcknowledgement, encodeAssignment } from './assignment-record.ts';
import type { Acknowledgement, PublishedAssignment } from './assignment-record.ts';
import { createNews } from './news.ts';

/**
 * The topic by which a leader tells its group who runs what, and members tell that they have stopped. It is compacted, has one
 * partition, and is read committed: what a leader writes that was deposed is never seen.
 */
export interface AssignmentLog {
  /** Creates the topic if it is not there, and reads it to its end. */
  start(): Promise<void>;
  /** Resolves when all that was written before the call has been read. */
  refresh(): Promise<void>;
  /** null: none was published yet. */
  latest(): PublishedAssignment | null;
  /** By member. */
  acknowledgements(): ReadonlyMap<string, Acknowledgement>;
  acknowledge(member: string, acknowledgement: Acknowledgement): Promise<void>;
  /** Takes over from an earlier leader, which cannot publish from then on. */
  takeOver(): Promise<AssignmentPublisher>;
  close(): Promise<void>;
}

export interface AssignmentPublisher {
  /**
   * Resolves when `latest` gives it, as every member's soon does; the acknowledgements of these members are removed. Rejects with
   * FencedError when another leader has taken over. After any other error nobody knows whether it is there: `refresh` tells.
   */
  publish(assignment: PublishedAssignment, forget: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export interface AssignmentLogOptions {
  readonly broker: Pick<Broker, 'createLog' | 'createProducer'>;
  readonly topic: NewTopic;
  /** The same for all leaders of a group: whoever uses it last fences the others. */
  readonly transactionalId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** News of an assignment or an acknowledgement, also before `start` resolves. */
  readonly onNews: () => void;
}

/** How long it may take until what was published can be read. Milliseconds. */
const VISIBLE_MS = 10_000;
const ASSIGNMENT_KEY = 'assignment';
const ACKNOWLEDGEMENT_PREFIX = 'ack-';

export function createAssignmentLog(options: AssignmentLogOptions): AssignmentLog {
  const { broker, topic, clock, logger, onNews } = options;
  const news = createNews();
  const acknowledgements = new Map<string, Acknowledgement>();
  let latest: PublishedAssignment | null = null;
  const log: Log = broker.createLog({ topic, properties: { 'isolation.level': 'read_committed' }, onRecord: read });

  function read({ key, value }: LogRecord): void {
    const name = key === null ? '' : Buffer.from(key).toString();
    if (name === ASSIGNMENT_KEY) readAssignment(value);
    else if (name.startsWith(ACKNOWLEDGEMENT_PREFIX)) readAcknowledgement(name.slice(ACKNOWLEDGEMENT_PREFIX.length), value);
    else logger.warn(`Ignoring a record of topic ${topic.name} with the unknown key ${name}`);
    news.tell();
    onNews();
  }

  async function reached(revision: number): Promise<void> {
    const isReached = news.until(() => (latest?.revision ?? 0) >= revision);
    if ((await within(clock, VISIBLE_MS, isReached, 'late')) === 'late') {
      throw new UnavailableError(`Assignment ${revision} was published, but cannot be read from topic ${topic.name}`);
    }
  }

  function readAssignment(value: Uint8Array | null): void {
    const assignment = value === null ? null : decodeAssignment(value);
    if (assignment === null) {
      logger.error(`Ignoring an assignment in topic ${topic.name} that cannot be read`);
      return;
    }
    if (latest !== null && assignment.revision <= latest.revision) {
      logger.warn(`Ignoring assignment ${assignment.revision}: there is ${latest.revision} already`);
      return;
    }
    latest = assignment;
  }

  function readAcknowledgement(member: string, value: Uint8Array | null): void {
    const acknowledgement = value === null ? null : decodeAcknowledgement(value);
    if (acknowledgement === null) acknowledgements.delete(member);
    else acknowledgements.set(member, acknowledgement);
  }

  return {
    start: () => log.start(),
    refresh: () => log.readToEnd(),
    latest: () => latest,
    acknowledgements: () => acknowledgements,
    acknowledge: (member, acknowledgement) =>
      log.append([{ key: acknowledgementKey(member), value: encodeAcknowledgement(acknowledgement) }]),
    async takeOver() {
      const producer = await broker.createProducer({
        clientId: `${options.transactionalId}-leader`,
        properties: {},
        transactionalId: options.transactionalId,
      });
      return createPublisher(producer, topic.name, reached);
    },
    close: () => log.close(),
  };
}

function createPublisher(producer: Producer, topic: string, reached: (revision: number) => Promise<void>): AssignmentPublisher {
  return {
    async publish(assignment, forget) {
      const keys = [Buffer.from(ASSIGNMENT_KEY), ...forget.map(acknowledgementKey)];
      const values = [encodeAssignment(assignment), ...forget.map(() => null)];
      await producer.transaction({ batches: [{ topic, partition: 0, keys, values, timestamps: null, headers: null }] });
      // The broker decides on a transaction before its records can be read.
      await reached(assignment.revision);
    },
    close: () => producer.close(),
  };
}

function acknowledgementKey(member: string): Buffer {
  return Buffer.from(ACKNOWLEDGEMENT_PREFIX + member);
}
