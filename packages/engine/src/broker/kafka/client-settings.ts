import { BadRequestError } from '../../model/errors.ts';
import type { Logger } from '../../model/logger.ts';
import type { ClientProperties } from '../broker.ts';
import type { KafkajsClientOptions } from './kafkajs-internals.ts';
import { PropertyReader } from './property-reader.ts';
import { saslOptions, saslProperties } from './sasl-settings.ts';
import { sslOptions, sslProperties } from './ssl-settings.ts';

/** A client's settings, from the names that Java's clients have for them. Defaults are Java's unless said otherwise. */
export interface ClientSettings {
  readonly kafkajs: KafkajsClientOptions;
  readonly requestTimeoutMs: number;
  /** How long an operation is tried again. */
  readonly apiTimeoutMs: number;
  readonly retryPause: RetryPause;
  readonly metadataMaxAgeMs: number;
  readonly producer: ProducerSettings;
  readonly consumer: ConsumerSettings;
  readonly membership: MembershipSettings;
}

/** Between attempts: twice as long each time. */
export interface RetryPause {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Of a worker in its group. */
export interface MembershipSettings {
  readonly sessionTimeoutMs: number;
  readonly heartbeatIntervalMs: number;
  readonly rebalanceTimeoutMs: number;
}

export interface ProducerSettings {
  readonly acks: -1 | 0 | 1;
  readonly idempotent: boolean;
  /** 0 unless given: a batch is whatever has come while the one before was under way. */
  readonly lingerMs: number;
  readonly batchBytes: number;
  readonly maxRequestBytes: number;
  /** Requests under way to one broker. */
  readonly maxInFlight: number;
  readonly deliveryTimeoutMs: number;
  /** How long a send waits for what it has to know of its topic. */
  readonly maxBlockMs: number;
  readonly transactionTimeoutMs: number;
  readonly compression: string;
  readonly createsTopics: boolean;
}

export interface ConsumerSettings {
  readonly sessionTimeoutMs: number;
  readonly heartbeatIntervalMs: number;
  readonly maxPollIntervalMs: number;
  readonly maxPollRecords: number;
  readonly fetchMaxWaitMs: number;
  readonly fetchMinBytes: number;
  readonly fetchMaxBytes: number;
  readonly partitionFetchBytes: number;
  readonly readsCommitted: boolean;
  readonly offsetReset: string | undefined;
  readonly instanceId: string | null;
  readonly excludesInternalTopics: boolean;
  /** false unless given, other than Java's: a consumer that waits for a topic does not make it. */
  readonly createsTopics: boolean;
}

/** Settings that mean nothing here, because what they tune does not exist: no need to tell anybody. */
const withoutMeaning = new Set([
  'key.serializer',
  'value.serializer',
  'key.deserializer',
  'value.deserializer',
  'group.id',
  'transactional.id',
  'enable.auto.commit',
  'auto.commit.interval.ms',
  'check.crcs',
  'metric.reporters',
  'metrics.num.samples',
  'metrics.recording.level',
  'metrics.sample.window.ms',
  'auto.include.jmx.reporter',
  'enable.metrics.push',
  'send.buffer.bytes',
  'receive.buffer.bytes',
  'buffer.memory',
]);

/**
 * Reads a client's settings. Throws BadRequestError for values that Java's clients refuse, and warns, once for each name and logger,
 * of settings that cannot be honoured.
 */
export function readClientSettings(properties: ClientProperties, clientId: string, logger: Logger): ClientSettings {
  const from = new PropertyReader(properties);
  const protocol = from.choice('security.protocol', ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'], 'PLAINTEXT');
  const requestTimeoutMs = from.number('request.timeout.ms', 30_000);
  const settings: ClientSettings = {
    kafkajs: {
      brokers: bootstrapServers(from.text('bootstrap.servers', '')),
      clientId: from.text('client.id', clientId),
      ssl: protocol.endsWith('SSL') ? sslOptions(from) : null,
      sasl: protocol.startsWith('SASL') ? saslOptions(from) : null,
      connectionTimeout: from.number('socket.connection.setup.timeout.ms', 10_000),
      authenticationTimeout: requestTimeoutMs,
      reauthenticationThreshold: 10_000,
      requestTimeout: requestTimeoutMs,
      maxInFlightRequests: null,
    },
    requestTimeoutMs,
    apiTimeoutMs: from.number('default.api.timeout.ms', 60_000),
    retryPause: retryPause(from),
    metadataMaxAgeMs: from.number('metadata.max.age.ms', 300_000),
    producer: producerSettings(from),
    consumer: consumerSettings(from),
    membership: {
      sessionTimeoutMs: from.number('session.timeout.ms', 10_000),
      heartbeatIntervalMs: from.number('heartbeat.interval.ms', 3000),
      rebalanceTimeoutMs: from.number('rebalance.timeout.ms', 60_000),
    },
  };
  const ignored = from.unread().filter((name) => !withoutMeaning.has(name) && !belongsToSecurity(name));
  warnOnce(ignored, logger);
  return settings;
}

/** KIP-580. A first pause longer than the longest one is every pause. */
function retryPause(from: PropertyReader): RetryPause {
  const firstMs = from.number('retry.backoff.ms', 100);
  const longestMs = from.number('retry.backoff.max.ms', 1000);
  return { firstMs: Math.max(Math.min(firstMs, longestMs), 1), longestMs };
}

function producerSettings(from: PropertyReader): ProducerSettings {
  const acks = { all: -1, '-1': -1, '0': 0, '1': 1 } as const;
  const asked = acks[from.choice('acks', ['all', '-1', '0', '1'], 'all')];
  const idempotent = from.flag('enable.idempotence', asked === -1);
  if (idempotent && asked !== -1) {
    throw new BadRequestError(
      'Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.',
    );
  }
  return {
    acks: asked,
    idempotent,
    lingerMs: from.number('linger.ms', 0),
    batchBytes: from.number('batch.size', 512 * 1024),
    maxRequestBytes: from.number('max.request.size', 1024 * 1024),
    maxInFlight: Math.max(from.number('max.in.flight.requests.per.connection', 5), 1),
    deliveryTimeoutMs: from.number('delivery.timeout.ms', 120_000),
    maxBlockMs: from.number('max.block.ms', 60_000),
    transactionTimeoutMs: from.number('transaction.timeout.ms', 60_000),
    compression: from.choice('compression.type', ['none', 'gzip', 'snappy', 'lz4', 'zstd'], 'none'),
    createsTopics: from.flag('allow.auto.create.topics', true),
  };
}

function consumerSettings(from: PropertyReader): ConsumerSettings {
  return {
    sessionTimeoutMs: from.number('session.timeout.ms', 45_000),
    heartbeatIntervalMs: from.number('heartbeat.interval.ms', 3000),
    maxPollIntervalMs: from.number('max.poll.interval.ms', 300_000),
    maxPollRecords: Math.max(from.number('max.poll.records', 500), 1),
    fetchMaxWaitMs: from.number('fetch.max.wait.ms', 500),
    fetchMinBytes: from.number('fetch.min.bytes', 1),
    fetchMaxBytes: from.number('fetch.max.bytes', 50 * 1024 * 1024),
    partitionFetchBytes: from.number('max.partition.fetch.bytes', 1024 * 1024),
    readsCommitted:
      from.choice('isolation.level', ['read_uncommitted', 'read_committed'], 'read_uncommitted') === 'read_committed',
    offsetReset: from.optional('auto.offset.reset'),
    instanceId: from.optional('group.instance.id') ?? null,
    excludesInternalTopics: from.flag('exclude.internal.topics', true),
    createsTopics: from.flag('allow.auto.create.topics', false),
  };
}

/** `host:port`, separated by commas. Throws BadRequestError for what is none. */
function bootstrapServers(text: string): string[] {
  const servers = text.split(',').flatMap((server) => (server.trim() === '' ? [] : [server.trim()]));
  if (servers.length === 0) throw new BadRequestError('No resolvable bootstrap urls given in bootstrap.servers');
  for (const server of servers) {
    if (!/^(?:[a-zA-Z_]+:\/\/)?[^:[\]]+:\d+$/.test(server)) {
      throw new BadRequestError(
        `Invalid url in bootstrap.servers: ${server}; host:port is needed, with a host name or an IPv4 address`,
      );
    }
  }
  return servers.map((server) => server.replace(/^[a-zA-Z_]+:\/\//, ''));
}

function belongsToSecurity(name: string): boolean {
  // What is not needed for the chosen protocol is not asked for.
  return saslProperties.has(name) || sslProperties.has(name);
}

const warned = new WeakMap<Logger, Set<string>>();

function warnOnce(names: readonly string[], logger: Logger): void {
  const known = warned.get(logger) ?? new Set<string>();
  warned.set(logger, known);
  for (const name of names) {
    if (known.has(name)) continue;
    known.add(name);
    logger.warn(`The client setting ${name} cannot be honoured: it has no counterpart in this client, and is ignored`, {
      setting: name,
    });
  }
}
