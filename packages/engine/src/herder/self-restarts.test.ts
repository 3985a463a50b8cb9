import { describe, expect, it } from 'vitest';
import type { Logger } from '../model/logger.ts';
import type { ConfigMap } from '../model/names.ts';
import { NOTHING_RUNNING } from '../worker/running.ts';
import type { StateReport } from '../worker/state-report.ts';
import type { ConnectorLane, RestartOrder } from './connector-lane.ts';
import { createManualClock } from '../model/manual-clock.case.ts';
import { createSelfRestarts } from './self-restarts.ts';

const silent: Logger = { trace: none, debug: none, info: none, warn: none, error: none };
const FAILED: StateReport = { state: 'FAILED', trace: 'Error: no\n', version: '1' };
const RUNNING: StateReport = { state: 'RUNNING', trace: null, version: '1' };
const UNASSIGNED: StateReport = { state: 'UNASSIGNED', trace: null, version: null };
const RESTARTING: StateReport = { ...UNASSIGNED, state: 'RESTARTING' };

function none(): void {}

function rig(config: ConfigMap = {}, random = 0.5) {
  const clock = createManualClock();
  const orders: string[] = [];
  let config_: ConfigMap | undefined = { 'errors.restart.max.attempts': '3', 'errors.restart.backoff.ms': '100', ...config };
  const failing = { connector: true, task: true };
  const lane = {
    async restart(what: () => RestartOrder) {
      const { connector, tasks, leave } = what();
      orders.push(`${connector ? 'connector' : ''}${tasks.join()} ${leave}`);
    },
  } as ConnectorLane;
  const live = { config: {}, target: 'STARTED', revision: 1 } as const;
  const task = { connectorConfig: {}, taskConfig: {}, target: 'STARTED' } as const;
  const restarts = createSelfRestarts({
    clock,
    logger: silent,
    random: () => random,
    lanes: () => ({ of: () => lane }),
    running: (name) =>
      name === 'c'
        ? { connector: { ...live, failed: failing.connector }, tasks: new Map([[0, { ...task, failed: failing.task }]]) }
        : NOTHING_RUNNING,
    configOf: () => config_,
  });
  return {
    clock,
    orders,
    restarts,
    failing,
    configure: (next: ConfigMap | undefined) => (config_ = next),
    /** What is shown of a failure. */
    fail: (which: number | null = 0): string => restarts.seen('c', which, FAILED).trace ?? '',
  };
}

describe('a task that fails', () => {
  it('is left alone where nobody asks for more', () => {
    const { clock, restarts } = rig({ 'errors.restart.max.attempts': '0' });
    expect(restarts.seen('c', 0, FAILED)).toBe(FAILED);
    expect(clock.pending()).toBe(0);
  });

  it('is restarted after times that double, up to a number of times, and its trace says so', async () => {
    const { clock, orders, restarts, fail } = rig();
    for (const [n, seconds] of [
      [1, '0.1'],
      [2, '0.2'],
      [3, '0.4'],
    ] as const) {
      expect(fail()).toBe(
        `Error: no\nIt is restarted by itself in ${seconds} s: restart ${n} of 3 in a row (errors.restart.max.attempts).\n`,
      );
      await clock.advance(100 * 2 ** (n - 1) - 1);
      expect(orders).toHaveLength(n - 1);
      await clock.advance(1);
      expect(orders).toHaveLength(n);
      restarts.seen('c', 0, RESTARTING);
      restarts.seen('c', 0, RUNNING);
    }
    expect(orders).toEqual(['0 RESTARTING', '0 RESTARTING', '0 RESTARTING']);
    expect(fail()).toContain('3 restarts in a row did not help: it is not restarted by itself any more (errors.restart');
    await clock.advance(1_000_000);
    expect(orders).toHaveLength(3);
    expect(restarts.count('c', 0)).toBe(3);
  });

  it('waits no longer than the longest time, varied by a fifth', async () => {
    const long = rig({ 'errors.restart.max.attempts': '-1', 'errors.restart.backoff.max.ms': '150' });
    expect(long.fail()).toContain('in 0.1 s: restart 1 in a row');
    await long.clock.advance(100);
    long.fail();
    await long.clock.advance(150);
    expect(long.orders).toHaveLength(2);
    const early = rig({}, 0);
    early.fail();
    await early.clock.advance(80);
    expect(early.orders).toHaveLength(1);
    const late = rig({}, 1);
    late.fail();
    await late.clock.advance(119);
    expect(late.orders).toEqual([]);
    await late.clock.advance(1);
    expect(late.orders).toHaveLength(1);
  });

  it('is counted anew after it has run well for a while', async () => {
    const { clock, restarts, fail } = rig();
    fail();
    await clock.advance(100);
    restarts.seen('c', 0, RUNNING);
    await clock.advance(59_999);
    expect(fail()).toContain('restart 2 of 3');
    await clock.advance(200);
    restarts.seen('c', 0, RUNNING);
    await clock.advance(60_000);
    expect(fail()).toContain('restart 1 of 3');
  });

  it('is counted anew when somebody stopped it, and not restarted meanwhile', async () => {
    const { clock, orders, restarts, fail } = rig();
    fail();
    await clock.advance(100);
    expect(fail()).toContain('restart 2 of 3');
    restarts.seen('c', 0, UNASSIGNED);
    await clock.advance(1000);
    expect(orders).toHaveLength(1);
    expect(fail()).toContain('restart 1 of 3');
  });

  it('is left alone when it does not look failed any more', async () => {
    const { clock, orders, fail, failing } = rig();
    fail();
    failing.task = false;
    await clock.advance(100);
    expect(orders).toEqual([]);
  });

  it('is left alone when its connector is gone, or nothing is to be restarted any more', async () => {
    const { clock, orders, restarts, fail, configure } = rig();
    fail();
    restarts.forget('c');
    configure(undefined);
    expect(restarts.seen('c', 0, FAILED)).toBe(FAILED);
    configure({ 'errors.restart.max.attempts': '2' });
    fail();
    restarts.close();
    await clock.advance(100_000);
    expect(orders).toEqual([]);
  });
});

it('a connector that fails is restarted by itself, and counted apart from its tasks', async () => {
  const { clock, orders, fail } = rig();
  expect(fail(null)).toContain('restart 1 of 3');
  expect(fail(0)).toContain('restart 1 of 3');
  await clock.advance(100);
  expect(orders).toEqual(['connector RESTARTING', '0 RESTARTING']);
});

it.each(['', 'many', '${secret:restarts}', '1.5'])('a number of restarts that cannot be read (%j) is none', (text) => {
  const { restarts } = rig({ 'errors.restart.max.attempts': text });
  expect(restarts.seen('c', 0, FAILED)).toBe(FAILED);
});
