import { describe, expect, it } from 'vitest';
import type { Running } from '../worker/running.ts';
import { createConfigReloads } from './config-reloads.ts';
import type { ConnectorLane, RestartOrder } from './connector-lane.ts';
import { createManualClock } from '../model/manual-clock.case.ts';

const TASK = { connectorConfig: {}, taskConfig: {}, target: 'STARTED', failed: false } as const;

function setUp() {
  const clock = createManualClock();
  const orders: { name: string; what: () => RestartOrder }[] = [];
  const running = {
    connector: { config: {}, target: 'STARTED', revision: 1, failed: false } as Running['connector'],
    tasks: new Map([
      [0, TASK],
      [1, TASK],
    ]),
  };
  const lines: string[] = [];
  const log = (message: string): void => void lines.push(message);
  const reloads = createConfigReloads({
    clock,
    logger: { trace: log, debug: log, info: log, warn: log, error: log },
    lanes: () => ({
      of: (name) => ({ restart: async (what: () => RestartOrder) => void orders.push({ name, what }) }) as ConnectorLane,
    }),
    running: () => running,
  });
  return { clock, orders, running, reloads, lines };
}

const digests = (a: string) => new Map([['${f:a}', a]]);

describe('reloading values of config providers', () => {
  it('restarts a connector when its values expire, and counts anew when it has started again', async () => {
    const { clock, orders, reloads, lines } = setUp();
    reloads.resolved('c', null, { reloadMs: 5000, digests: digests('1') });
    expect(lines).toEqual(['Scheduling a restart of connector c in 5000 ms']);
    await clock.advance(3000);
    reloads.resolved('c', null, { reloadMs: 5000, digests: digests('1') });
    await clock.advance(4999);
    expect(orders).toEqual([]);
    await clock.advance(1);
    expect(orders.map(({ name, what }) => ({ name, ...what() }))).toEqual([
      { name: 'c', connector: true, tasks: [], leave: 'UNASSIGNED' },
    ]);
    await clock.advance(100_000);
    expect(orders).toHaveLength(1);
  });

  it('does not restart one that is stopped, deleted or not to be reloaded', async () => {
    const { clock, orders, running, reloads } = setUp();
    reloads.resolved('none', null, { reloadMs: null, digests: digests('1') });
    reloads.resolved('deleted', null, { reloadMs: 5000, digests: digests('1') });
    reloads.forget('deleted');
    reloads.resolved('stopped', null, { reloadMs: 5000, digests: digests('1') });
    running.connector = null;
    await clock.advance(5000);
    expect(orders.map(({ name, what }) => [name, what().connector])).toEqual([['stopped', false]]);
    reloads.resolved('c', null, { reloadMs: 5000, digests: digests('1') });
    reloads.close();
    expect(clock.pending()).toBe(0);
  });

  it('lets a second pass between restarts, however soon values expire', async () => {
    const { clock, orders, reloads } = setUp();
    reloads.resolved('c', null, { reloadMs: 0, digests: digests('1') });
    await clock.advance(999);
    expect(orders).toEqual([]);
    await clock.advance(1);
    expect(orders).toHaveLength(1);
  });

  it('restarts tasks that have other values than their connector, those that still have them by then', () => {
    const { orders, running, reloads } = setUp();
    for (const task of [0, 1, 2]) reloads.resolved('c', task, { reloadMs: null, digests: digests('old') });
    reloads.resolved('c', null, { reloadMs: null, digests: digests('old') });
    expect(orders).toEqual([]);
    reloads.resolved('c', null, { reloadMs: null, digests: digests('new') });
    reloads.resolved('c', 1, { reloadMs: null, digests: digests('new') });
    expect(running.tasks.has(2)).toBe(false);
    expect(orders.map(({ what }) => what())).toEqual([{ connector: false, tasks: [0], leave: 'UNASSIGNED' }]);
  });

  it('does not take another variable for another value', () => {
    const { orders, reloads } = setUp();
    reloads.resolved('c', 0, { reloadMs: null, digests: new Map([['${f:b}', 'x']]) });
    reloads.resolved('c', null, { reloadMs: null, digests: digests('new') });
    expect(orders).toEqual([]);
  });
});
