import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../engine.ts';
import { EngineError } from '../model/errors.ts';
import type { TargetState } from '../model/names.ts';
import { createEngineRig, eventually, statesOf } from './engine-rig.case.ts';
import type { EngineRig } from './engine-rig.case.ts';

/** Something that a user does; nobody waits for it before the next one. */
type Deed = (engine: Engine) => Promise<unknown>;

const names = fc.constantFrom('a', 'b');
const tasks = fc.integer({ min: 0, max: 3 });
const targets = fc.constantFrom<TargetState>('STARTED', 'PAUSED', 'STOPPED');
const configOf = (count: number, own: number) => ({
  'connector.class': 'FakeSource',
  'tasks.max': '3',
  tasks: String(count),
  'own.0': String(own),
  slow: String(own),
});

const deeds: fc.Arbitrary<Deed> = fc.oneof(
  fc.tuple(names, tasks, targets).map(
    ([name, n, state]): Deed =>
      (engine) =>
        engine.createConnector(name, configOf(n, 0), state),
  ),
  fc.tuple(names, tasks, fc.nat(2)).map(
    ([name, n, own]): Deed =>
      (engine) =>
        engine.putConnectorConfig(name, configOf(n, own)),
  ),
  fc.tuple(names, tasks).map(
    ([name, n]): Deed =>
      (engine) =>
        engine.patchConnectorConfig(name, { tasks: String(n) }),
  ),
  names.map(
    (name): Deed =>
      (engine) =>
        engine.deleteConnector(name),
  ),
  fc.tuple(names, targets).map(
    ([name, target]): Deed =>
      (engine) =>
        engine.setTargetState(name, target),
  ),
  fc.tuple(names, fc.boolean(), fc.boolean()).map(
    ([name, includeTasks, onlyFailed]): Deed =>
      (engine) =>
        engine.restartConnector(name, { includeTasks, onlyFailed }),
  ),
  names.map(
    (connector): Deed =>
      (engine) =>
        engine.restartTask({ connector, task: 0 }),
  ),
  names.map(
    (name): Deed =>
      (engine) =>
        engine.resetOffsets(name),
  ),
  fc.constant<Deed>(() => new Promise((resolve) => setImmediate(resolve))),
);

/** What each connector shows once all is done, by its configuration. */
function expected(engine: Engine, name: string): string {
  const target = engine.connectorStatus(name).connector.state;
  const state = target === 'PAUSED' ? 'PAUSED' : 'RUNNING';
  return [target, ...engine.tasks(name).map((_, task) => `${task}:${state}`)].join(' ');
}

function isSettled({ engine, host, topics }: EngineRig): boolean {
  return engine.connectors().every((name) => {
    const entry = topics.connectors.get(name)!;
    const shown = { STARTED: 'RUNNING', PAUSED: 'PAUSED', STOPPED: 'STOPPED' }[entry.targetState];
    const count = entry.targetState === 'STARTED' ? Number(entry.config['tasks']) : entry.tasks.length;
    const runs = entry.tasks.every(
      (config, task) => JSON.stringify(host().tasks.get(`${name}-${task}`)) === JSON.stringify(config),
    );
    return (
      runs &&
      entry.tasks.length === count &&
      statesOf(engine, name).startsWith(shown) &&
      statesOf(engine, name) === expected(engine, name)
    );
  });
}

describe('whatever is done to connectors, in whatever order', () => {
  it('in the end runs what is configured, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deeds, { minLength: 1, maxLength: 25 }), async (todo) => {
        const rig = createEngineRig();
        await rig.engine.start();
        const outcomes = await Promise.all(
          todo.map((deed) =>
            deed(rig.engine).then(
              () => null,
              (error: unknown) => error,
            ),
          ),
        );
        for (const outcome of outcomes) if (outcome !== null) expect(outcome).toBeInstanceOf(EngineError);
        await eventually(
          () => isSettled(rig),
          (settled) => settled,
          2000,
        );
        const configured = [...rig.topics.connectors].flatMap(([name, entry]) => entry.tasks.map((_, task) => `${name}-${task}`));
        await eventually(
          () => [...rig.host().tasks.keys()].toSorted().join(),
          (running) => running === configured.toSorted().join(),
        );
        await rig.engine.stop();
        expect(rig.host().tasks.size + rig.host().connectors.size).toBe(0);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
