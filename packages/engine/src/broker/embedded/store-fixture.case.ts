import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrokerFixture } from '../broker.case.ts';
import type { Broker } from '../broker.ts';
import { createEmbeddedBroker } from './embedded-broker.ts';
import type { BrokerEnvironment } from './embedded-broker.ts';

export interface StoreFixture extends BrokerFixture {
  readonly dataDir: string;
  open(environment?: BrokerEnvironment): Promise<Broker>;
  /** Closes the brokers that are open, so that the next one opens the store anew. */
  closeBrokers(): Promise<void>;
}

/** A data directory that goes away with the test. */
export async function createStoreFixture(): Promise<StoreFixture> {
  const dataDir = await mkdtemp(join(tmpdir(), 'millrace-store-'));
  let brokers: Broker[] = [];
  const closeBrokers = async (): Promise<void> => {
    const open = brokers;
    brokers = [];
    await Promise.all(open.map((broker) => broker.close()));
  };
  return {
    dataDir,
    async open(environment) {
      const broker = await createEmbeddedBroker({ kind: 'embedded', dataDir }, environment);
      brokers.push(broker);
      return broker;
    },
    closeBrokers,
    async close() {
      await closeBrokers();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
