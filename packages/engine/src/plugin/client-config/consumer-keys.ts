import { checkOffsetReset, checkShareAcknowledgement, checkShareAcquire } from './client-checks.ts';
import { clientKey as key } from './client-key.ts';
import type { ClientKey } from './client-key.ts';

/** What only consumers have. */
export const CONSUMER_KEYS: readonly ClientKey[] = [
  key('group.id', 'STRING', 'HIGH', null, 'The group whose members share the partitions among them.'),
  key(
    'group.instance.id',
    'STRING',
    'MEDIUM',
    null,
    'A name that makes this a static member, whose partitions wait for it through a restart.',
    { nonEmpty: true },
  ),
  key('group.protocol', 'STRING', 'HIGH', 'classic', 'The protocol of the group.', {
    oneOf: ['CONSUMER', 'CLASSIC'],
    anyCase: true,
  }),
  key('group.remote.assignor', 'STRING', 'MEDIUM', null, 'The assignor that the broker uses with the consumer protocol.'),
  key('session.timeout.ms', 'INT', 'HIGH', '45000', 'After this time without a heartbeat a member counts as lost.'),
  key('heartbeat.interval.ms', 'INT', 'HIGH', '3000', 'The time between heartbeats.'),
  key(
    'partition.assignment.strategy',
    'LIST',
    'MEDIUM',
    'class org.apache.kafka.clients.consumer.RangeAssignor,class org.apache.kafka.clients.consumer.CooperativeStickyAssignor',
    'How partitions are shared out, in order of preference.',
    { list: 'any' },
  ),
  key('max.poll.interval.ms', 'INT', 'MEDIUM', '300000', 'The longest time between two polls of a member that is alive.', {
    min: 1,
  }),
  key('max.poll.records', 'INT', 'MEDIUM', '500', 'The most records that one poll gives.', { min: 1 }),
  key('auto.offset.reset', 'STRING', 'MEDIUM', 'latest', 'Where to start when a group has no offset for a partition.', {
    check: checkOffsetReset,
  }),
  key('enable.auto.commit', 'BOOLEAN', 'MEDIUM', 'true', 'Whether offsets are committed now and then without being asked.'),
  key('auto.commit.interval.ms', 'INT', 'LOW', '5000', 'The time between such commits.', { min: 0 }),
  key('isolation.level', 'STRING', 'MEDIUM', 'read_uncommitted', 'Whether records of open and aborted transactions are read.', {
    oneOf: ['read_committed', 'read_uncommitted'],
  }),
  key('fetch.min.bytes', 'INT', 'HIGH', '1', 'How much a broker waits for before it answers a fetch.', { min: 0 }),
  key('fetch.max.bytes', 'INT', 'MEDIUM', '52428800', 'About how much one fetch gives at most.', { min: 0 }),
  key('fetch.max.wait.ms', 'INT', 'LOW', '500', 'How long a broker waits for that much.', { min: 0 }),
  key('max.partition.fetch.bytes', 'INT', 'HIGH', '1048576', 'About how much one fetch gives of a partition at most.', {
    min: 0,
  }),
  key('check.crcs', 'BOOLEAN', 'LOW', 'true', 'Whether the checksums of records are verified.'),
  key('client.rack', 'STRING', 'LOW', '', 'Where this client stands, so that it can read from a replica nearby.'),
  key('default.api.timeout.ms', 'INT', 'MEDIUM', '60000', 'How long calls may take that are given no time of their own.', {
    min: 0,
  }),
  key(
    'exclude.internal.topics',
    'BOOLEAN',
    'MEDIUM',
    'true',
    'Whether a pattern leaves out the topics that brokers keep for themselves.',
  ),
  key('allow.auto.create.topics', 'BOOLEAN', 'MEDIUM', 'true', 'Whether a broker may create a topic because it is read.'),
  key('interceptor.classes', 'LIST', 'LOW', '', 'Classes that see, and may change, records before they are handed out.', {
    list: 'any',
  }),
  key(
    'share.acknowledgement.mode',
    'STRING',
    'MEDIUM',
    'implicit',
    'Whether members of a share group acknowledge each record themselves.',
    { check: checkShareAcknowledgement },
  ),
  key(
    'share.acquire.mode',
    'STRING',
    'MEDIUM',
    'BATCH_OPTIMIZED',
    "Whether a share group's fetches keep batches whole or keep to the number of records.",
    { check: checkShareAcquire },
  ),
  key('internal.throw.on.fetch.stable.offset.unsupported', 'BOOLEAN', 'LOW', 'false', ''),
  key('key.deserializer', 'CLASS', 'HIGH', undefined, 'The class that makes keys from bytes.'),
  key('value.deserializer', 'CLASS', 'HIGH', undefined, 'The class that makes values from bytes.'),
];
