import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { violations } from './boundaries.ts';
import { checkBoundaries } from './check-boundaries.ts';

const rules = {
  packages: { 'packages/a': ['@millrace/b'], 'packages/b': [] },
  tests: { 'packages/a': ['@millrace/b/testing'] },
  entries: ['@millrace/b/testing'],
  folders: { 'packages/a/src/low': ['packages/a/src/low'], 'packages/a/src/high': ['packages/a/src/high', 'packages/a/src/low'] },
  confined: { kafkajs: ['packages/b/src/kafka'] },
};
const toPackage = (from: string, specifier: string) => ({ from, specifier, target: null });
const toFile = (from: string, target: string) => ({ from, specifier: './x', target });

describe('the import rules', () => {
  it.each([
    ['a package that is not in the row', toPackage('packages/b/src/x.ts', '@millrace/a'), 'packages/b may not'],
    ['a deep path of another package', toPackage('packages/a/src/low/x.ts', '@millrace/b/src/y.ts'), 'a deep path'],
    ['another entry outside of tests', toPackage('packages/a/src/low/x.ts', '@millrace/b/testing'), 'packages/a may not'],
    ['a file of another package', toFile('packages/a/src/low/x.ts', 'packages/b/src/y.ts'), 'a file of another package'],
    ['its own index', toFile('packages/b/src/x.ts', 'packages/b/src/index.ts'), "own package's index.ts"],
    ['a folder above', toFile('packages/a/src/low/x.ts', 'packages/a/src/high/y.ts'), 'packages/a/src/low may not'],
    ['a folder without a row', toFile('packages/a/src/new/x.ts', 'packages/a/src/low/y.ts'), 'no row in the rules'],
    ['a package without a row', toPackage('packages/c/src/x.ts', 'node:fs'), 'no row in the rules'],
    ['a confined library', toPackage('packages/a/src/low/x.ts', 'kafkajs'), 'which only packages/b/src/kafka may'],
  ])('tell of an import of %s', (_what, one, sentence) => {
    expect(violations([one], rules)).toEqual([expect.stringContaining(sentence)]);
  });

  it('tell of a circle once', () => {
    const there = toFile('packages/b/src/x.ts', 'packages/b/src/y.ts');
    const back = toFile('packages/b/src/y.ts', 'packages/b/src/x.ts');
    expect(violations([there, back], rules)).toEqual([
      'a circle of imports: packages/b/src/x.ts → packages/b/src/y.ts → packages/b/src/x.ts',
    ]);
  });

  it('let through what is allowed', () => {
    const fine = [
      toPackage('packages/a/src/high/x.ts', '@millrace/b'),
      toPackage('packages/a/src/high/x.test.ts', '@millrace/b/testing'),
      toFile('packages/a/src/high/x.ts', 'packages/a/src/low/y.ts'),
      toPackage('packages/b/src/kafka/x.ts', 'kafkajs'),
    ];
    expect(violations(fine, rules)).toEqual([]);
  });

  it('hold in this repository', async () => {
    expect(await checkBoundaries(fileURLToPath(new URL('../../../', import.meta.url)))).toEqual([]);
  });
});
