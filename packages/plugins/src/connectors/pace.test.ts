import { describe, expect, it } from 'vitest';
import { Pace } from './pace.ts';

/** What a pace lets through from 0 to `untilMs`, asked as it wants to be asked. */
function run(perSecond: number, untilMs: number, max = 1000): { count: number; asked: number } {
  let time = 0;
  const pace = new Pace(perSecond, () => time);
  let count = 0;
  let asked = 0;
  while (time < untilMs) {
    asked += 1;
    const taken = pace.take(max);
    count += taken;
    if (taken === 0) time += pace.waitMs(max);
  }
  return { count, asked };
}

describe('Pace', () => {
  it.each([
    [0.5, 10_000, 5],
    [1, 10_000, 10],
    [3, 10_000, 30],
    [7.5, 100_000, 750],
    [1000, 10_000, 10_000],
    [300_000, 10_000, 3_000_000],
  ])('lets %d a second through', (perSecond, ms, expected) => {
    const { count } = run(perSecond, ms);
    expect(Math.abs(count - expected)).toBeLessThanOrEqual(Math.max(1, expected / 100));
  });

  it('lets high rates through in pieces', () => {
    expect(run(100_000, 1000).asked).toBeLessThan(500);
  });

  it('gives the first one at once and then waits', () => {
    const pace = new Pace(0.1, () => 0);
    expect([pace.take(10), pace.take(10), pace.waitMs(10)]).toEqual([1, 0, 10_000]);
  });

  it('never gives a second one at a rate of 0', () => {
    let time = 0;
    const pace = new Pace(0, () => time);
    expect(pace.take(10)).toBe(1);
    time = 1e9;
    expect([pace.take(10), pace.waitMs(10)]).toEqual([0, Infinity]);
  });

  it('gives all that is asked for without a limit', () => {
    expect(new Pace(Infinity, () => 0).take(500)).toBe(500);
  });

  it('makes up for no more than a second in which nobody asked', () => {
    let time = 0;
    const pace = new Pace(10, () => time);
    expect(pace.take(100)).toBe(1);
    time = 60_000;
    expect([pace.take(100), pace.take(100)]).toEqual([10, 0]);
  });

  it('is not led astray by a clock that is set back', () => {
    let time = 1000;
    const pace = new Pace(10, () => time);
    pace.take(100);
    time = 0;
    expect(pace.take(100)).toBe(0);
    time = 100;
    expect(pace.take(100)).toBe(1);
  });
});
