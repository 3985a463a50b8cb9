import { describe, expect, it } from 'vitest';
import { compare, comparisonTable } from './comparison.ts';
import type { PipelineFigure } from './pipelines.ts';

const figure = (side: 'millrace' | 'java', round: number, recordsPerSecond: number): PipelineFigure => ({
  direction: 'source',
  converter: 'String',
  tasks: 1,
  side,
  round,
  recordsPerSecond,
  seconds: 1,
  cpuSeconds: 1,
  cpuSecondsPerMillion: side === 'java' ? 4 : 1,
  rssAnonMb: 100,
  vmRssMb: 200,
});

describe('a comparison', () => {
  const rows = compare({
    starts: [
      { side: 'millrace', startMs: 500, rssAnonMb: 50 },
      { side: 'java', startMs: 6000, rssAnonMb: 400 },
    ],
    pipelines: [
      figure('millrace', 0, 100),
      figure('java', 0, 50),
      figure('millrace', 1, 300),
      figure('millrace', 2, 500),
      figure('java', 1, 90),
      figure('java', 2, 110),
    ],
    rest: [],
  });

  it('says how many times one is ahead, by more or by less', () => {
    const ahead = Object.fromEntries(rows.map((row) => [row.what, row.ahead]));
    expect(ahead['start to the first good answer']).toBe(12);
    expect(ahead['source, String, 1 task: cold']).toBe(2);
    expect(ahead['source, String, 1 task: CPU a million']).toBe(4);
  });

  it('takes the median of the rounds after the first', () => {
    expect(rows.find(({ what }) => what.endsWith('warm'))).toMatchObject({ millrace: 400, java: 100, ahead: 4 });
  });

  it('is printed as a table', () => {
    expect(comparisonTable(rows).split('\n')[1]).toMatch(/^start to the first good answer +500 +6,000 {2}ms +12\.00×$/);
  });
});
