import { expect, it } from 'vitest';
import { parseHeaderRules } from './header-rule.ts';

it('reads rules separated by commas', () => {
  expect(parseHeaderRules('add Cache-Control: no-cache, SET X-Frame-Options:DENY')).toEqual([
    { action: 'add', name: 'Cache-Control', value: 'no-cache' },
    { action: 'set', name: 'X-Frame-Options', value: 'DENY' },
  ]);
});

it('reads rules in quotes, which may hold commas', () => {
  expect(parseHeaderRules('"add Cache-Control: no-cache, no-store, must-revalidate",setDate Expires: 31540000000')).toEqual([
    { action: 'add', name: 'Cache-Control', value: 'no-cache, no-store, must-revalidate' },
    { action: 'setDate', name: 'Expires', value: '31540000000' },
  ]);
});

it('may be blank', () => expect(parseHeaderRules('  ')).toEqual([]));

it.each([
  ['set', 'is not of the form'],
  ['put X: y', "'put' is not an action"],
  ['set X-y', "'X-y' is not of the form"],
  ['set X: http://a', 'is not of the form'],
  ['set X y: z', "'X y' is not the name of a header"],
  ['setDate Expires: soon', "'soon' is not a number of milliseconds"],
])('%s is refused', (rules, message) => expect(() => parseHeaderRules(rules)).toThrow(message));
