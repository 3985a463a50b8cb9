import { describe, expect, it } from 'vitest';
import { Row, saltOf } from './row.ts';

function rowAt(index: number, seed = 1n, stream = 0): Row {
  const row = new Row(seed, stream);
  row.moveTo(index, index, 0);
  return row;
}

const salt = saltOf('a field');
const draws = (count: number, drawAt: (index: number) => number): number[] => Array.from({ length: count }, (_, i) => drawAt(i));

describe('Row', () => {
  it('draws the same for the same row, whatever was drawn before', () => {
    const row = new Row(1n, 0);
    const forwards = draws(100, (index) => {
      row.moveTo(index, index, 0);
      return row.draw(salt);
    });
    expect(forwards).toEqual(draws(100, (index) => rowAt(index).draw(salt)));
  });

  it('draws otherwise for another seed, stream, field, or row 2^32 further on', () => {
    const here = draws(100, (index) => rowAt(index).draw(salt));
    const others = [
      draws(100, (index) => rowAt(index, 2n).draw(salt)),
      draws(100, (index) => rowAt(index, 1n + 2n ** 32n).draw(salt)),
      draws(100, (index) => rowAt(index, -1n).draw(salt)),
      draws(100, (index) => rowAt(index, 1n, 1).draw(salt)),
      draws(100, (index) => rowAt(index).draw(saltOf('another field'))),
      draws(100, (index) => rowAt(index + 2 ** 32).draw(salt)),
    ];
    for (const other of others) expect(here.filter((value, i) => value === other[i])).toEqual([]);
  });

  it('never draws the same twice for one field', () => {
    const row = new Row(7n, 0);
    const drawn = draws(200_000, (index) => {
      row.moveTo(index, index, 0);
      return row.draw(salt);
    });
    expect(new Set(drawn).size).toBe(drawn.length);
  });

  it('draws evenly', () => {
    const counts = Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) counts[rowAt(i).below(10, salt)]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it('tells the same of a thing in every row and stream', () => {
    const kind = saltOf('user');
    const told = rowAt(5).thing(kind, 3).draw(salt);
    expect(rowAt(77, 1n, 4).thing(kind, 3).draw(salt)).toBe(told);
    expect(rowAt(5).thing(kind, 4).draw(salt)).not.toBe(told);
    expect(rowAt(5).thing(saltOf('page'), 3).draw(salt)).not.toBe(told);
    expect(rowAt(5, 2n).thing(kind, 3).draw(salt)).not.toBe(told);
  });

  it('goes smoothly from one position to the next', () => {
    const row = rowAt(0);
    const values = draws(1001, (i) => row.smooth(i / 100, salt));
    for (const [i, value] of values.entries()) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(1);
      if (i > 0) expect(Math.abs(value - values[i - 1]!)).toBeLessThan(0.02);
    }
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.3);
  });
});
