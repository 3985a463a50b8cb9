import {
  BadRequestError,
  EngineError,
  FencedError,
  ForbiddenError,
  GroupNotEmptyError,
  InternalError,
  NotFoundError,
  UnavailableError,
} from '../../model/errors.ts';
import { kafkajs } from './kafkajs-internals.ts';

type ErrorRow = readonly [name: string, retriable: boolean, means: (message: string, options: ErrorOptions) => EngineError];

const unavailable = (message: string, options: ErrorOptions): EngineError => new UnavailableError(message, options);
const refused = (message: string, options: ErrorOptions): EngineError => new BadRequestError(message, options);
const forbidden = (message: string, options: ErrorOptions): EngineError => new ForbiddenError(message, options);
const fenced = (message: string, options: ErrorOptions): EngineError => new FencedError(message, options);
const missing = (message: string, options: ErrorOptions): EngineError => new NotFoundError(message, options);
const occupied = (message: string, options: ErrorOptions): EngineError => new GroupNotEmptyError(message, options);
const broken = (message: string, options: ErrorOptions): EngineError => new InternalError(message, options);

/** Kafka's error codes: name, whether the same request may succeed later, and what it means to the engine. */
const rows: ReadonlyMap<number, ErrorRow> = new Map<number, ErrorRow>([
  [-1, ['UNKNOWN_SERVER_ERROR', false, broken]],
  [1, ['OFFSET_OUT_OF_RANGE', false, missing]],
  [2, ['CORRUPT_MESSAGE', true, unavailable]],
  [3, ['UNKNOWN_TOPIC_OR_PARTITION', true, missing]],
  [5, ['LEADER_NOT_AVAILABLE', true, unavailable]],
  [6, ['NOT_LEADER_OR_FOLLOWER', true, unavailable]],
  [7, ['REQUEST_TIMED_OUT', true, unavailable]],
  [8, ['BROKER_NOT_AVAILABLE', true, unavailable]],
  [9, ['REPLICA_NOT_AVAILABLE', true, unavailable]],
  [10, ['MESSAGE_TOO_LARGE', false, refused]],
  [12, ['OFFSET_METADATA_TOO_LARGE', false, refused]],
  [13, ['NETWORK_EXCEPTION', true, unavailable]],
  [14, ['COORDINATOR_LOAD_IN_PROGRESS', true, unavailable]],
  [15, ['COORDINATOR_NOT_AVAILABLE', true, unavailable]],
  [16, ['NOT_COORDINATOR', true, unavailable]],
  [17, ['INVALID_TOPIC_EXCEPTION', false, refused]],
  [18, ['RECORD_LIST_TOO_LARGE', false, refused]],
  [19, ['NOT_ENOUGH_REPLICAS', true, unavailable]],
  [20, ['NOT_ENOUGH_REPLICAS_AFTER_APPEND', true, unavailable]],
  [22, ['ILLEGAL_GENERATION', false, fenced]],
  [23, ['INCONSISTENT_GROUP_PROTOCOL', false, refused]],
  [24, ['INVALID_GROUP_ID', false, refused]],
  [25, ['UNKNOWN_MEMBER_ID', false, fenced]],
  [26, ['INVALID_SESSION_TIMEOUT', false, refused]],
  [27, ['REBALANCE_IN_PROGRESS', false, unavailable]],
  [29, ['TOPIC_AUTHORIZATION_FAILED', false, forbidden]],
  [30, ['GROUP_AUTHORIZATION_FAILED', false, forbidden]],
  [31, ['CLUSTER_AUTHORIZATION_FAILED', false, forbidden]],
  [32, ['INVALID_TIMESTAMP', false, refused]],
  [35, ['UNSUPPORTED_VERSION', false, broken]],
  [36, ['TOPIC_ALREADY_EXISTS', false, refused]],
  [37, ['INVALID_PARTITIONS', false, refused]],
  [38, ['INVALID_REPLICATION_FACTOR', false, refused]],
  [40, ['INVALID_CONFIG', false, refused]],
  [41, ['NOT_CONTROLLER', true, unavailable]],
  [42, ['INVALID_REQUEST', false, broken]],
  [43, ['UNSUPPORTED_FOR_MESSAGE_FORMAT', false, refused]],
  [44, ['POLICY_VIOLATION', false, refused]],
  [45, ['OUT_OF_ORDER_SEQUENCE_NUMBER', false, broken]],
  [46, ['DUPLICATE_SEQUENCE_NUMBER', false, broken]],
  [47, ['INVALID_PRODUCER_EPOCH', false, fenced]],
  [48, ['INVALID_TXN_STATE', false, broken]],
  [49, ['INVALID_PRODUCER_ID_MAPPING', false, fenced]],
  [50, ['INVALID_TRANSACTION_TIMEOUT', false, refused]],
  [51, ['CONCURRENT_TRANSACTIONS', true, unavailable]],
  [52, ['TRANSACTION_COORDINATOR_FENCED', true, unavailable]],
  [53, ['TRANSACTIONAL_ID_AUTHORIZATION_FAILED', false, forbidden]],
  [56, ['KAFKA_STORAGE_ERROR', true, unavailable]],
  [59, ['UNKNOWN_PRODUCER_ID', false, broken]],
  [68, ['NON_EMPTY_GROUP', false, occupied]],
  [69, ['GROUP_ID_NOT_FOUND', false, missing]],
  [74, ['FENCED_LEADER_EPOCH', true, unavailable]],
  [75, ['UNKNOWN_LEADER_EPOCH', true, unavailable]],
  [76, ['UNSUPPORTED_COMPRESSION_TYPE', false, refused]],
  [78, ['OFFSET_NOT_AVAILABLE', true, unavailable]],
  [79, ['MEMBER_ID_REQUIRED', false, broken]],
  [81, ['GROUP_MAX_SIZE_REACHED', false, refused]],
  [82, ['FENCED_INSTANCE_ID', false, fenced]],
  [86, ['GROUP_SUBSCRIBED_TO_TOPIC', false, occupied]],
  [87, ['INVALID_RECORD', false, refused]],
  [88, ['UNSTABLE_OFFSET_COMMIT', true, unavailable]],
  [89, ['THROTTLING_QUOTA_EXCEEDED', true, unavailable]],
  [90, ['PRODUCER_FENCED', false, fenced]],
]);

