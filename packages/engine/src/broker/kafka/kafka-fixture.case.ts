import type { Broker } from '../broker.ts';
import type { BrokerFixture } from '../broker.case.ts';
import { createBroker } from '../create-broker.ts';

/** What consumers have unless a case says otherwise: they look for topics often, so that nothing has to be waited for. */
const quickly = {
  'metadata.max.age.ms': '300',
  'fetch.max.wait.ms': '50',
  'heartbeat.interval.ms': '100',
  // Longer than any stand-still of the machine.
  'session.timeout.ms': '45000',
};

/** Opens brokers on a cluster that is running. */
export async function createKafkaFixture(bootstrapServers: string): Promise<BrokerFixture> {
  const opened: Broker[] = [];
  return {
    async open() {
      const broker = await createBroker({ kind: 'kafka', properties: { 'bootstrap.servers': bootstrapServers, ...quickly } });
      opened.push(broker);
      const createConsumer = broker.createConsumer.bind(broker);
      broker.createConsumer = (options) => createConsumer({ ...options, properties: { ...quickly, ...options.properties } });
      return broker;
    },
    async close() {
      await Promise.all(opened.map((broker) => broker.close()));
    },
  };
}
