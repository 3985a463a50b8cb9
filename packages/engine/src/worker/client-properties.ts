import type { ClientProperties } from '../broker/broker.ts';
import type { Logger } from '../model/logger.ts';
import type { ConfigMap } from '../model/names.ts';
import { allowedOverrides } from '../plugin/client-override-validation.ts';
import { withPrefix } from '../plugin/prefixed.ts';
import { workerClientProperties } from './worker-client-properties.ts';

/*
 * A task's clients are set up in three layers, the later over the earlier: Kafka Connect's defaults, the worker's properties for
 * such clients (`producer.…`), and the connector's overrides (`producer.override.…`, KIP-458). What the worker says without a prefix
 * holds for admins only, as in Java. An override that the worker's policy does not allow is a ConnectError.
 */

export function producerProperties(workerProperties: ConfigMap, connectorConfig: ConfigMap): ClientProperties {
  return {
    acks: 'all',
    'enable.idempotence': 'false',
    'max.in.flight.requests.per.connection': '1',
    'delivery.timeout.ms': String(2 ** 31 - 1),
    'max.block.ms': String(2n ** 63n - 1n),
    ...withPrefix(workerProperties, 'producer.'),
    ...allowedOverrides(workerProperties, connectorConfig, 'producer'),
  };
}

/** The producer of an exactly-once source: what that needs, whatever is said otherwise, which is told. */
export function exactlyOnceProducer(given: ClientProperties, logger: Pick<Logger, 'warn'>): ClientProperties {
  const { 'transactional.id': _, ...rest } = given;
  const needed = { acks: 'all', 'enable.idempotence': 'true' };
  for (const [key, value] of Object.entries(needed)) {
    const other = Object.hasOwn(given, key) ? given[key]?.toLowerCase() : undefined;
    // False is what tasks have that need no more.
    if (
      other === undefined ||
      other === value ||
      (key === 'enable.idempotence' && other === 'false') ||
      (key === 'acks' && other === '-1')
    ) {
      continue;
    }
    logger.warn(`The producer setting ${key}=${other} is not used: exactly-once source support needs ${key}=${value}`);
  }
  if (Object.hasOwn(given, 'transactional.id')) {
    logger.warn('The producer setting transactional.id is not used: with exactly-once source support a task has one of its own');
  }
  return { ...rest, ...needed };
}

export function consumerProperties(workerProperties: ConfigMap, connectorConfig: ConfigMap): ClientProperties {
  return {
    'auto.offset.reset': 'earliest',
    'enable.auto.commit': 'false',
    ...withPrefix(workerProperties, 'consumer.'),
    ...allowedOverrides(workerProperties, connectorConfig, 'consumer'),
  };
}

/** Of the admins that create topics for a connector and see to the offsets of its group. */
export function adminProperties(workerProperties: ConfigMap, connectorConfig: ConfigMap): ClientProperties {
  return {
    ...workerClientProperties(workerProperties),
    ...withPrefix(workerProperties, 'admin.'),
    ...allowedOverrides(workerProperties, connectorConfig, 'admin'),
  };
}

/** The client id of a task's client, unless its properties name one. */
export function clientIdOf(properties: ClientProperties, standard: string): string {
  return Object.hasOwn(properties, 'client.id') ? (properties['client.id'] ?? standard) : standard;
}
