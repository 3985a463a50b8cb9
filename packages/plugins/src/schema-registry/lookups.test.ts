import { PendingError } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { whenReady } from '../../test/schema-registry.ts';
import { createLookups, type LookupsOptions } from './lookups.ts';

function setUp(options: LookupsOptions) {
  const asked: string[] = [];
  const lookups = createLookups<string, string>(options);
  const ask = async (key: string): Promise<string> => {
    asked.push(key);
    await Promise.resolve();
    if (key === 'bad' && asked.length === 1) throw new Error('no');
    return key.toUpperCase();
  };
  const get = (key: string): string =>
    lookups.get(
      key,
      () => key,
      () => ask(key),
    );
  return { asked, get };
}

describe('lookups', () => {
  it('ask once however many want to know', async () => {
    const { asked, get } = setUp({ maxSize: 10 });
    expect(await Promise.all([whenReady(() => get('a')), whenReady(() => get('a'))])).toEqual(['A', 'A']);
    expect(get('a')).toBe('A');
    expect(asked).toEqual(['a']);
  });

  it('say what they wait for', () => {
    const { get } = setUp({ maxSize: 10 });
    expect(() => get('a')).toThrow(new PendingError('a', Promise.resolve()));
  });

  it('ask again for what has failed', async () => {
    const { asked, get } = setUp({ maxSize: 10 });
    await expect(whenReady(() => get('bad'))).rejects.toThrow('no');
    expect(await whenReady(() => get('bad'))).toBe('BAD');
    expect(asked).toHaveLength(2);
  });

  it('forget the oldest when there are too many', async () => {
    const { asked, get } = setUp({ maxSize: 2 });
    for (const key of ['a', 'b', 'c', 'b', 'a']) await whenReady(() => get(key));
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });

  it('ask again for what is too old', async () => {
    let time = 0;
    const { asked, get } = setUp({ maxSize: 2, ttlMs: 1000, now: () => time });
    await whenReady(() => get('a'));
    time = 999;
    expect(get('a')).toBe('A');
    time = 1000;
    await whenReady(() => get('a'));
    expect(asked).toEqual(['a', 'a']);
  });
});
