import { ConfigError } from '@millrace/connector-api';
import type { ConfigMap } from '../../model/names.ts';
import type { ClientKind } from '../client-overrides.ts';
import { valueOf } from '../prefixed.ts';
import { clientConfigDef } from './client-config-def.ts';

/** What Kafka Connect itself sets of every client; without it the clients' definitions lack what they require. */
const GIVEN: ConfigMap = {
  'bootstrap.servers': 'embedded:0',
  'key.serializer': 'org.apache.kafka.common.serialization.ByteArraySerializer',
  'value.serializer': 'org.apache.kafka.common.serialization.ByteArraySerializer',
  'key.deserializer': 'org.apache.kafka.common.serialization.ByteArrayDeserializer',
  'value.deserializer': 'org.apache.kafka.common.serialization.ByteArrayDeserializer',
};

const CLASSIC_REFUSES = ['group.remote.assignor', 'share.acknowledgement.mode', 'share.acquire.mode'];
const CONSUMER_REFUSES = [
  'partition.assignment.strategy',
  'heartbeat.interval.ms',
  'session.timeout.ms',
  'share.acknowledgement.mode',
  'share.acquire.mode',
];

type Values = ReadonlyMap<string, unknown>;

/**
 * Refuses what Kafka's own client of this kind would refuse to start with. `properties` are all the settings of the client, prefixes
 * taken off; unknown keys are left alone. Throws ConfigError, in Kafka's words.
 */
export function requireValidClient(kind: ClientKind, properties: ConfigMap): void {
  const values = new Map(Object.entries(clientConfigDef(kind).parse({ ...GIVEN, ...properties })));
  requireMechanism(values);
  if (kind === 'producer') requireIdempotence(values, properties);
  if (kind === 'consumer') requireProtocol(values, properties);
}

function requireMechanism(values: Values): void {
  const protocol = String(values.get('security.protocol')).toUpperCase();
  const mechanism = values.get('sasl.mechanism');
  if (!protocol.startsWith('SASL_') || (typeof mechanism === 'string' && mechanism !== '')) return;
  throw ConfigError.invalidValue(
    'sasl.mechanism',
    null,
    'When the security.protocol configuration enables SASL, mechanism must be non-null and non-empty string.',
  );
}

/** Idempotence that was asked for does not go with some other settings; that of the default gives way to them. */
function requireIdempotence(values: Values, properties: ConfigMap): void {
  const asked = Object.hasOwn(properties, 'enable.idempotence');
  let enabled = values.get('enable.idempotence') === true;
  if (enabled && values.get('retries') === 0) {
    if (asked) throw new ConfigError('Must set retries to non-zero when using the idempotent producer.');
    enabled = false;
  }
  if (values.get('enable.idempotence') === true && !['all', '-1'].includes(String(values.get('acks')))) {
    if (asked) {
      throw new ConfigError(
        'Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.',
      );
    }
    enabled = false;
  }
  const inFlight = Number(values.get('max.in.flight.requests.per.connection'));
  if (values.get('enable.idempotence') === true && inFlight > 5) {
    throw new ConfigError(
      `To use the idempotent producer, max.in.flight.requests.per.connection must be set to at most 5. Current value is ${inFlight}.`,
    );
  }
  if (!enabled && Object.hasOwn(properties, 'transactional.id')) {
    throw new ConfigError('Cannot set a transactional.id without also enabling idempotence.');
  }
  if (values.get('transaction.two.phase.commit.enable') === true && Object.hasOwn(properties, 'transaction.timeout.ms')) {
    throw new ConfigError(
      'Cannot set transaction.timeout.ms when transaction.two.phase.commit.enable is set to true. Transactions will not expire with two-phase commit enabled.',
    );
  }
}

function requireProtocol(values: Values, properties: ConfigMap): void {
  const protocol = String(values.get('group.protocol')).toUpperCase();
  const refused = (protocol === 'CONSUMER' ? CONSUMER_REFUSES : CLASSIC_REFUSES).filter(
    (key) => (valueOf(properties, key) ?? '').trim() !== '',
  );
  if (refused.length > 0) throw new ConfigError(`${refused.join(', ')} cannot be set when group.protocol=${protocol}`);
}
