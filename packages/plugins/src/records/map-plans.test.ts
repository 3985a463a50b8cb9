import { describe, expect, it } from 'vitest';
import { plansForSetting } from './map-plans.ts';

const plans = plansForSetting(['name', 'added']);

function set(entries: Record<string, unknown>): [string, unknown][] {
  const map = new Map(Object.entries(entries));
  return [...plans.build(map, [...map.values(), 'N', 'A'])];
}

describe('a plan for maps', () => {
  it('replaces and adds entries, in the order of a Java HashMap', () => {
    expect(set({ id: 1, name: 'x' })).toEqual([
      ['name', 'N'],
      ['added', 'A'],
      ['id', 1],
    ]);
  });

  it('is made anew for maps of other names, however many there are', () => {
    for (let round = 0; round < 2; round++) {
      for (const other of ['a', 'b', 'c', 'd', 'e', 'f']) {
        expect(new Map(set({ [other]: 1 }))).toEqual(
          new Map<string, unknown>([
            ['name', 'N'],
            ['added', 'A'],
            [other, 1],
          ]),
        );
      }
    }
  });

  it('takes names such as __proto__ for names', () => {
    expect(new Map(set(Object.fromEntries([['__proto__', 1]]))).get('__proto__')).toBe(1);
  });
});
