import { clientKey as key } from './client-key.ts';
import type { ClientKey } from './client-key.ts';
import { checkGzipLevel } from './client-checks.ts';

/** What only producers have. */
export const PRODUCER_KEYS: readonly ClientKey[] = [
  key('acks', 'STRING', 'LOW', 'all', 'How many replicas have to have a record before it counts as sent.', {
    oneOf: ['all', '-1', '0', '1'],
  }),
  key('retries', 'INT', 'HIGH', '2147483647', 'How often a record is sent again after a failure that may pass.', {
    min: 0,
    max: 2147483647,
  }),
  key('enable.idempotence', 'BOOLEAN', 'LOW', 'true', 'Whether brokers drop what arrives twice because it was sent again.'),
  key('transactional.id', 'STRING', 'LOW', null, "A name that lasts beyond the producer's life, for transactions.", {
    nonEmpty: true,
  }),
  key('transaction.timeout.ms', 'INT', 'LOW', '60000', 'How long a transaction may stay open before the broker aborts it.'),
  key(
    'transaction.two.phase.commit.enable',
    'BOOLEAN',
    'LOW',
    'false',
    'Whether transactions take part in a two-phase commit and so never time out.',
  ),
  key('buffer.memory', 'LONG', 'HIGH', '33554432', 'Bytes of records that may wait to be sent.', { min: 0 }),
  key('batch.size', 'INT', 'MEDIUM', '16384', 'Bytes of records of one partition that are sent together.', { min: 0 }),
  key('linger.ms', 'LONG', 'MEDIUM', '5', 'How long a batch waits for more records.', { min: 0 }),
  key(
    'delivery.timeout.ms',
    'INT',
    'MEDIUM',
    '120000',
    'How long a record may take from being handed over to being sent or failed.',
    { min: 0 },
  ),
  key('max.block.ms', 'LONG', 'MEDIUM', '60000', 'How long sending may wait for metadata or room in the buffer.', { min: 0 }),
  key('max.request.size', 'INT', 'MEDIUM', '1048576', 'The largest request in bytes, and so the largest record.', { min: 0 }),
  key('max.in.flight.requests.per.connection', 'INT', 'LOW', '5', 'How many requests may be unanswered on a connection.', {
    min: 1,
  }),
  key(
    'metadata.max.idle.ms',
    'LONG',
    'LOW',
    '300000',
    'Metadata of a topic that was not written to for this long is forgotten.',
    { min: 5000 },
  ),
  key('compression.type', 'STRING', 'HIGH', 'none', 'How batches are compressed.', {
    oneOf: ['none', 'gzip', 'snappy', 'lz4', 'zstd'],
  }),
  key('compression.gzip.level', 'INT', 'MEDIUM', '-1', 'Compression level of gzip; -1 is its own default.', {
    check: checkGzipLevel,
  }),
  key('compression.lz4.level', 'INT', 'MEDIUM', '9', 'Compression level of lz4.', { min: 1, max: 17 }),
  key('compression.zstd.level', 'INT', 'MEDIUM', '3', 'Compression level of zstd.', { min: -131072, max: 22 }),
  key('partitioner.class', 'CLASS', 'MEDIUM', null, 'A class that picks the partition of a record instead of the built-in rule.'),
  key('partitioner.ignore.keys', 'BOOLEAN', 'MEDIUM', 'false', "Whether a record's key has no say in its partition."),
  key(
    'partitioner.adaptive.partitioning.enable',
    'BOOLEAN',
    'LOW',
    'true',
    'Whether faster brokers get more of the records that have no key.',
  ),
  key(
    'partitioner.availability.timeout.ms',
    'LONG',
    'LOW',
    '0',
    'After this time without progress a partition gets no more records that have no key; 0: never.',
    { min: 0 },
  ),
  key('interceptor.classes', 'LIST', 'LOW', '', 'Classes that see, and may change, records before they are sent.', {
    list: 'any',
  }),
  key('key.serializer', 'CLASS', 'HIGH', undefined, 'The class that turns keys into bytes.'),
  key('value.serializer', 'CLASS', 'HIGH', undefined, 'The class that turns values into bytes.'),
];
