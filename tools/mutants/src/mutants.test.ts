import { listRules } from '@millrace/contract-tests';
import { describe, expect, it } from 'vitest';
import { engineMutants } from './inside/engine-mutants.ts';
import { pluginMutants } from './inside/plugin-mutants.ts';
import type { Mutant } from './mutant.ts';
import { proxyMutants } from './proxy/proxy-mutants.ts';

const insideMutants = [...engineMutants, ...pluginMutants];
const rules = new Set(listRules().map(({ id }) => id));

describe.each([
  ['behind a proxy', proxyMutants, 60],
  ['inside of a worker', insideMutants, 20],
] as const)('mutants %s', (_, mutants: readonly Mutant[], atLeast) => {
  it(`are ${atLeast} or more, each with an id of its own`, () => {
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
    expect(mutants.length).toBeGreaterThanOrEqual(atLeast);
  });

  it('name rules that there are', () => {
    const wrong = mutants.filter(({ killedBy }) => killedBy.length === 0 || killedBy.some((id) => !rules.has(id)));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});
