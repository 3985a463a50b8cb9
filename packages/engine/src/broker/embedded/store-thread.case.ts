/* oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin */

import { parentPort, workerData } from 'node:worker_threads';
import { produce, startConsumer } from '../consumer-recorder.case.ts';
import { createEmbeddedBroker } from './embedded-broker.ts';

/* The program of the threads that a test starts: joins the group `g` on the topic `t`, and appends what it is sent. */

const { dataDir } = workerData as { readonly dataDir: string };

const broker = await createEmbeddedBroker({ kind: 'embedded', dataDir });
const seen = await startConsumer(broker, {
  groupId: 'g',
  topics: ['t'],
  onBatch: ({ partition, values }) => parentPort!.postMessage({ partition, values: values.map((value) => String(value)) }),
});
void seen.until(() => {
  parentPort!.postMessage({ event: seen.events.at(-1) });
  return false;
});
parentPort!.on('message', (values: string[]) => {
  void produce(broker, 't', values, 0).then(() => produce(broker, 't', values, 1));
});
