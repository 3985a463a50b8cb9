import { describe, expect, it } from 'vitest';
import { FencedError } from '../../model/errors.ts';
import { WriteQueue } from './write-queue.ts';
import type { GroupSize } from './write-queue.ts';

const small: GroupSize = { bytes: 10, entries: 1 };

/** Commits at the word of a test. */
function createQueue() {
  const groups: GroupSize[] = [];
  let fails: (size: GroupSize) => boolean = () => false;
  const queue = new WriteQueue(async (size, body) => {
    groups.push(size);
    body();
    await new Promise((resolve) => setImmediate(resolve));
    if (fails(size)) throw new Error('commit failed');
  });
  return { queue, groups, failWhen: (condition: typeof fails) => void (fails = condition) };
}

describe('the write queue', () => {
  it('commits together what is asked for at once, and what is asked for in the meantime', async () => {
    const { queue, groups } = createQueue();
    const order: number[] = [];
    const write = (n: number): Promise<number> => queue.write(small, () => order.push(n));
    const first = [write(1), write(2)];
    await Promise.resolve();
    const second = Promise.resolve().then(() => [write(3), write(4), write(5)]);
    expect(await Promise.all(first)).toEqual([1, 2]);
    expect(await Promise.all(await second)).toEqual([3, 4, 5]);
    expect(order).toEqual([1, 2, 3, 4, 5]);
    expect(groups.map(({ entries }) => entries)).toEqual([2, 3]);
  });

  it('keeps groups small enough', async () => {
    const { queue, groups } = createQueue();
    const large = { bytes: 20 * 1024 * 1024, entries: 1 };
    await Promise.all([1, 2, 3].map(() => queue.write(large, () => undefined)));
    expect(groups.map(({ entries }) => entries)).toEqual([2, 1]);
  });

  it('refuses only the one that refuses', async () => {
    const { queue } = createQueue();
    const results = await Promise.allSettled([
      queue.write(small, () => 'a'),
      queue.write(small, () => {
        throw new FencedError('no');
      }),
      queue.write(small, () => 'c'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('tries the members of a failed group one by one', async () => {
    const { queue, failWhen } = createQueue();
    failWhen(({ bytes }) => bytes >= 1000);
    const results = await Promise.allSettled([
      queue.write(small, () => 'a'),
      queue.write({ bytes: 1000, entries: 1 }, () => 'too large'),
      queue.write(small, () => 'c'),
    ]);
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason)))).toEqual([
      'a',
      'Error: commit failed',
      'c',
    ]);
  });

  it('is drained when everything is settled', async () => {
    const { queue } = createQueue();
    let done = 0;
    for (let n = 0; n < 5; n++) void queue.write(small, () => undefined).then(() => done++);
    await queue.drain();
    expect(done).toBe(5);
    await queue.drain();
  });
});
