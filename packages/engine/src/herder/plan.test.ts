import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOTHING_RUNNING } from '../worker/running.ts';
import type { Running, RunningConnector, RunningTask } from '../worker/running.ts';
import { plan } from './plan.ts';
import type { Action, Desired } from './plan.ts';
import type { TaskSetup } from './task-change.ts';

/** What a worker runs once it has taken these steps; a step that cannot be taken throws. */
function take(running: Running, actions: readonly Action[]): Running {
  let connector = running.connector;
  const tasks = new Map(running.tasks);
  for (const action of actions) {
    switch (action.kind) {
      case 'start-connector':
        if (connector !== null && connector.target !== 'STOPPED') throw new Error('runs already');
        connector = { config: action.config, target: action.target, revision: action.revision, failed: false };
        break;
      case 'set-connector-state':
        if (connector === null || connector.target === 'STOPPED' || connector.failed) throw new Error('no instance');
        connector = { ...connector, target: action.target };
        break;
      case 'stop-connector':
        if (connector === null) throw new Error('no connector');
        connector = null;
        break;
      case 'mark-stopped':
        connector = { config: action.config, target: 'STOPPED', revision: action.revision, failed: false };
        break;
      case 'start-task':
        if (tasks.has(action.task)) throw new Error('runs already');
        tasks.set(action.task, { ...action.setup, target: action.target, failed: false });
        break;
      case 'set-task-state':
        tasks.set(action.task, { ...tasks.get(action.task)!, target: action.target });
        break;
      case 'stop-task':
        if (!tasks.delete(action.task)) throw new Error('no task');
    }
  }
  return { connector, tasks };
}

const config = { 'connector.class': 'X', file: 'a' };
const setup: TaskSetup = { connectorConfig: config, taskConfig: { ...config, 'task.class': 'T' } };
const desired = (changes: Partial<Desired> = {}): Desired => ({
  config,
  target: 'STARTED',
  revision: 1,
  connectorHere: true,
  taskCount: 1,
  tasks: new Map([[0, setup]]),
  ...changes,
});
const connector = (changes: Partial<RunningConnector> = {}): RunningConnector => ({
  config,
  target: 'STARTED',
  revision: 1,
  failed: false,
  ...changes,
});
const task = (changes: Partial<RunningTask> = {}): RunningTask => ({ ...setup, target: 'STARTED', failed: false, ...changes });
const running = (c: RunningConnector | null, ...tasks: RunningTask[]): Running => ({
  connector: c,
  tasks: new Map(tasks.entries()),
});
const kinds = (actions: readonly Action[]): string[] =>
  actions.map((action) => ('task' in action ? `${action.kind} ${action.task}` : action.kind));

describe('the plan', () => {
  it.each<[string, Desired | null, Running, string[]]>([
    ['starts a new connector and its tasks', desired(), NOTHING_RUNNING, ['start-connector', 'start-task 0']],
    ['has nothing to do when all runs', desired(), running(connector(), task()), []],
    ['removes what is configured no more', null, running(connector(), task()), ['stop-task 0', 'stop-connector']],
    ['has nothing to remove', null, NOTHING_RUNNING, []],
    ['pauses in place', desired({ target: 'PAUSED' }), running(connector(), task()), ['set-connector-state', 'set-task-state 0']],
    [
      'stops with all tasks',
      desired({ target: 'STOPPED', taskCount: 0, tasks: new Map() }),
      running(connector(), task()),
      ['stop-task 0', 'mark-stopped'],
    ],
    ['starts again what was stopped', desired(), running(connector({ target: 'STOPPED' })), ['start-connector', 'start-task 0']],
    [
      'restarts a connector whose configuration changed, and leaves its tasks alone until they are configured anew',
      desired({ config: { ...config, file: 'b' }, revision: 2 }),
      running(connector(), task()),
      ['stop-connector', 'start-connector'],
    ],
    [
      'restarts only the task that changed',
      desired({
        taskCount: 2,
        tasks: new Map([
          [0, setup],
          [1, { ...setup, taskConfig: { file: 'c' } }],
        ]),
      }),
      running(connector(), task(), task()),
      ['stop-task 1', 'start-task 1'],
    ],
    ['leaves what failed alone', desired({ target: 'PAUSED' }), running(connector({ failed: true }), task({ failed: true })), []],
    [
      'gives a failed connector another chance when it is configured again',
      desired({ revision: 2 }),
      running(connector({ failed: true }), task()),
      ['stop-connector', 'start-connector'],
    ],
    [
      "gives a failed task another chance when its connector's configuration changed",
      desired({ tasks: new Map([[0, { ...setup, connectorConfig: { ...config, own: 'x' } }]]) }),
      running(connector(), task({ failed: true })),
      ['stop-task 0', 'start-task 0'],
    ],
    [
      'hands over what belongs to another worker',
      desired({ connectorHere: false, tasks: new Map() }),
      running(connector(), task()),
      ['stop-task 0', 'stop-connector'],
    ],
  ])('%s', (_name, want, now, expected) => {
    expect(kinds(plan(want, now))).toEqual(expected);
  });

  it('keeps the status of a task that goes to another worker, and removes that of one that is gone', () => {
    const now = running(connector(), task(), task());
    const leaves = plan(desired({ taskCount: 1, tasks: new Map() }), now);
    expect(leaves).toEqual([
      { kind: 'stop-task', task: 0, leave: 'UNASSIGNED' },
      { kind: 'stop-task', task: 1, leave: 'REMOVED' },
    ]);
  });
});

