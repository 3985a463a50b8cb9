import { describe, expect, it } from 'vitest';
import type { Clock } from '../model/clock.ts';
import type { State } from '../model/names.ts';
import { createRunMeter } from './run-meter.ts';

const ID = { connector: 'c', task: 0 };

function setUp() {
  const time = { now: 1000 };
  const clock: Clock = { now: () => time.now, after: () => () => undefined, breathe: async () => undefined };
  const meter = createRunMeter(clock, { samples: 2, windowMs: 30_000 });
  const run = (...states: State[]): void => {
    meter.taskStarts(ID);
    for (const state of states) meter.taskState(ID, state);
  };
  return { time, meter, run };
}

describe('starts', () => {
  it('are counted by what became of them', () => {
    const { meter, run } = setUp();
    run('RUNNING', 'PAUSED', 'RUNNING', 'FAILED');
    run('FAILED');
    run('RUNNING', 'UNASSIGNED');
    expect(meter.starts().tasks).toEqual({ attempts: 3, successes: 2, failures: 1, successRatio: 2 / 3 });
    expect(meter.starts().connectors).toEqual({ attempts: 0, successes: 0, failures: 0, successRatio: null });
  });

  it('are undecided while paused from the beginning, and when they are stopped before', () => {
    const { meter, run } = setUp();
    run('PAUSED');
    expect(meter.starts().tasks.attempts).toBe(0);
    meter.taskState(ID, 'RUNNING');
    expect(meter.starts().tasks.successes).toBe(1);
    run('UNASSIGNED');
    expect(meter.starts().tasks.attempts).toBe(1);
  });

  it('after the first are restarts, until the connector is gone', () => {
    const { meter, run } = setUp();
    run('RUNNING');
    expect(meter.task(ID).restarts).toBe(0);
    run('RUNNING');
    run('RUNNING');
    expect(meter.task(ID).restarts).toBe(2);
    meter.forget('another');
    expect(meter.task(ID).restarts).toBe(2);
    meter.forget('c');
    expect(meter.task(ID)).toEqual({ state: null, runningRatio: 0, pauseRatio: 0, restarts: 0 });
  });

  it('of connectors are counted apart from those of tasks', () => {
    const { meter } = setUp();
    meter.connectorStarts('__proto__');
    meter.connectorState('__proto__', 'RUNNING');
    expect(meter.starts().connectors).toMatchObject({ attempts: 1, successes: 1 });
    expect(meter.starts().tasks.attempts).toBe(0);
    expect(meter.connector('__proto__')).toMatchObject({ state: 'RUNNING', restarts: 0 });
  });
});

describe('times of states', () => {
  it('are shares of the time since the start', () => {
    const { time, meter, run } = setUp();
    run('RUNNING');
    time.now += 300;
    meter.taskState(ID, 'PAUSED');
    time.now += 100;
    expect(meter.task(ID)).toMatchObject({ state: 'PAUSED', runningRatio: 0.75, pauseRatio: 0.25 });
    run('RUNNING');
    expect(meter.task(ID)).toMatchObject({ runningRatio: 0, pauseRatio: 0 });
    time.now += 1;
    expect(meter.task(ID)).toMatchObject({ runningRatio: 1, pauseRatio: 0 });
  });
});
