import { describe, expect, test, vi } from 'vitest';
import { type Answer, createScriptedConnect, statusOf } from '../test/scripted-connect.ts';
import { ConnectorFailedError, WaitTimeoutError } from './errors.ts';
import { isInState } from './wait.ts';

const notFound: Answer = [404, { error_code: 404, message: 'No status found for connector a' }];
const status = (...states: [string, ...string[]]): Answer => [200, statusOf('a', ...states)];
const asScripted = (answers: readonly Answer[]) => ({
  'GET /connectors/a/status': (_: unknown, count: number) => answers[Math.min(count, answers.length - 1)]!,
});

describe('waiting', () => {
  test('for tasks goes on while there is no status, no task, and one that does not run', async () => {
    const answers = [
      notFound,
      status('RUNNING'),
      status('RUNNING', 'RUNNING', 'UNASSIGNED'),
      status('RUNNING', 'RUNNING', 'RUNNING'),
    ];
    const { connectors, clock } = createScriptedConnect(asScripted(answers));
    const onStatus = vi.fn();
    expect((await connectors.waitForTasks('a', 2, { onStatus })).tasks).toHaveLength(2);
    expect(onStatus.mock.calls.map(([seen]) => seen?.tasks.length)).toEqual([undefined, 0, 2, 2]);
    expect(clock.slept).toEqual([100, 150, 225]);
  });

  test('looks as often as it is told to', async () => {
    const { connectors, clock } = createScriptedConnect(asScripted([notFound, notFound, status('PAUSED', 'PAUSED')]));
    await connectors.waitForState('a', 'PAUSED', { pollIntervalMs: 7 });
    expect(clock.slept).toEqual([7, 7]);
  });

  test('ends when time is up, and tells how the connector fared at last', async () => {
    const { connectors } = createScriptedConnect(asScripted([status('RUNNING', 'UNASSIGNED')]));
    const error = await connectors.waitForRunning('a', { timeoutMs: 5000 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect((error as Error).message).toMatch(
      /^Connector a did not run with 1 task within [\d.]+ s: it is RUNNING, its tasks UNASSIGNED$/,
    );
    expect(error).toMatchObject({ state: { name: 'a' }, url: 'http://scripted:8083/connectors/a/status' });
  });

  test('ends when a task has failed for two seconds, with its trace', async () => {
    const { connectors, clock } = createScriptedConnect(asScripted([status('RUNNING', 'RUNNING', 'FAILED')]));
    const error = await connectors.waitForRunning('a').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConnectorFailedError);
    expect(error).toMatchObject({
      message: 'Task 1 of connector a has failed: disk on fire',
      state: { tasks: [{}, { state: 'FAILED' }] },
    });
    expect(clock.now()).toBeGreaterThanOrEqual(2000);
    expect(clock.now()).toBeLessThan(5000);
  });

  test('goes on when a failure is mended meanwhile, or is to be ignored', async () => {
    const failed = Array.from({ length: 5 }, () => status('FAILED'));
    const mended = createScriptedConnect(asScripted([...failed.slice(2), status('RUNNING', 'RUNNING')]));
    expect(await mended.connectors.waitForRunning('a')).toMatchObject({ connector: { state: 'RUNNING' } });
    const ignored = createScriptedConnect(asScripted([...failed, ...failed, ...failed, status('RUNNING', 'RUNNING')]));
    expect(await ignored.connectors.waitForRunning('a', { ignoreFailures: true })).toMatchObject({
      tasks: [{ state: 'RUNNING' }],
    });
  });

  test('for a failure ends with it', async () => {
    const { connectors } = createScriptedConnect(asScripted([status('RUNNING', 'RUNNING'), status('RUNNING', 'FAILED')]));
    expect(await connectors.waitForState('a', 'FAILED')).toMatchObject({ tasks: [{ trace: 'disk on fire' }] });
  });

  test('for a connector that is not there ends after a few seconds', async () => {
    const { connectors, clock } = createScriptedConnect({});
    await expect(connectors.waitForRunning('a')).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(clock.now()).toBeLessThan(10_000);
  });

  test('for its end goes on until neither connector nor status is there', async () => {
    const { connectors, requests } = createScriptedConnect({
      'GET /connectors/a/status': (_, count) => (count === 0 ? status('RUNNING') : notFound),
      'GET /connectors/a': (_, count) => (count === 0 ? [200, {}] : notFound),
    });
    await connectors.waitForDeleted('a');
    expect(requests.filter((request) => request === 'GET /connectors/a')).toHaveLength(2);
  });

  test('ends with the reason of its signal', async () => {
    const controller = new AbortController();
    const { connectors } = createScriptedConnect(asScripted([notFound]));
    const onStatus = () => controller.abort(new Error('enough'));
    await expect(connectors.waitForRunning('a', { signal: controller.signal, onStatus })).rejects.toThrow('enough');
  });

  test.each([
    ['RUNNING', ['RUNNING'], true],
    ['RUNNING', ['RUNNING', 'PAUSED'], false],
    ['STOPPED', ['STOPPED'], true],
    ['STOPPED', ['STOPPED', 'RUNNING'], false],
    ['FAILED', ['RUNNING', 'RUNNING', 'FAILED'], true],
    ['DREAMING', ['DREAMING', 'DREAMING'], true],
  ] as const)('%s is the state of %j: %s', (state, [connector, ...tasks], expected) => {
    expect(isInState(statusOf('a', connector, ...tasks), state)).toBe(expected);
  });
});

describe('restarting and waiting', () => {
  test('does not take the state from before the restart for the one after it', async () => {
    const running = status('RUNNING', 'RUNNING');
    const { connectors, clock } = createScriptedConnect({
      ...asScripted([running]),
      'POST /connectors/a/restart': () => [202, statusOf('a', 'RESTARTING', 'RESTARTING')],
    });
    await connectors.restartAndWait('a');
    expect(clock.now()).toBeGreaterThanOrEqual(1000);
    const { connectors: quick, clock: quickClock } = createScriptedConnect({
      ...asScripted([running, status('RESTARTING', 'RESTARTING'), running]),
      'POST /connectors/a/restart': () => [202, statusOf('a', 'RESTARTING', 'RESTARTING')],
    });
    await quick.restartAndWait('a');
    expect(quickClock.now()).toBeLessThan(1000);
  });

  test('restarts tasks one by one where the server restarts the connector alone', async () => {
    const { connectors, requests } = createScriptedConnect({
      ...asScripted([status('RUNNING', 'RUNNING', 'FAILED'), status('RUNNING', 'RUNNING', 'RUNNING')]),
      'POST /connectors/a/restart': () => [204],
      'POST /connectors/a/tasks/1/restart': () => [204],
    });
    await connectors.restartAndWait('a', { onlyFailed: true });
    expect(requests.filter((request) => request.startsWith('POST'))).toEqual([
      'POST /connectors/a/restart?includeTasks=true&onlyFailed=true',
      'POST /connectors/a/tasks/1/restart',
    ]);
  });
});
