import type { Broker, BrokerConfig } from './broker.ts';
import { createEmbeddedBroker } from './embedded/embedded-broker.ts';
import type { BrokerEnvironment } from './embedded/embedded-broker.ts';
import type { KafkaBrokerEnvironment } from './kafka/kafka-broker.ts';

/**
 * Opens a broker, one for each thread that needs it; what only Kafka needs is loaded only then. Throws StoreError when the data directory is locked by another worker, not
 * writable or full, and when the store in it is corrupt or was written by a newer version; UnavailableError when the Kafka cluster cannot be reached.
 */
export async function createBroker(
  config: BrokerConfig,
  environment: BrokerEnvironment & KafkaBrokerEnvironment = {},
): Promise<Broker> {
  if (config.kind === 'embedded') return createEmbeddedBroker(config, environment);
  const { createKafkaBroker } = await import('./kafka/kafka-broker.ts');
  return createKafkaBroker(config, environment);
}
