import type { Broker, BrokerConfig } from './broker.ts';
import { createEmbeddedBroker } from './embedded/embedded-broker.ts';
import type { BrokerEnvironment } from './embedded/embedded-broker.ts';

/**
 * Opens a broker, one for each thread that needs it. Throws StoreError when the data directory is locked by another worker, not
 * writable or full, and when the store in it is corrupt or was written by a newer version.
 */
export function createBroker(config: BrokerConfig, environment: BrokerEnvironment = {}): Promise<Broker> {
  return createEmbeddedBroker(config, environment);
}
