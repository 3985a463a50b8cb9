import { describe, expect, it } from 'vitest';
import type { ConnectorStatus } from '../engine.ts';
import type { State } from '../model/names.ts';
import { greaterRestart, restartPlan } from './restart-plan.ts';

const status = (connector: State, ...tasks: State[]): ConnectorStatus => ({
  name: 'c',
  connector: { state: connector, workerId: 'w:1', version: '1', trace: null },
  tasks: tasks.map((state, id) => ({ id, state, workerId: 'w:1', version: '1', trace: null })),
  type: 'source',
});

describe('a restart request', () => {
  it.each<[boolean, boolean, ConnectorStatus, boolean, number[]]>([
    [false, false, status('RUNNING', 'FAILED'), true, []],
    [true, false, status('RUNNING', 'FAILED', 'RUNNING'), true, [0, 1]],
    [true, true, status('RUNNING', 'FAILED', 'RUNNING'), false, [0]],
    [true, true, status('FAILED', 'RUNNING'), true, []],
    [true, true, status('RUNNING', 'RUNNING'), false, []],
    [false, true, status('FAILED', 'FAILED'), true, []],
    [true, false, status('STOPPED'), true, []],
  ])('with includeTasks=%j and onlyFailed=%j, for %j', (includeTasks, onlyFailed, given, connector, tasks) => {
    const plan = restartPlan({ connector: 'c', includeTasks, onlyFailed }, given);
    expect(plan.connector).toBe(connector);
    expect(plan.tasks).toEqual(tasks);
    expect(plan.status.connector.state).toBe(connector ? 'RESTARTING' : given.connector.state);
    for (const task of plan.status.tasks) {
      expect(task.state).toBe(tasks.includes(task.id) ? 'RESTARTING' : given.tasks[task.id]?.state);
    }
  });

  it('gives way to one that restarts more', () => {
    const request = (includeTasks: boolean, onlyFailed: boolean) => ({ connector: 'c', includeTasks, onlyFailed });
    const ranked = [request(false, true), request(true, true), request(false, false), request(true, false)];
    for (const [i, low] of ranked.entries()) {
      for (const high of ranked.slice(i)) {
        expect(greaterRestart(low, high)).toEqual(high);
        expect(greaterRestart(high, low)).toBe(high);
      }
    }
  });
});
