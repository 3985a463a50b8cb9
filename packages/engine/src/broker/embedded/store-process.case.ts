import type { Broker } from '../broker.ts';
import type { ProducerBatch } from '../records.ts';
import { createEmbeddedBroker } from './embedded-broker.ts';
import type { StoreNews } from './store-child.case.ts';

/* The program of the processes that tests start, and kill. */

const [task, dataDir] = process.argv.slice(2) as [string, string];

const tell = (news: StoreNews): void => void process.send?.(news);

function batch(topic: string, values: readonly Buffer[]): ProducerBatch {
  return { topic, partition: null, keys: null, values, timestamps: null, headers: null };
}

/** Four writers, whose appends meet in the same transactions; each number is told when it is acknowledged. */
async function append(broker: Broker): Promise<void> {
  const [{ latest } = { latest: 0 }] = await broker.admin.offsetsOfTopic('t').catch(() => []);
  let next = latest;
  const producer = await broker.createProducer({ clientId: 'p', properties: {} });
  const writer = async (): Promise<never> => {
    for (;;) {
      const number = next++;
      await producer.appendAll([batch('t', [Buffer.from(String(number).padEnd(200 + (number % 7) * 1000, '.'))])]);
      tell({ acknowledged: number });
    }
  };
  await Promise.all([writer(), writer(), writer(), writer()]);
}

/** Appends until the store refuses. */
async function fill(broker: Broker): Promise<void> {
  const producer = await broker.createProducer({ clientId: 'p', properties: {} });
  for (let number = 0; number < 100_000; number++) {
    await producer.appendAll([batch('t', [Buffer.from(String(number).padEnd(20_000, '.'))])]);
    tell({ acknowledged: number });
  }
}

async function read(broker: Broker): Promise<void> {
  const read: string[] = [];
  for (const name of await broker.admin.listTopics()) {
    const log = broker.createLog({
      topic: { name, partitions: 1, configs: {} },
      properties: {},
      onRecord: ({ value, offset }) => read.push(`${offset}:${String(value).replace(/\.*$/, '')}`),
    });
    await log.start();
  }
  tell({ read });
}

try {
  const broker = await createEmbeddedBroker({ kind: 'embedded', dataDir });
  tell({ opened: true });
  if (task === 'append') await append(broker);
  if (task === 'fill') await fill(broker);
  if (task === 'read') await read(broker);
  if (task === 'hold') {
    // A broker alone does not keep a process alive.
    process.on('message', () => undefined);
  } else {
    await broker.close();
    process.disconnect();
  }
} catch (error) {
  tell({ refused: (error as Error).message, name: (error as Error).name });
  process.disconnect();
}
