import { describe, expect, it } from 'vitest';
import { BufferPool } from './buffer-pool.ts';

describe('a pool of buffers', () => {
  it('lends again what was given back, if it is large enough', () => {
    const pool = new BufferPool();
    const first = pool.take(100_000);
    expect(first.length).toBeGreaterThanOrEqual(100_000);
    pool.give(first.subarray(0, 50_000));
    expect(pool.take(200_000).buffer).not.toBe(first.buffer);
    const second = pool.take(90_000);
    expect(second.buffer).toBe(first.buffer);
    expect(second.length).toBe(first.length);
    expect(pool.take(90_000).buffer).not.toBe(first.buffer);
  });

  it('keeps no more than it may, and nothing small', () => {
    const pool = new BufferPool(128 * 1024);
    const lent = [pool.take(100_000), pool.take(100_000), pool.take(100)];
    for (const buffer of lent) pool.give(buffer);
    expect(pool.take(100_000).buffer).toBe(lent[0]!.buffer);
    expect(lent.slice(1).map(({ buffer }) => buffer)).not.toContain(pool.take(100_000).buffer);
  });
});
