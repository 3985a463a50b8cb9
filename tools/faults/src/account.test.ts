import { describe, expect, it } from 'vitest';
import { account } from './account.ts';

const record = (task: number, number: number, madeMs = 1): string => JSON.stringify({ task, seqno: number, time_ms: madeMs });

describe('the account of what went in and what came out', () => {
  it('finds nothing wrong where all arrived once', () => {
    const values = [record(0, 0), record(0, 1), record(1, 0)];
    expect(account({ committed: new Map([[0, 1]]), acknowledged: new Map(), topic: values, lines: values })).toEqual({
      made: 3,
      arrived: 3,
      lostBySource: 0,
      lostBySink: 0,
      repeatedBySource: 0,
      repeatedBySink: 0,
    });
  });

  it('misses what was committed or acknowledged and is not in the topic', () => {
    const topic = [record(0, 1)];
    expect(account({ committed: new Map([[0, 2]]), acknowledged: new Map([[1, 0]]), topic, lines: topic })).toMatchObject({
      made: 4,
      arrived: 1,
      lostBySource: 3,
    });
  });

  it('misses what is in the topic and did not come out', () => {
    expect(account({ committed: new Map(), acknowledged: new Map(), topic: [record(0, 0)], lines: [] })).toMatchObject({
      lostBySource: 0,
      lostBySink: 1,
    });
  });

  it('tells a number that the source made twice from a record that the sink wrote twice', () => {
    const [first, again] = [record(0, 0, 1), record(0, 0, 2)];
    const books = { committed: new Map(), acknowledged: new Map(), topic: [first, again], lines: [first, again, again] };
    expect(account(books)).toMatchObject({ made: 1, arrived: 1, repeatedBySource: 1, repeatedBySink: 1 });
  });
});
