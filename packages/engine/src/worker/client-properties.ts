import type { ClientProperties } from '../broker/broker.ts';
import type { ConfigMap } from '../model/names.ts';
import { clientOverrides } from '../plugin/client-overrides.ts';
import { withPrefix } from '../plugin/prefixed.ts';

/*
 * A task's clients are set up in three layers, the later over the earlier: Kafka Connect's defaults, the worker's properties for
 * such clients (`producer.…`), and the connector's overrides (`producer.override.…`, KIP-458).
 */

export function producerProperties(workerProperties: ConfigMap, connectorConfig: ConfigMap): ClientProperties {
  return {
    acks: 'all',
    'enable.idempotence': 'false',
    'max.in.flight.requests.per.connection': '1',
    'delivery.timeout.ms': String(2 ** 31 - 1),
    'max.block.ms': String(2n ** 63n - 1n),
    ...withPrefix(workerProperties, 'producer.'),
    ...clientOverrides(connectorConfig, 'producer'),
  };
}

export function consumerProperties(workerProperties: ConfigMap, connectorConfig: ConfigMap): ClientProperties {
  return {
    'auto.offset.reset': 'earliest',
    'enable.auto.commit': 'false',
    ...withPrefix(workerProperties, 'consumer.'),
    ...clientOverrides(connectorConfig, 'consumer'),
  };
}

/** The client id of a task's client, unless its properties name one. */
export function clientIdOf(properties: ClientProperties, standard: string): string {
  return Object.hasOwn(properties, 'client.id') ? (properties['client.id'] ?? standard) : standard;
}
