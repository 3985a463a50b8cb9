import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BufferLoan, BufferPool } from './buffer-pool.ts';

const KIB = 1024;

describe('a pool of buffers', () => {
  it('lends again what was given back, as a whole or in part', () => {
    const pool = new BufferPool();
    const first = pool.take(40 * KIB);
    pool.give(first.subarray(0, 10));
    expect(pool.take(33 * KIB).buffer).toBe(first.buffer);
    expect(pool.take(33 * KIB).buffer).not.toBe(first.buffer);
  });

  it('keeps no memory that Node gives to others too', () => {
    const pool = new BufferPool();
    const small = Array.from({ length: 100 }, () => pool.take(KIB));
    for (const buffer of small) pool.give(buffer);
    const large = pool.take(32 * KIB);
    expect(small.some(({ buffer }) => buffer === large.buffer)).toBe(false);
  });

  it('lends nothing twice at once, even if it was given back twice', () => {
    const pool = new BufferPool();
    const buffer = pool.take(32 * KIB);
    pool.give(buffer);
    pool.give(buffer);
    expect(pool.take(32 * KIB).buffer).toBe(buffer.buffer);
    expect(pool.take(32 * KIB).buffer).not.toBe(buffer.buffer);
  });

  it('keeps no more than its share', () => {
    const pool = new BufferPool(64 * KIB);
    const buffers = Array.from({ length: 3 }, () => pool.take(32 * KIB));
    for (const buffer of buffers) pool.give(buffer);
    const again = Array.from({ length: 3 }, () => pool.take(32 * KIB));
    expect(again.filter((buffer) => buffers.some((before) => before.buffer === buffer.buffer))).toHaveLength(2);
  });

  it('never lends what somebody else has, whatever is given back', () => {
    /** Sizes of what is taken from the pool, and of what others have Node allocate; or something is given back, now and then twice. */
    const step = fc.oneof(
      fc.record({ take: fc.integer({ min: 0, max: 200 * KIB }) }),
      fc.record({ allocate: fc.integer({ min: 0, max: 80 * KIB }) }),
      fc.record({ give: fc.nat(), part: fc.nat(100), twice: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const pool = new BufferPool(300 * KIB);
        /** What is in use, filled with a number of its own. */
        const used: { readonly buffer: Buffer; readonly mark: number }[] = [];
        const use = (buffer: Buffer): void => {
          const mark = (used.length * 7 + 1) % 256;
          used.push({ buffer: buffer.fill(mark), mark });
        };
        const unharmed = (): boolean => used.every(({ buffer, mark }) => buffer.every((byte) => byte === mark));
        const foreign = new Set<Buffer>();
        for (const next of steps) {
          if ('take' in next) use(pool.take(next.take));
          else if ('allocate' in next) use(remember(foreign, Buffer.allocUnsafe(next.allocate)));
          else if (used.length > 0) {
            const at = next.give % used.length;
            const { buffer } = used[at]!;
            // What the pool never gave stays in use, though it is given to the pool.
            if (!foreign.has(buffer)) used.splice(at, 1);
            pool.give(buffer.subarray(0, next.part));
            if (next.twice) pool.give(buffer);
          }
          expect(unharmed()).toBe(true);
        }
      }),
    );
  });

  it('gets a loan back all at once', () => {
    const pool = new BufferPool();
    const loan = new BufferLoan(pool);
    const lent = new Set([loan.take(50_000).buffer, loan.take(50_000).buffer]);
    expect(lent.size).toBe(2);
    loan.giveBack();
    loan.giveBack();
    expect(new Set([pool.take(50_000).buffer, pool.take(50_000).buffer])).toEqual(lent);
    expect(lent).not.toContain(pool.take(50_000).buffer);
  });
});

function remember<T>(set: Set<T>, value: T): T {
  set.add(value);
  return value;
}
