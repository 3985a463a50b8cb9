import { describe, expect, it } from 'vitest';
import { createIdleCollection } from './idle-collection.ts';

function createThread() {
  const thread = { now: 0, busy: 0, heap: 20, kept: 10, collections: 0 };
  const look = createIdleCollection({
    now: () => thread.now,
    utilization: () => thread.busy,
    heapUsed: () => thread.heap,
    collect() {
      thread.collections += 1;
      thread.heap = thread.kept;
    },
  });
  const pass = (ms: number) => {
    for (const end = thread.now + ms; thread.now < end;) {
      thread.now += 250;
      look();
    }
  };
  return { thread, pass };
}

describe('the collection of an idle thread', () => {
  it('happens once, when it has been idle for three seconds', () => {
    const { thread, pass } = createThread();
    pass(2750);
    expect(thread.collections).toBe(0);
    pass(10_000);
    expect(thread.collections).toBe(1);
  });

  it('does not happen while the thread is busy', () => {
    const { thread, pass } = createThread();
    thread.busy = 0.5;
    pass(10_000);
    thread.busy = 0;
    pass(2500);
    expect(thread.collections).toBe(0);
    pass(1000);
    expect(thread.collections).toBe(1);
  });

  it('happens again after a minute, if the heap has grown by a quarter', () => {
    const { thread, pass } = createThread();
    pass(5000);
    thread.heap = 12;
    pass(120_000);
    expect(thread.collections).toBe(1);
    thread.heap = 13;
    pass(250);
    expect(thread.collections).toBe(2);
    thread.heap = 20;
    pass(59_000);
    expect(thread.collections).toBe(2);
    pass(1000);
    expect(thread.collections).toBe(3);
  });
});
