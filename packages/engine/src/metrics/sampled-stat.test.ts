import { describe, expect, it } from 'vitest';
import { createSampledStat } from './sampled-stat.ts';

const SAMPLING = { samples: 2, windowMs: 1000 };

describe('a sampled statistic', () => {
  it('has no average and no largest value while there is nothing', () => {
    expect(createSampledStat(SAMPLING).read(0)).toEqual({ average: null, max: null, rate: 0 });
  });

  it('takes the time before its first value for one without values', () => {
    const stat = createSampledStat(SAMPLING);
    stat.record(10, 0);
    expect(stat.read(0)).toEqual({ average: 10, max: 10, rate: 10 });
    expect(stat.read(500).rate).toBeCloseTo(10 / 1.5);
    stat.record(30, 500);
    expect(stat.read(500)).toEqual({ average: 20, max: 30, rate: 40 / 1.5 });
  });

  it('forgets what is older than its windows', () => {
    const stat = createSampledStat(SAMPLING);
    stat.record(100, 0);
    stat.record(1, 1000);
    stat.record(2, 2000);
    expect(stat.read(2100)).toMatchObject({ average: 1.5, max: 2 });
    expect(stat.read(4100)).toEqual({ average: null, max: null, rate: 0 });
  });

  it('keeps a window that began before the time looked at and reaches into it', () => {
    const stat = createSampledStat(SAMPLING);
    stat.record(5, 0);
    stat.record(7, 900);
    stat.record(1, 1900);
    expect(stat.read(2800)).toMatchObject({ average: 13 / 3, max: 7, rate: 13 / 2.8 });
  });

  it('goes on with a window of no length', () => {
    const stat = createSampledStat({ samples: 1, windowMs: 0 });
    stat.record(1, 0);
    expect(Number.isFinite(stat.read(0).rate)).toBe(true);
  });
});
