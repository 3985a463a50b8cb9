import { describe, expect, it } from 'vitest';
import { TwoWays } from './two-ways.ts';

/** Walks that end when they are told to. */
function createWalks() {
  const ways = new TwoWays<'left' | 'right'>();
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const walk = (name: string, way: 'left' | 'right') =>
    ways.take(way, () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { walk, begun, end };
}

describe('two ways', () => {
  it('are each open to any number', () => {
    const { walk, begun } = createWalks();
    void walk('a', 'left');
    void walk('b', 'left');
    expect(begun).toEqual(['a', 'b']);
  });

  it('are never both in use, and keep the order', async () => {
    const { walk, begun, end } = createWalks();
    void walk('a', 'left');
    void walk('b', 'left');
    void walk('c', 'right');
    void walk('d', 'left');
    await end('b');
    expect(begun).toEqual(['a', 'b']);
    await end('a');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('c');
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  it('give what the walk gives, and go on after one that failed', async () => {
    const ways = new TwoWays<'left' | 'right'>();
    const failing = ways.take('left', () => Promise.reject(new Error('fell')));
    const after = ways.take('right', () => Promise.resolve('arrived'));
    await expect(failing).rejects.toThrow('fell');
    await expect(after).resolves.toBe('arrived');
  });
});
