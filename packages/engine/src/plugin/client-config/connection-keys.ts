import type { ClientKind } from '../client-overrides.ts';
import { clientKey as key } from './client-key.ts';
import type { ClientKey } from './client-key.ts';

/** How each kind of client connects, retries and reports, with the defaults of that kind. */
export function connectionKeys(kind: ClientKind): ClientKey[] {
  const admin = kind === 'admin';
  return [
    key(
      'bootstrap.servers',
      'LIST',
      'HIGH',
      admin ? '' : undefined,
      'Brokers, as host:port, that the client asks first; it learns of the others from them.',
      {
        list: admin ? 'any' : 'nonEmpty',
      },
    ),
    key(
      'client.dns.lookup',
      'STRING',
      'MEDIUM',
      'use_all_dns_ips',
      'Whether every address of a host name is tried, or bootstrap names are first replaced by their canonical names.',
      {
        oneOf: ['use_all_dns_ips', 'resolve_canonical_bootstrap_servers_only'],
      },
    ),
    key(
      'client.id',
      'STRING',
      kind === 'consumer' ? 'LOW' : 'MEDIUM',
      '',
      'A name that brokers show for this client in their logs, metrics and quotas.',
    ),
    key(
      'metadata.max.age.ms',
      'LONG',
      'LOW',
      '300000',
      'After this time metadata is fetched again even if nothing seems to have changed.',
      { min: 0 },
    ),
    key(
      'metadata.recovery.strategy',
      'STRING',
      'LOW',
      'rebootstrap',
      'What to do when none of the known brokers can be reached: start again from the bootstrap servers, or fail.',
      {
        oneOf: ['REBOOTSTRAP', 'NONE'],
        anyCase: true,
      },
    ),
    key(
      'metadata.recovery.rebootstrap.trigger.ms',
      'LONG',
      'LOW',
      '300000',
      'How long metadata may be unavailable before the client starts again from the bootstrap servers.',
      { min: 0 },
    ),
    key(
      'send.buffer.bytes',
      'INT',
      'MEDIUM',
      '131072',
      'Size of the socket buffer for sending; -1 leaves it to the operating system.',
      { min: -1 },
    ),
    key(
      'receive.buffer.bytes',
      'INT',
      'MEDIUM',
      kind === 'producer' ? '32768' : '65536',
      'Size of the socket buffer for receiving; -1 leaves it to the operating system.',
      { min: -1 },
    ),
    key('reconnect.backoff.ms', 'LONG', 'LOW', '50', 'The wait before connecting again to a broker that could not be reached.', {
      min: 0,
    }),
    key('reconnect.backoff.max.ms', 'LONG', 'LOW', '1000', 'The longest wait before connecting again; waits double up to this.', {
      min: 0,
    }),
    key('retry.backoff.ms', 'LONG', 'LOW', '100', 'The wait before a failed request is sent again.', { min: 0 }),
    key(
      'retry.backoff.max.ms',
      'LONG',
      'LOW',
      '1000',
      'The longest wait before a failed request is sent again; waits double up to this.',
      { min: 0 },
    ),
    key('request.timeout.ms', 'INT', 'MEDIUM', '30000', 'How long to wait for the answer to a request.', { min: 0 }),
    key(
      'socket.connection.setup.timeout.ms',
      'LONG',
      'MEDIUM',
      '10000',
      'How long a connection may take to be made; doubles with each failure.',
    ),
    key(
      'socket.connection.setup.timeout.max.ms',
      'LONG',
      'MEDIUM',
      '30000',
      'The longest time that a connection may take to be made.',
    ),
    key(
      'connections.max.idle.ms',
      'LONG',
      'MEDIUM',
      admin ? '300000' : '540000',
      'Connections that carried nothing for this long are closed.',
    ),
    key(
      'enable.metrics.push',
      'BOOLEAN',
      'LOW',
      admin ? 'false' : 'true',
      'Whether the client sends its metrics to brokers that ask for them.',
    ),
    key('metrics.sample.window.ms', 'LONG', 'LOW', '30000', 'The time that one sample of a metric covers.', { min: 0 }),
    key('metrics.num.samples', 'INT', 'LOW', '2', 'How many samples a metric is computed from.', { min: 1 }),
    key('metrics.recording.level', 'STRING', 'LOW', 'INFO', 'How detailed the metrics are that are recorded.', {
      oneOf: ['INFO', 'DEBUG', 'TRACE'],
    }),
    key(
      'metric.reporters',
      'LIST',
      'LOW',
      'org.apache.kafka.common.metrics.JmxReporter',
      'Classes that are told of new metrics.',
      { list: 'any' },
    ),
    key('config.providers', 'LIST', 'LOW', '', 'Names of the config providers that references in these settings may use.', {
      list: 'any',
    }),
  ];
}