describe('any plan', () => {
  const configs = fc.constantFrom<Readonly<Record<string, string>>>({ a: '1' }, { a: '2' }, { a: '1', transforms: 't' });
  const setups = fc.record({ connectorConfig: configs, taskConfig: configs });
  const live = fc.constantFrom('STARTED' as const, 'PAUSED' as const);
  const targets = fc.constantFrom('STARTED' as const, 'PAUSED' as const, 'STOPPED' as const);
  const revisions = fc.integer({ min: 1, max: 3 });
  const numbered = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<ReadonlyMap<number, T>> =>
    fc.array(fc.tuple(fc.nat(4), values), { maxLength: 5 }).map((entries) => new Map(entries));
  const anyDesired: fc.Arbitrary<Desired> = fc.record({
    config: configs,
    target: targets,
    revision: revisions,
    connectorHere: fc.boolean(),
    taskCount: fc.constant(5),
    tasks: numbered(setups),
  });
  const anyRunning: fc.Arbitrary<Running> = fc.record({
    connector: fc.option(
      fc
        .record({ config: configs, target: targets, revision: revisions, failed: fc.boolean() })
        .filter(({ target, failed }) => target !== 'STOPPED' || !failed),
    ),
    tasks: numbered(fc.record({ connectorConfig: configs, taskConfig: configs, target: live, failed: fc.boolean() })),
  });

  it('reaches what is desired in one go', () => {
    fc.assert(
      fc.property(fc.option(anyDesired), anyRunning, (want, now) => {
        const after = take(now, plan(want, now));
        expect(plan(want, after)).toEqual([]);
        if (want === null) {
          expect(after).toEqual(NOTHING_RUNNING);
          return;
        }
        const wantedTasks = want.target === 'STOPPED' ? [] : [...want.tasks.keys()];
        expect(new Set(after.tasks.keys())).toEqual(new Set(wantedTasks));
        if (!want.connectorHere) expect(after.connector).toBeNull();
        else if (!after.connector!.failed) expect(after.connector!.target).toBe(want.target);
        for (const { target, failed } of after.tasks.values()) expect(failed || target === want.target).toBe(true);
      }),
    );
  });

  it('touches nothing that is as it should be', () => {
    fc.assert(
      fc.property(anyDesired, anyRunning, (want, now) => {
        const touched = plan(want, now).flatMap((action) => ('task' in action ? [action.task] : []));
        for (const [number, { target, failed, ...setupNow }] of now.tasks) {
          const wanted = want.tasks.get(number);
          const same = wanted !== undefined && JSON.stringify(wanted) === JSON.stringify(setupNow);
          if (same && want.target !== 'STOPPED' && (failed || target === want.target)) expect(touched).not.toContain(number);
        }
      }),
    );
  });
});
