import {
  CaseInsensitiveValidString,
  type ConfigKeyOptions,
  type ConfigType,
  LambdaValidator,
  Range,
  ValidList,
  type Validator,
  ValidString,
} from '@millrace/connector-api';

type KeyOptions = ConfigKeyOptions<string, ConfigType> & { readonly default: null | string | number | boolean };

const UNUSED = "Known to Kafka Connect's worker.";

function key(name: string, type: ConfigType, value: KeyOptions['default'], validator: Validator | null = null): KeyOptions {
  return { name, type, default: value, validator, importance: 'LOW', documentation: UNUSED };
}

const nonNegative = Range.atLeast(0);
const partitions = positiveOr(-1, 'a number of partitions, 1 or more, or -1 for the default of the broker');
const replication = positiveOr(-1, 'a number of replicas, 1 or more, or -1 for the default of the broker');

function positiveOr(special: number, form: string): Validator {
  return LambdaValidator.with(
    (name, value) => {
      if (Number(value) !== special) Range.atLeast(1).ensureValid(name, value);
    },
    () => form,
  );
}

/**
 * The rest of what Kafka Connect's worker can be configured with, by its names, types and defaults: what the engine reads, and
 * what only means something in a cluster or with a Kafka. A value that Kafka Connect would refuse is refused here too.
 */
export const otherWorkerKeys: readonly KeyOptions[] = [
  key('offset.flush.interval.ms', 'LONG', 60_000, Range.atLeast(1)),
  key('offset.flush.timeout.ms', 'LONG', 5000, nonNegative),
  key('topic.tracking.enable', 'BOOLEAN', true),
  key('topic.tracking.allow.reset', 'BOOLEAN', true),
  key('topic.creation.enable', 'BOOLEAN', true),
  key('connector.client.config.override.policy', 'STRING', 'All'),
  key(
    'plugin.discovery',
    'STRING',
    'HYBRID_WARN',
    CaseInsensitiveValidString.in('ONLY_SCAN', 'HYBRID_WARN', 'HYBRID_FAIL', 'SERVICE_LOAD'),
  ),
  key('key.converter.plugin.version', 'STRING', null),
  key('value.converter.plugin.version', 'STRING', null),
  key('header.converter.plugin.version', 'STRING', null),
  key('metrics.sample.window.ms', 'LONG', 30_000, nonNegative),
  key('metrics.num.samples', 'INT', 2, Range.atLeast(1)),
  key('metrics.recording.level', 'STRING', 'INFO', ValidString.in('INFO', 'DEBUG')),
  key('metric.reporters', 'LIST', '', ValidList.anyNonDuplicateValues({ isEmptyAllowed: true, isNullAllowed: false })),
  key(
    'client.dns.lookup',
    'STRING',
    'use_all_dns_ips',
    ValidString.in('use_all_dns_ips', 'resolve_canonical_bootstrap_servers_only'),
  ),
  key('offset.storage.file.filename', 'STRING', null),
  key('group.id', 'STRING', null),
  key('session.timeout.ms', 'INT', 10_000),
  key('rebalance.timeout.ms', 'INT', 60_000),
  key('heartbeat.interval.ms', 'INT', 3000),
  key('exactly.once.source.support', 'STRING', 'disabled', CaseInsensitiveValidString.in('disabled', 'preparing', 'enabled')),
  key('metadata.max.age.ms', 'LONG', 300_000, nonNegative),
  key('client.id', 'STRING', ''),
  key('send.buffer.bytes', 'INT', 131_072, Range.atLeast(-1)),
  key('receive.buffer.bytes', 'INT', 32_768, Range.atLeast(-1)),
  key('reconnect.backoff.ms', 'LONG', 50, nonNegative),
  key('reconnect.backoff.max.ms', 'LONG', 1000, nonNegative),
  key('socket.connection.setup.timeout.ms', 'LONG', 10_000, nonNegative),
  key('socket.connection.setup.timeout.max.ms', 'LONG', 30_000, nonNegative),
  key('retry.backoff.ms', 'LONG', 100, nonNegative),
  key('retry.backoff.max.ms', 'LONG', 1000, nonNegative),
  key('request.timeout.ms', 'INT', 40_000, nonNegative),
  key('connections.max.idle.ms', 'LONG', 540_000),
  key(
    'security.protocol',
    'STRING',
    'PLAINTEXT',
    CaseInsensitiveValidString.in('PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'),
  ),
  key('security.providers', 'STRING', null),
  key('worker.sync.timeout.ms', 'INT', 3000),
  key('worker.unsync.backoff.ms', 'INT', 300_000),
  key('config.storage.topic', 'STRING', null),
  key('config.storage.replication.factor', 'SHORT', 3, replication),
  key('offset.storage.topic', 'STRING', null),
  key('offset.storage.partitions', 'INT', 25, partitions),
  key('offset.storage.replication.factor', 'SHORT', 3, replication),
  key('status.storage.topic', 'STRING', null),
  key('status.storage.partitions', 'INT', 5, partitions),
  key('status.storage.replication.factor', 'SHORT', 3, replication),
  key('connect.protocol', 'STRING', 'sessioned', CaseInsensitiveValidString.in('eager', 'compatible', 'sessioned')),
  key('scheduled.rebalance.max.delay.ms', 'INT', 10_000, nonNegative),
  key('inter.worker.key.ttl.ms', 'INT', 3_600_000, nonNegative),
  key('inter.worker.key.generation.algorithm', 'STRING', 'HmacSHA256'),
  key('inter.worker.key.size', 'INT', null),
  key('inter.worker.signature.algorithm', 'STRING', 'HmacSHA256'),
  key('inter.worker.verification.algorithms', 'LIST', 'HmacSHA256'),
  key('metadata.recovery.strategy', 'STRING', 'rebootstrap', CaseInsensitiveValidString.in('none', 'rebootstrap')),
  key('metadata.recovery.rebootstrap.trigger.ms', 'LONG', 300_000, nonNegative),
];

/** Keys that start so are known without being listed: settings of clients, converters, topics and TLS. */
export const KNOWN_PREFIXES: readonly string[] = [
  'producer.',
  'consumer.',
  'admin.',
  'key.converter.',
  'value.converter.',
  'header.converter.',
  'config.providers.',
  'config.storage.',
  'offset.storage.',
  'status.storage.',
  'connector.client.config.override.',
  'metrics.context.',
  'listeners.https.',
  'ssl.',
  'sasl.',
];
