import { ConfigError } from '@millrace/connector-api';
import type { ConfigProvider } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { createConfigResolver } from './config-resolver.ts';

/** A provider that answers from a table `path:key`, and notes what it is asked. */
function table(values: Readonly<Record<string, string>>, ttls: Readonly<Record<string, number>> = {}) {
  const asked: string[] = [];
  const provider: ConfigProvider = {
    get(path, keys) {
      asked.push(`${path}:${[...keys].toSorted().join(',')}`);
      const found = [...keys].flatMap((key) =>
        Object.hasOwn(values, `${path}:${key}`) ? [[key, values[`${path}:${key}`]!] as const] : [],
      );
      return { data: new Map(found), ttlMs: Object.hasOwn(ttls, path) ? ttls[path]! : null };
    },
  };
  return { provider, asked };
}

describe('resolving a configuration', () => {
  it('puts values into the place of variables, anywhere and as many as there are', async () => {
    const { provider, asked } = table({ '/f:a': 'A', '/f:b': 'B', ':c': 'C', '/g:__proto__': 'P' });
    const resolver = createConfigResolver(new Map([['p', provider]]));
    const { config, values, ttlMs } = await resolver.resolve({
      one: '${p:/f:a}',
      several: 'x${p:/f:a}y${p:/f:b}${p:c}z',
      again: '${p:/f:a}${p:/f:a}',
      odd: '${p:/g:__proto__}',
      none: 'plain $p {p} ${p}',
      __proto__: 'kept',
    });
    expect(config).toEqual({
      one: 'A',
      several: 'xAyBCz',
      again: 'AA',
      odd: 'P',
      none: 'plain $p {p} ${p}',
      __proto__: 'kept',
    });
    expect([...values.keys()]).toEqual(['${p:/f:a}', '${p:/f:b}', '${p:c}', '${p:/g:__proto__}']);
    expect(asked).toEqual(['/f:a,b', ':c', '/g:__proto__']);
    expect(ttlMs).toBeNull();
  });

  it('leaves variables of unknown providers, and those without a value, as they are', async () => {
    const { provider } = table({ ':a': 'A' });
    const resolver = createConfigResolver(new Map([['p', provider]]));
    const given = { x: '${q:a}', y: '${p:b} ${p:a}', z: null, v: '${:a}', w: '${constructor:a}' };
    expect((await resolver.resolve(given)).config).toEqual({ ...given, y: '${p:b} A' });
  });

  it('reads variables as Kafka does: the first two colons part, a value is not looked at again', async () => {
    const { provider } = table({ '/f:a': '${p:/f:b}', '/f:b': 'never', ':': 'empty', '/f:a b': 'blank' });
    const resolver = createConfigResolver(new Map([['p', provider]]));
    const { config } = await resolver.resolve({
      b: '${p:/f:a}',
      c: '${p:}',
      d: '${p:/f:a b}',
      e: '$${p:/f:b}',
    });
    expect(config).toEqual({ b: '${p:/f:b}', c: 'empty', d: 'blank', e: '$never' });
  });

  it('takes further colons for a part of the key', async () => {
    const keys: string[][] = [];
    const listing: ConfigProvider = { get: (path, wanted) => (keys.push([path, ...wanted]), { data: new Map() }) };
    await createConfigResolver(new Map([['p', listing]])).resolve({ a: '${p:C:\\f:a}' });
    expect(keys).toEqual([['C', '\\f:a']]);
  });

  it('does not mistake dollars in a value for something of its own', async () => {
    const { provider } = table({ ':a': '$& $1 $$ \\' });
    const resolver = createConfigResolver(new Map([['p', provider]]));
    expect((await resolver.resolve({ x: '<${p:a}>' })).config).toEqual({ x: '<$& $1 $$ \\>' });
  });

  it('tells the shortest time to live; a negative one is none', async () => {
    const { provider } = table({ '1:a': 'A', '2:a': 'B', '3:a': 'C' }, { 1: 5000, 2: 300, 3: -1 });
    const resolver = createConfigResolver(new Map([['p', provider]]));
    expect((await resolver.resolve({ x: '${p:1:a}${p:2:a}${p:3:a}' })).ttlMs).toBe(300);
    expect((await resolver.resolve({ x: '${p:3:a}' })).ttlMs).toBeNull();
  });

  it('fails with what a provider throws', async () => {
    const provider: ConfigProvider = { get: () => Promise.reject(new ConfigError('sealed')) };
    await expect(createConfigResolver(new Map([['p', provider]])).resolve({ x: '${p:a}' })).rejects.toThrow('sealed');
  });
});
