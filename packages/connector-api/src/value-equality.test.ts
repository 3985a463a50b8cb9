import { expect, it } from 'vitest';
import { Float64 } from './data.ts';
import { Decimal } from './decimal.ts';
import { valuesEqual } from './value-equality.ts';

it.each([
  [1n, 1n, true],
  [Number.NaN, Number.NaN, true],
  [0, -0, false],
  [new Float64(1), new Float64(1), true],
  [new Float64(1), 1, false],
  [Uint8Array.of(1, 2), Buffer.from([1, 2]), true],
  [Uint8Array.of(1, 2), Uint8Array.of(1), false],
  [[1, [2]], [1, [2]], true],
  [new Date(5), new Date(5), true],
  [new Decimal(10n, 1), new Decimal(100n, 2), false],
  [null, undefined, false],
  [{}, {}, false],
])('compares %s with %s', (a, b, equal) => {
  expect(valuesEqual(a, b)).toBe(equal);
});

it('compares maps without regard to order, also by keys that are objects', () => {
  const a = new Map<unknown, unknown>([
    ['x', [1]],
    [new Date(0), 'y'],
  ]);
  const b = new Map<unknown, unknown>([
    [new Date(0), 'y'],
    ['x', [1]],
  ]);
  expect(valuesEqual(a, b)).toBe(true);
  expect(valuesEqual(a, b.set('x', [2]))).toBe(false);
  expect(valuesEqual(new Map([['a', null]]), new Map([['b', null]]))).toBe(false);
});
