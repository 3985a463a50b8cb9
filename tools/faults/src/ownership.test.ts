import { describe, expect, it } from 'vitest';
import { readAssignments } from './assignments.ts';
import type { Mark } from './marks.ts';
import { foreignMarks, lateRecords } from './ownership.ts';

type Rows = readonly (readonly [member: string, since: number, items: readonly (readonly [string, readonly number[]])[]])[];

let timestamp = 0;
const written = (key: string, json: unknown) => ({
  partition: 0,
  offset: '0',
  timestamp: (timestamp += 10),
  key,
  value: json === null ? null : JSON.stringify(json),
});
const assignment = (revision: number, members: readonly string[], given: Rows, revoked: Rows = []) =>
  written('assignment', {
    revision,
    generation: 1,
    members: members.map((member) => [member, `${member}:8083`]),
    given,
    revoked,
  });
const task: readonly (readonly [string, readonly number[]])[] = [['c', [0]]];
const breachesOf = (...records: readonly ReturnType<typeof written>[]) => readAssignments(records).breaches;

describe('the order of assignments', () => {
  it('is kept when a task is taken from its owner, stopped there, and given to another', () => {
    const records = [
      assignment(1, ['a', 'b'], [['a', 1, task]]),
      assignment(2, ['a', 'b'], [], [['a', 2, task]]),
      written('ack-a', { revision: 2, left: false }),
      assignment(3, ['a', 'b'], [['b', 3, task]]),
    ];
    const { breaches, grants } = readAssignments(records);
    expect(breaches).toEqual([]);
    expect(grants.get('c:0')?.map(({ worker }) => worker)).toEqual(['a:8083', 'b:8083']);
  });

  it('is kept when the owner is gone', () => {
    expect(breachesOf(assignment(1, ['a', 'b'], [['a', 1, task]]), assignment(2, ['b'], [['b', 2, task]]))).toEqual([]);
  });

  it('is broken when a task is given away that its owner has not stopped', () => {
    const first = assignment(1, ['a', 'b'], [['a', 1, task]]);
    expect(breachesOf(first, assignment(2, ['a', 'b'], [['b', 2, task]]))).toHaveLength(1);
    const taken = assignment(2, ['a', 'b'], [], [['a', 2, task]]);
    expect(breachesOf(first, taken, assignment(3, ['a', 'b'], [['b', 3, task]]))).toHaveLength(1);
  });

  it('is broken when two leaders publish the same revision', () => {
    expect(breachesOf(assignment(1, ['a'], []), assignment(1, ['b'], []))).toEqual(['assignment 1 follows 1']);
  });
});

const mark = (timeMs: number, value: number, kind: Mark['kind'] = 'polled'): Mark => ({
  kind,
  connector: 'c',
  task: 0,
  timeMs,
  value,
});

describe('the marks of tasks', () => {
  const grants = new Map([
    [
      'c:0',
      [
        { timeMs: 10, worker: 'a' },
        { timeMs: 20, worker: 'b' },
      ],
    ],
  ]);

  it("are in order while a task is its worker's", () => {
    expect(
      foreignMarks(grants, [
        { worker: 'a', marks: [mark(10, 0), mark(19, 1)] },
        { worker: 'b', marks: [mark(20, 1)] },
      ]),
    ).toEqual([]);
  });

  it('tell of a task that went on while another worker had it', () => {
    expect(foreignMarks(grants, [{ worker: 'a', marks: [mark(21, 2), mark(22, 3)] }])).toEqual([
      'c:0 went on at a while b had it (2 records)',
    ]);
  });

  it('show which records landed behind those of a successor', () => {
    const all = [
      { worker: 'a', marks: [mark(1, 0), mark(2, 1)] },
      { worker: 'b', marks: [mark(9, 1), mark(10, 2)] },
    ];
    const record = (number: number, madeMs: number): string => JSON.stringify({ task: 0, seqno: number, time_ms: madeMs });
    expect(lateRecords([record(0, 1), record(1, 2), record(1, 9), record(2, 10)], all)).toBe(0);
    expect(lateRecords([record(0, 1), record(1, 9), record(1, 2), record(2, 10)], all)).toBe(1);
  });
});
