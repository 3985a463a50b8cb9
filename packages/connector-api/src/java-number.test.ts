import { describe, expect, it } from 'vitest';
import { javaTrim, parseDouble, parseInteger } from './java-number.ts';

describe('parseInteger', () => {
  it.each([
    ['+5', 5n],
    ['-0', 0n],
    ['\u0661\u0662', 12n],
    ['\u0967', 1n],
    ['2147483647', 2147483647n],
    ['-2147483648', -2147483648n],
    [`${'0'.repeat(100)}7`, 7n],
    ['2147483648', undefined],
    ['', undefined],
    ['-', undefined],
    ['--1', undefined],
    ['5L', undefined],
    ['0x1', undefined],
    ['1e3', undefined],
    [' 1', undefined],
    ['\u{1d7cf}', undefined],
  ])('reads %j as %s', (text, value) => {
    expect(parseInteger(text, 32)).toBe(value);
  });

  it('is quick with hostile text', () => {
    expect(parseInteger('9'.repeat(1_000_000), 64)).toBeUndefined();
    expect(parseDouble(`${'1'.repeat(1_000_000)}x`)).toBeUndefined();
  });
});

describe('parseDouble', () => {
  it.each([
    [' 1e3 ', 1000],
    ['1d', 1],
    ['.5F', 0.5],
    ['5.', 5],
    ['-0', -0],
    ['1e400', Infinity],
    ['1e99999999999', Infinity],
    ['NaN', Number.NaN],
    ['-NaN', Number.NaN],
    ['+Infinity', Infinity],
    ['0x1p3', 8],
    ['-0X.8p1', -1],
    ['0x1.8p1d', 3],
    ['0x1.fffffffffffff8p0', 2],
    ['0x1.00000000000008p0', 1],
    ['0x1p-1075', 0],
    ['0x1.8p-1075', 5e-324],
    ['0x1p1024', Infinity],
    ['0x1p-99999999999', 0],
    ['1e', undefined],
    ['.', undefined],
    ['', undefined],
    ['0x1', undefined],
    ['NaNd', undefined],
    ['infinity', undefined],
    ['1,5', undefined],
    ['\u0661', undefined],
    ['\u00a01', undefined],
  ])('reads %j as %s', (text, value) => {
    expect(parseDouble(text)).toBe(value);
  });
});

it('trims control characters and blanks, and no other white space', () => {
  expect(javaTrim('\u0000\t a \u0085\n')).toBe('a \u0085');
  expect(javaTrim('\u00a0')).toBe('\u00a0');
});
