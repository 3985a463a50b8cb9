import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rulesPage } from '../src/cli/format-docs.ts';
import { listRules } from '../src/rules/list-rules.ts';

const page = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

test('docs/contract-tests-rules.md lists the rules as they are', () => {
  expect(page('contract-tests-rules.md')).toBe(rulesPage(listRules()));
});

test('docs/contract-tests-matrix.md has a row for every rule', () => {
  const matrix = page('contract-tests-matrix.md');
  expect(listRules().filter(({ id }) => !matrix.includes(`| \`${id}\` |`))).toEqual([]);
});
