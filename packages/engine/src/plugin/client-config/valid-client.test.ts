import { describe, expect, it } from 'vitest';
import type { ConfigMap } from '../../model/names.ts';
import type { ClientKind } from '../client-overrides.ts';
import { requireValidClient } from './valid-client.ts';

describe('settings that a Kafka client would not start with', () => {
  it.each<[ClientKind, ConfigMap, string]>([
    ['producer', { acks: '7' }, 'Invalid value 7 for configuration acks: String must be one of: all, -1, 0, 1'],
    [
      'producer',
      { 'compression.type': 'nope' },
      'Invalid value nope for configuration compression.type: String must be one of: none, gzip, snappy, lz4, zstd',
    ],
    [
      'producer',
      { 'compression.gzip.level': '0' },
      'Invalid value 0 for configuration compression.gzip.level: Value must be between 1 and 9 or equal to -1',
    ],
    ['producer', { 'linger.ms': 'x' }, 'Invalid value x for configuration linger.ms: Not a number of type LONG'],
    [
      'producer',
      { 'enable.idempotence': 'true', acks: '1' },
      'Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.',
    ],
    [
      'producer',
      { 'enable.idempotence': 'true', retries: '0' },
      'Must set retries to non-zero when using the idempotent producer.',
    ],
    ['producer', { 'max.in.flight.requests.per.connection': '6' }, 'must be set to at most 5. Current value is 6.'],
    [
      'producer',
      { 'enable.idempotence': 'false', 'transactional.id': 't' },
      'Cannot set a transactional.id without also enabling idempotence.',
    ],
    [
      'producer',
      { 'security.protocol': 'sasl_ssl', 'sasl.mechanism': '' },
      'Invalid value null for configuration sasl.mechanism',
    ],
    [
      'consumer',
      { 'auto.offset.reset': 'foo' },
      "Invalid value foo for configuration auto.offset.reset: Invalid value `foo` for configuration auto.offset.reset. The value must be either 'earliest', 'latest', 'none' or of the format 'by_duration:<PnDTnHnMn.nS.>'.",
    ],
    [
      'consumer',
      { 'auto.offset.reset': 'by_duration:-PT1S' },
      'Invalid value by_duration:-PT1S for configuration auto.offset.reset',
    ],
    ['consumer', { 'max.poll.records': '0' }, 'Invalid value 0 for configuration max.poll.records: Value must be at least 1'],
    [
      'consumer',
      { 'group.protocol': 'consumer', 'session.timeout.ms': '1' },
      'session.timeout.ms cannot be set when group.protocol=CONSUMER',
    ],
    ['admin', { 'request.timeout.ms': 'x' }, 'Invalid value x for configuration request.timeout.ms: Not a number of type INT'],
  ])('of a %s: %j', (kind, properties, message) => {
    expect(() => requireValidClient(kind, properties)).toThrow(message);
  });

  it.each<[ClientKind, ConfigMap]>([
    ['producer', { acks: '1', 'no.such.setting': 'x', 'batch.size': '0' }],
    ['consumer', { 'auto.offset.reset': 'by_duration:P3DT4H', 'group.id': 'g' }],
    ['admin', {}],
  ])('are not those of a %s: %j', (kind, properties) => {
    expect(() => requireValidClient(kind, properties)).not.toThrow();
  });
});