/** What a broker answered with instead of doing what it was asked for. Stays inside this driver. */
export class KafkaProtocolError extends Error {
  override readonly name = 'KafkaProtocolError';
  readonly code: number;
  /** Kafka's name of the error. */
  readonly type: string;
  readonly retriable: boolean;

  constructor(code: number, what: string, detail: string | null = null) {
    const row = rows.get(code);
    const type = row?.[0] ?? `error code ${code}`;
    super(`${what}: ${detail ?? type}`);
    this.code = code;
    this.type = type;
    this.retriable = row?.[1] ?? false;
  }
}

/** A request was not sent: whoever asked for it may not write at the moment. Stays inside this driver. */
export class WithheldError extends Error {
  override readonly name = 'WithheldError';
  constructor() {
    super('This worker may not write at the moment');
  }
}

/** Throws unless the code says that all went well. */
export function checkCode(code: number, what: string, detail: string | null = null): void {
  if (code !== 0) throw new KafkaProtocolError(code, what, detail);
}

export function hasType(error: unknown, ...types: readonly string[]): boolean {
  return error instanceof KafkaProtocolError && types.includes(error.type);
}

/** Whether the same request may succeed when it is sent again, perhaps to another broker. */
export function isTransient(error: unknown): boolean {
  if (error instanceof KafkaProtocolError) return error.retriable;
  if (error instanceof WithheldError) return true;
  const first = firstOf(error);
  if (first instanceof kafkajs().KafkaJSSASLAuthenticationError) return false;
  return first instanceof kafkajs().KafkaJSError && first.retriable;
}

/** For `retrying`, where an action says by UnavailableError that the brokers are not there yet. */
export const stillWaiting = { isTransient: (error: unknown): boolean => error instanceof UnavailableError || isTransient(error) };

/** kafkajs wraps the last failure of what it has tried several times. */
function firstOf(error: unknown): unknown {
  return error instanceof kafkajs().KafkaJSNumberOfRetriesExceeded ? (error.cause ?? error) : error;
}

/** What the engine is told of: an error of its own, with what came from Kafka as its cause. */
export function toEngineError(error: unknown): Error {
  if (error instanceof EngineError) return error;
  const cause = { cause: error };
  if (error instanceof KafkaProtocolError) return (rows.get(error.code)?.[2] ?? broken)(error.message, cause);
  const first = firstOf(error);
  if (first instanceof kafkajs().KafkaJSSASLAuthenticationError) return new ForbiddenError(first.message, cause);
  if (first instanceof WithheldError) return new UnavailableError(first.message, cause);
  if (isTransient(first)) return new UnavailableError(`Kafka cannot be reached: ${(first as Error).message}`, cause);
  return error instanceof Error ? new InternalError(error.message, cause) : new InternalError(String(error));
}
