import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Broker } from '../broker.ts';
import type { AppendOrder } from './append-order.ts';
import { createEmbeddedBroker } from './embedded-broker.ts';
import { openStoreWriter } from './store-writer.ts';
import type { StoreWriter } from './store-writer.ts';

const openGate = { enter: () => undefined, leave: () => undefined };

let dataDir: string;
let writer: StoreWriter;
let broker: Broker;
let orders = 0;
/** Ends the writer's side of the line. */
let hangUp: () => void;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'millrace-writer-'));
  orders = 0;
  writer = await openStoreWriter(dataDir, openGate);
  const { port1, port2 } = new MessageChannel();
  port2.once('message', (first: AppendOrder) => {
    orders = 1;
    // In the next turn, as it comes to a writer in another thread.
    setImmediate(() => {
      writer.serve(port2, first);
      port2.on('message', () => (orders += 1));
    });
  });
  hangUp = () => port2.close();
  broker = await createEmbeddedBroker({ kind: 'embedded', dataDir }, { writer: port1 });
});
afterEach(async () => {
  await broker.close();
  await writer.close();
  await rm(dataDir, { recursive: true, force: true });
});

const batch = (topic: string, ...values: string[]) => ({
  topic,
  partition: null,
  keys: null,
  values: values.map((value) => Buffer.from(value)),
  timestamps: null,
  headers: null,
});
const producer = () => broker.createProducer({ clientId: 'test', properties: {} });

async function valuesOf(topic: string, count: number): Promise<string[]> {
  const read: string[] = [];
  const consumer = broker.createConsumer({
    groupId: `read-${topic}`,
    clientId: 'test',
    topics: [topic],
    properties: {},
    handler: {
      onAssigned: () => undefined,
      onRevoked: () => undefined,
      onFailure: () => undefined,
      onBatch: ({ values }) => void read.push(...values.map(String)),
    },
  });
  await consumer.start();
  await expect.poll(() => read.length).toBe(count);
  await consumer.close();
  return read;
}

describe('a thread that has its appends done by a writer', () => {
  it('appends in order, whoever does it, and learns the offsets', async () => {
    const made = await producer();
    // The topic is not there yet, so that the first are its own work.
    const first = [made.appendAll([batch('t', 'a')]), made.appendAll([batch('t', 'b', 'c')])];
    await first[0];
    const later = [made.appendAll([batch('t', 'd')]), made.appendAll([batch('t', 'e'), batch('t', 'f')])];
    const results = (await Promise.all([...first, ...later])).map((each) => each.map(({ offsets }) => offsets));
    expect(results).toEqual([[[0]], [[1, 2]], [[3]], [[4], [5]]]);
    expect(orders).toBeGreaterThan(0);
    expect(await valuesOf('t', 6)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('appends to a topic that was made anew in the meantime', async () => {
    const made = await producer();
    await broker.admin.createTopic({ name: 't', partitions: 1, configs: {} });
    await made.appendAll([batch('t', 'old')]);
    await broker.admin.deleteTopic('t');
    await broker.admin.createTopic({ name: 't', partitions: 1, configs: {} });
    await made.appendAll([batch('t', 'new')]);
    expect(await valuesOf('t', 1)).toEqual(['new']);
  });

  it('writes by itself when the writer is gone', async () => {
    const made = await producer();
    await broker.admin.createTopic({ name: 't', partitions: 1, configs: {} });
    await made.appendAll([batch('t', 'a')]);
    hangUp();
    await expect
      .poll(() =>
        made.appendAll([batch('t', 'b')]).then(
          ([result]) => result?.offsets,
          () => null,
        ),
      )
      .toEqual([1]);
    expect(orders).toBe(1);
  });
});
