import { expect, it } from 'vitest';
import { parseRate, rateValidator } from './rate.ts';

it.each([
  ['10', 10],
  ['0.25', 0.25],
  ['1e3', 1000],
  ['unlimited', Infinity],
  ['Unlimited', Infinity],
  ['-1', Infinity],
])('reads the rate %s', (text, rate) => {
  expect(parseRate(text)).toBe(rate);
  rateValidator.ensureValid('rate', text);
});

it.each(['0', '-2', '', 'fast', 'NaN', 'Infinity', '0x10', '1e999', '1_000', null])('refuses the rate %s', (text) => {
  expect(() => rateValidator.ensureValid('rate', text)).toThrow(
    `Invalid value ${text} for configuration rate: Must be a number above 0 (0.5 is one every two seconds), or unlimited`,
  );
});
