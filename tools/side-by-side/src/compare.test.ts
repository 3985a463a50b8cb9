import { describe, expect, it } from 'vitest';
import { compareSteps } from './compare.ts';
import type { Side, Step } from './session.ts';

const side = (name: Side['name'], port: number): Side => ({
  name,
  url: `http://127.0.0.1:${port}`,
  run: '1',
  dir: `/tmp/${name}`,
});
const java = (...steps: Step[]) => ({ side: side('java', 1), steps });
const ours = (...steps: Step[]) => ({ side: side('ours', 2), steps });

describe('comparing what two workers have shown', () => {
  it('leaves out what belongs to one of them: its address, its directory, times, frames of a trace', () => {
    const seen = (port: number, dir: string, trace: string, time: number) => ({
      what: 'GET /x',
      seen: { worker_id: `127.0.0.1:${port}`, file: `/tmp/${dir}/a`, trace, last_modified: time, commit: dir },
    });
    const { compared, differences } = compareSteps(
      java(seen(1, 'java', 'x.Error: no\n\tat a.B(C.java:1)\nCaused by: java.lang.E\n', 5)),
      ours(seen(2, 'ours', 'x.Error: no\n\tat b (c.ts:2)\n', 6)),
      [],
    );
    expect({ compared, differences }).toEqual({ compared: 1, differences: [] });
  });

  it('tells steps of one name apart, and those that only one side did', () => {
    const step = (seen: unknown): Step => ({ what: 'GET /x', seen });
    expect(compareSteps(java(step(1), step(2), step(3)), ours(step(1), step(4)), []).differences).toEqual([
      { what: 'GET /x', java: 2, ours: 4 },
      { what: 'GET /x', java: 3, ours: '<not done>' },
    ]);
  });

  it('counts what differs on purpose by its reason', () => {
    const known = [{ reason: 'on purpose', holds: ({ what }: { what: string }) => what === 'a' }];
    const { differences, known: counted } = compareSteps(
      java({ what: 'a', seen: 1 }, { what: 'b', seen: 1 }),
      ours({ what: 'a', seen: 2 }, { what: 'b', seen: 2 }),
      known,
    );
    expect(differences).toEqual([{ what: 'b', java: 1, ours: 2 }]);
    expect([...counted]).toEqual([['on purpose', 1]]);
  });
});
