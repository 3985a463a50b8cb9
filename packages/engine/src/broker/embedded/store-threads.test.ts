/* oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Broker } from '../broker.ts';
import { produce, startConsumer } from '../consumer-recorder.case.ts';
import { createStoreFixture } from './store-fixture.case.ts';
import type { StoreFixture } from './store-fixture.case.ts';

interface ThreadNews {
  /** The last thing that its consumer was told. */
  readonly event?: string;
  readonly values?: readonly string[];
}

let fixture: StoreFixture;
let broker: Broker;
let threads: Worker[] = [];

beforeEach(async () => {
  fixture = await createStoreFixture();
  broker = await fixture.open();
  await broker.admin.createTopic({ name: 't', partitions: 2, configs: {} });
});

afterEach(async () => {
  await Promise.all(threads.map((thread) => thread.terminate()));
  threads = [];
  await fixture.close();
});

function startThread(): Worker {
  const options = { workerData: { dataDir: fixture.dataDir }, execArgv: ['--conditions=@millrace/source'] };
  const thread = new Worker(new URL('store-thread.case.ts', import.meta.url), options);
  threads.push(thread);
  return thread;
}

async function hear(thread: Worker, fits: (news: ThreadNews) => boolean): Promise<ThreadNews> {
  for (;;) {
    const [news] = (await once(thread, 'message')) as [ThreadNews];
    if (fits(news)) return news;
  }
}

describe('threads that open the same store', () => {
  it('see what the others write, share a group, and take over from one that dies', { timeout: 60_000 }, async () => {
    const thread = startThread();
    await hear(thread, ({ event }) => event === 'assigned t-0,t-1');

    const mine = await startConsumer(broker, { groupId: 'g', topics: ['t'] });
    await Promise.all([
      hear(thread, ({ event }) => event?.startsWith('revoked') === true),
      mine.until(() => mine.consumer.assignment().length === 1),
    ]);
    const [own] = mine.consumer.assignment();

    const heard = hear(thread, ({ values }) => values?.includes('from main') === true);
    await produce(broker, 't', ['from main'], 1 - own!.partition);
    await heard;
    thread.postMessage(['from the thread']);
    await mine.until(() => mine.values().includes('from the thread'));

    await thread.terminate();
    await mine.until(() => mine.consumer.assignment().length === 2);
    await produce(broker, 't', ['after'], 1 - own!.partition);
    await mine.until(() => mine.values().includes('after'));
    expect(mine.values()).toEqual(expect.arrayContaining(['from the thread', 'after']));
  });
});
