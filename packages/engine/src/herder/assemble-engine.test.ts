import { afterEach, describe, expect, it } from 'vitest';
import type { Engine } from '../engine.ts';
import { createEngineRig, eventually, statesOf, untilStates } from './engine-rig.case.ts';
import type { EngineRig, EngineRigOptions } from './engine-rig.case.ts';
import { createManualClock } from '../model/manual-clock.case.ts';
import { signRequest } from './request-signature.ts';
import {
  AlreadyExistsError,
  BadRequestError,
  ConflictError,
  DeadlineError,
  ForbiddenError,
  NotFoundError,
  NotLeaderError,
  UnavailableError,
} from '../model/errors.ts';

const source = (extra: Readonly<Record<string, string>> = {}) => ({ 'connector.class': 'FakeSource', ...extra });
const sink = (extra: Readonly<Record<string, string>> = {}) => ({ 'connector.class': 'FakeSink', topics: 't', ...extra });
const running: Engine[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((engine) => engine.stop()));
});

async function started(options: EngineRigOptions = {}): Promise<EngineRig> {
  const rig = createEngineRig(options);
  await rig.engine.start();
  running.push(rig.engine);
  return rig;
}

describe('creating a connector', () => {
  it('answers it without tasks, and soon it runs with its tasks', async () => {
    const { engine } = await started();
    const info = await engine.createConnector(' a ', source(), null);
    expect(info).toEqual({ name: 'a', config: { ...source(), name: 'a' }, tasks: [], type: 'source' });
    expect(engine.connector('a').config).toEqual(info.config);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING');
    expect(engine.tasks('a')).toEqual([{ id: { connector: 'a', task: 0 }, config: { 'task.class': 'FakeTask', own: '' } }]);
    expect(engine.connectorStatus('a').connector).toEqual({
      state: 'RUNNING',
      workerId: 'worker:1',
      version: '1.0',
      trace: null,
    });
  });

  it('is refused when it is there, once it has been validated', async () => {
    const { engine } = await started();
    await engine.createConnector('a', source(), null);
    await expect(engine.createConnector('a', source(), null)).rejects.toThrow(
      new AlreadyExistsError('Connector a already exists'),
    );
    await expect(engine.createConnector('a', source({ invalid: 'no' }), null)).rejects.toThrow(BadRequestError);
  });

  it.each<[string, Readonly<Record<string, string | null>>, string]>([
    [
      'x',
      { name: 'y', 'connector.class': 'FakeSource' },
      "Connector name configuration (y) doesn't match connector name in the URL (x)",
    ],
    ['x', { a: 'b' }, 'Connector config contains no connector type'],
    [
      'x',
      { ...source(), invalid: 'no such thing' },
      'Connector configuration is invalid and contains the following 1 error(s):\nno such thing\n' +
        'You can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`',
    ],
  ])('is refused: %s %j', async (name, config, message) => {
    const { engine } = await started();
    await expect(engine.createConnector(name, config, null)).rejects.toThrow(new BadRequestError(message));
    expect(engine.connectors()).toEqual([]);
  });

  it.each(['__proto__', 'constructor', 'a b/c%"d', '😀'])('takes any name: %s', async (name) => {
    const { engine } = await started();
    await engine.createConnector(name, source(), null);
    await untilStates(engine, name, 'RUNNING 0:RUNNING');
    expect(engine.connectors()).toEqual([name]);
    await engine.deleteConnector(name);
    expect(() => engine.connector(name)).toThrow(NotFoundError);
  });

  it('starts paused or stopped, without tasks, when asked to', async () => {
    const { engine } = await started();
    await engine.createConnector('p', source(), 'PAUSED');
    await engine.createConnector('s', source(), 'STOPPED');
    await untilStates(engine, 'p', 'PAUSED');
    await untilStates(engine, 's', 'STOPPED');
    expect(engine.connectorStatus('s').connector.version).toBe('1.0');
    await engine.setTargetState('p', 'STARTED');
    await engine.setTargetState('s', 'STARTED');
    await untilStates(engine, 'p', 'RUNNING 0:RUNNING');
    await untilStates(engine, 's', 'RUNNING 0:RUNNING');
  });

  it('leads to the leader on another worker', async () => {
    const { engine } = await started({ leaderUrl: 'http://leader:1/' });
    const create = engine.createConnector('a', source(), null);
    await expect(create).rejects.toThrow(NotLeaderError);
    await expect(create).rejects.toHaveProperty('workerUrl', 'http://leader:1/');
  });
});

describe('changing a connector', () => {
  it('restarts only the tasks whose configuration changed', async () => {
    const { engine, host } = await started();
    await engine.createConnector('a', source({ tasks: '3', 'tasks.max': '5' }), null);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING 1:RUNNING 2:RUNNING');
    host().calls.length = 0;
    const { created, info } = await engine.putConnectorConfig('a', source({ tasks: '4', 'tasks.max': '5', 'own.1': 'new' }));
    expect(created).toBe(false);
    expect(info.tasks).toHaveLength(3);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING 1:RUNNING 2:RUNNING 3:RUNNING');
    await eventually(
      () => host().tasks.get('a-1')?.['own'],
      (own) => own === 'new',
    );
    expect(host().calls.filter((call) => call.includes('Task '))).toEqual(['stopTask a-1', 'startTask a-3', 'startTask a-1']);
  });

  it('restarts all tasks for a setting that the worker applies to them', async () => {
    const { engine, host } = await started();
    await engine.createConnector('a', source({ tasks: '2', 'tasks.max': '2' }), null);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING 1:RUNNING');
    host().calls.length = 0;
    await engine.patchConnectorConfig('a', { 'errors.tolerance': 'all' });
    await eventually(
      () => host().calls.filter((call) => call.startsWith('startTask')).length,
      (count) => count === 2,
    );
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING 1:RUNNING');
  });

  it('creates one that is not there', async () => {
    const { engine } = await started();
    const { created, info } = await engine.putConnectorConfig('a', source());
    expect(created).toBe(true);
    expect(info.tasks).toEqual([]);
  });

  it('patches: sets, removes, keeps, and validates the whole', async () => {
    const { engine } = await started();
    await engine.createConnector('a', source({ x: '1', y: '2' }), null);
    const info = await engine.patchConnectorConfig('a', { x: null, z: '3' });
    expect(info.config).toEqual({ ...source(), y: '2', z: '3', name: 'a' });
    await expect(engine.patchConnectorConfig('a', { invalid: 'no' })).rejects.toThrow(BadRequestError);
    expect(engine.connectorConfig('a')).toEqual(info.config);
    await expect(engine.patchConnectorConfig('b', {})).rejects.toThrow(new NotFoundError('Connector b not found'));
  });

  it('loses no patch of several at once', async () => {
    const { engine } = await started();
    await engine.createConnector('a', source(), null);
    await Promise.all(Array.from({ length: 10 }, (_, n) => engine.patchConnectorConfig('a', { [`k${n}`]: 'v' })));
    expect(Object.keys(engine.connectorConfig('a'))).toHaveLength(12);
  });

  it('asks for tasks again when the connector wants that', async () => {
    const { engine, host } = await started();
    await engine.createConnector('a', source({ 'tasks.max': '2' }), null);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING');
    const first = engine.tasks('a')[0]!.config;
    host().calls.length = 0;
    host().wishes.set('a', [first, { own: 'second' }]);
    host().events.reconfigurationRequested('a');
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING 1:RUNNING');
    expect(host().calls).toEqual(['taskConfigs a', 'startTask a-1']);
    host().wishes.set('a', []);
    host().events.reconfigurationRequested('a');
    await untilStates(engine, 'a', 'RUNNING');
    expect(() => engine.taskStatus({ connector: 'a', task: 0 })).toThrow(new NotFoundError('No status found for task a-0'));
  });

  it('fails a connector that wants more tasks than it may have, and gives it another chance', async () => {
    const { engine } = await started();
    await engine.createConnector('a', source({ tasks: '2', 'tasks.max': '1' }), null);
    await untilStates(engine, 'a', 'FAILED');
    await engine.patchConnectorConfig('a', { 'tasks.max.enforce': 'false' });
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING 1:RUNNING');
  });

  it('gives failed tasks another chance with a new configuration', async () => {
    const { engine } = await started();
    await engine.createConnector('a', source({ fail: 'task' }), null);
    await untilStates(engine, 'a', 'RUNNING 0:FAILED');
    expect(engine.taskStatus({ connector: 'a', task: 0 }).trace).toContain('task failed');
    await engine.patchConnectorConfig('a', { fail: null });
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING');
    expect(engine.taskStatus({ connector: 'a', task: 0 }).trace).toBeNull();
  });
});

describe('the target state', () => {
  it('pauses and resumes in place', async () => {
    const { engine, host } = await started();
    await engine.createConnector('a', source(), null);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING');
    await engine.setTargetState('a', 'PAUSED');
    await untilStates(engine, 'a', 'PAUSED 0:PAUSED');
    await engine.setTargetState('a', 'PAUSED');
    await engine.setTargetState('a', 'STARTED');
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING');
    expect(host().calls).not.toContain('stopTask a-0');
  });

  it('stops with all tasks, whose status goes', async () => {
    const { engine, host, topics } = await started();
    await engine.createConnector('a', source(), null);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING');
    await engine.setTargetState('a', 'STOPPED');
    expect(engine.tasks('a')).toEqual([]);
    await untilStates(engine, 'a', 'STOPPED');
    expect(topics.taskStatuses.get('a')?.size).toBe(0);
    expect(host().connectors.size + host().tasks.size).toBe(0);
    await engine.setTargetState('a', 'STOPPED');
  });

  it('may change faster than it can be followed', async () => {
    const { engine } = await started();
    await engine.createConnector('a', source({ tasks: '2', 'tasks.max': '2' }), null);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING 1:RUNNING');
    await Promise.all([engine.setTargetState('a', 'STOPPED'), engine.setTargetState('a', 'STARTED')]);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING 1:RUNNING');
    await Promise.all([engine.setTargetState('a', 'PAUSED'), engine.setTargetState('a', 'STOPPED')]);
    await untilStates(engine, 'a', 'STOPPED');
  });

  it('is refused for a connector that is not there', async () => {
    const { engine } = await started();
    await expect(engine.setTargetState('a', 'PAUSED')).rejects.toThrow(new NotFoundError('Unknown connector a'));
  });
});

describe('deleting a connector', () => {
  it('stops it and forgets its status and topics, but not its offsets', async () => {
    const { engine, host, topics } = await started();
    await engine.createConnector('a', source(), null);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING');
    host().events.topicUsed({ connector: 'a', task: 0 }, 't');
    await host().events.commitOffsets('a', null, [['{"p":1}', '{"o":1}']]);
    await engine.deleteConnector('a');
    expect(() => engine.connectorStatus('a')).toThrow(new NotFoundError('No status found for connector a'));
    expect(engine.topics('a')).toEqual([]);
    await eventually(
      () => [topics.connectorStatuses.size, topics.taskStatuses.size, topics.usedTopics.size, host().tasks.size],
      (sizes) => sizes.every((size) => size === 0),
    );
    expect(topics.offsets.get('a')?.size).toBe(1);
    await expect(engine.deleteConnector('a')).rejects.toThrow(new NotFoundError('Connector a not found'));
  });

  it('lets it be made again at once', async () => {
    const { engine, host } = await started();
    await engine.createConnector('a', source(), null);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING');
    host().calls.length = 0;
    await engine.deleteConnector('a');
    await engine.createConnector('a', source(), null);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING');
    expect(host().calls).toContain('stopTask a-0');
    expect(host().calls).toContain('startTask a-0');
  });
});

describe('restarting', () => {
  it('restarts the connector only, and answers when that is done', async () => {
    const { engine, host } = await started();
    await engine.createConnector('a', source(), null);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING');
    host().calls.length = 0;
    const status = await engine.restartConnector('a', { includeTasks: false, onlyFailed: false });
    expect(status.connector.state).toBe('RUNNING');
    expect(host().calls.slice(0, 2)).toEqual(['stopConnector a', 'startConnector a']);
    expect(host().calls).not.toContain('stopTask a-0');
  });

  it('answers what is going to restart, and restarts that', async () => {
    const { engine, host, topics } = await started();
    await engine.createConnector('a', source({ tasks: '2', 'tasks.max': '2' }), null);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING 1:RUNNING');
    host().events.taskState({ connector: 'a', task: 1 }, 'FAILED', 'oh', '1.0');
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING 1:FAILED');
    topics.history.length = 0;
    const status = await engine.restartConnector('a', { includeTasks: true, onlyFailed: true });
    expect([status.connector.state, ...status.tasks.map(({ state }) => state)]).toEqual(['RUNNING', 'RUNNING', 'RESTARTING']);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING 1:RUNNING');
    expect(topics.history).toEqual(['a-1 RESTARTING', 'a-1 RUNNING']);
  });

  it('restarts one task', async () => {
    const { engine, host } = await started();
    await engine.createConnector('a', source(), null);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING');
    host().calls.length = 0;
    await engine.restartTask({ connector: 'a', task: 0 });
    expect(host().calls).toEqual(['stopTask a-0', 'startTask a-0']);
    expect(statesOf(engine, 'a')).toBe('RUNNING 0:RUNNING');
  });

  it('knows what is not there', async () => {
    const { engine } = await started();
    const options = { includeTasks: true, onlyFailed: false };
    await expect(engine.restartConnector('b', options)).rejects.toThrow(new NotFoundError('Unknown connector: b'));
    await expect(engine.restartTask({ connector: 'b', task: 0 })).rejects.toThrow(new NotFoundError('Unknown connector: b'));
    await engine.createConnector('a', source(), 'STOPPED');
    await expect(engine.restartTask({ connector: 'a', task: 1 })).rejects.toThrow(new NotFoundError('Unknown task: a-1'));
    await expect(engine.restartTask({ connector: 'a', task: -1 })).rejects.toThrow(new NotFoundError('Unknown task: a--1'));
  });

  it('leaves a stopped connector stopped', async () => {
    const { engine, topics } = await started();
    await engine.createConnector('a', source(), 'STOPPED');
    await untilStates(engine, 'a', 'STOPPED');
    topics.history.length = 0;
    const status = await engine.restartConnector('a', { includeTasks: true, onlyFailed: false });
    expect(status.connector.state).toBe('RESTARTING');
    await untilStates(engine, 'a', 'STOPPED');
    await eventually(
      () => topics.history,
      (history) => history.join() === 'a RESTARTING,a STOPPED',
    );
  });
});

describe('a plugin that hangs', () => {
  it('holds up neither requests nor other connectors', async () => {
    const { engine, host } = await started({ times: { startSlotMs: 10 } });
    for (let n = 0; n < 10; n += 1) await engine.createConnector(`h${n}`, source({ hang: 'start,stop' }), null);
    await engine.createConnector('v', source(), null);
    await untilStates(engine, 'v', 'RUNNING 0:RUNNING');
    await engine.deleteConnector('h0');
    await eventually(
      () => host().calls,
      (calls) => calls.includes('stopConnector h0'),
    );
    host().release();
  });

  it('does not keep a connector from being deleted and made again', async () => {
    const { engine } = await started();
    await engine.createConnector('a', source({ hang: 'taskConfigs,stop' }), null);
    await untilStates(engine, 'a', 'RUNNING');
    await engine.deleteConnector('a');
    await engine.createConnector('a', source(), null);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING');
  });

  it('ends a validation with its deadline', async () => {
    const clock = createManualClock();
    const { engine, host } = await started({ clock });
    const create = engine.createConnector('a', source({ hang: 'validate' }), null);
    create.catch(() => undefined);
    await eventually(
      () => host().calls,
      (calls) => calls.includes('validate a'),
    );
    await engine.createConnector('b', source(), null);
    await clock.advance(90_000);
    await expect(create).rejects.toThrow(DeadlineError);
    await expect(create).rejects.toThrow(/^Request timed out\. The worker is currently performing multi-property validation/);
    expect(engine.connectors()).toEqual(['b']);
  });

  it('fails when its start takes too long', async () => {
    const clock = createManualClock();
    const { engine, host } = await started({ clock });
    await engine.createConnector('a', source({ hang: 'start' }), null);
    await eventually(
      () => host().calls,
      (calls) => calls.includes('startConnector a'),
    );
    await clock.advance(90_000);
    await untilStates(engine, 'a', 'FAILED');
    expect(engine.connectorStatus('a').connector.trace).toContain('did not return within 90000 ms');
    host().release();
  });

  it('is asked for its tasks again after a while when it could not say them', async () => {
    const clock = createManualClock();
    const { engine, host } = await started({ clock });
    await engine.createConnector('a', source({ fail: 'taskConfigs' }), null);
    await untilStates(engine, 'a', 'RUNNING');
    const asked = (): number => host().calls.filter((call) => call === 'taskConfigs a').length;
    await eventually(asked, (count) => count === 1);
    await clock.breathe();
    await clock.advance(250);
    await eventually(asked, (count) => count === 2);
    await clock.breathe();
    await clock.advance(499);
    await clock.breathe();
    expect(asked()).toBe(2);
    await clock.advance(1);
    await eventually(asked, (count) => count === 3);
  });
});

describe('offsets', () => {
  it('of a source are read, altered and reset when it is stopped', async () => {
    const { engine, host, topics } = await started();
    await engine.createConnector('a', source(), null);
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING');
    await host().events.commitOffsets('a', null, [['{"file":"x"}', '{"position":9007199254740993}']]);
    expect(await engine.offsets('a')).toEqual([{ partition: { file: 'x' }, offset: { position: 9007199254740993n } }]);
    await expect(engine.alterOffsets('a', [])).rejects.toThrow(/^Partitions \/ offsets need to be provided/);
    await expect(engine.resetOffsets('a')).rejects.toThrow(
      "Connectors must be in the STOPPED state before their offsets can be modified. This can be done for the specified connector by issuing a 'PUT' request to the '/connectors/a/stop' endpoint",
    );
    await engine.setTargetState('a', 'STOPPED');
    expect(await engine.alterOffsets('a', [{ partition: { file: 'x' }, offset: { position: 9007199254740995n } }])).toBe(
      'The offsets for this connector have been altered successfully',
    );
    expect(topics.offsets.get('a')).toEqual(new Map([['{"file":"x"}', '{"position":9007199254740995}']]));
    expect(await engine.resetOffsets('a')).toBe('The offsets for this connector have been reset successfully');
    expect(await engine.offsets('a')).toEqual([]);
    expect(await engine.resetOffsets('a')).toBe('The offsets for this connector have been reset successfully');
  });

  it('of a sink are those of its group', async () => {
    const { engine, groups, busyGroups } = await started();
    await engine.createConnector('s', sink(), 'STOPPED');
    groups.set('connect-s', [{ topic: 't', partition: 1, offset: 5n }]);
    expect(await engine.offsets('s')).toEqual([
      { partition: { kafka_topic: 't', kafka_partition: 1 }, offset: { kafka_offset: 5 } },
    ]);
    const change = (partition: number | string, kafka_offset: number | string | null) => ({
      partition: { kafka_topic: 't', kafka_partition: partition },
      offset: kafka_offset === null ? null : { kafka_offset },
    });
    await engine.alterOffsets('s', [change('0', '7'), change(1, null)]);
    expect(groups.get('connect-s')).toEqual([{ topic: 't', partition: 0, offset: 7n }]);
    await expect(engine.alterOffsets('s', [change(0, -1)])).rejects.toThrow(BadRequestError);
    await expect(engine.alterOffsets('s', [change(9, 1)])).rejects.toThrow(/topic t has no partition 9/);
    busyGroups.add('connect-s');
    await expect(engine.resetOffsets('s')).rejects.toThrow(ConflictError);
    busyGroups.clear();
    await engine.resetOffsets('s');
    expect(groups.has('connect-s')).toBe(false);
  });

  it('are found where the class or the group of a sink is a variable, whose type nobody tells', async () => {
    const { engine, groups } = await started();
    const config = { 'connector.class': '${fake:test.FakeSinkConnector}', 'consumer.override.group.id': '${fake:of-my-own}' };
    await engine.createConnector('s', { ...sink(), ...config }, 'STOPPED');
    expect(engine.connector('s').type).toBeNull();
    groups.set('of-my-own', [{ topic: 't', partition: 0, offset: 5n }]);
    const offsets = [{ partition: { kafka_topic: 't', kafka_partition: 0 }, offset: { kafka_offset: 5 } }];
    expect(await engine.offsets('s')).toEqual(offsets);
    await engine.resetOffsets('s');
    expect([...groups.keys()]).toEqual([]);
  });

  it.each<[unknown, unknown, string]>([
    [{}, null, "The partition for a sink connector offset must contain the keys 'kafka_topic' and 'kafka_partition'"],
    [
      { kafka_topic: 't', kafka_partition: 'x' },
      null,
      "Failed to parse the following Kafka partition value in the provided offsets: 'x'. Partition values for sink connectors need to be integers.",
    ],
    [{ kafka_topic: null, kafka_partition: 0 }, null, 'Kafka topic names must be valid strings and may not be null'],
    [{ kafka_topic: 't', kafka_partition: null }, null, 'Kafka partitions must be valid numbers and may not be null'],
    [
      { kafka_topic: 't', kafka_partition: 0 },
      {},
      "The offset for a sink connector should either be null or contain the key 'kafka_offset'",
    ],
    [
      { kafka_topic: 't', kafka_partition: 0 },
      { kafka_offset: 1.5 },
      "Failed to parse the following Kafka offset value in the provided offsets: '1.5'. Offset values for sink connectors need to be integers.",
    ],
  ])('of a sink are refused: %j %j', async (partition, offset, message) => {
    const { engine } = await started();
    await engine.createConnector('s', sink(), 'STOPPED');
    await expect(engine.alterOffsets('s', [{ partition, offset } as never])).rejects.toThrow(new BadRequestError(message));
  });

  it('are refused when the plugin refuses them, and tell when it has no say', async () => {
    const { engine } = await started();
    await engine.createConnector('a', source({ fail: 'alterOffsets' }), 'STOPPED');
    await engine.createConnector('b', source({ external: 'false' }), 'STOPPED');
    const offsets = [{ partition: { a: 1 }, offset: { b: 1 } }];
    await expect(engine.alterOffsets('a', offsets)).rejects.toThrow(new BadRequestError('alterOffsets failed'));
    expect(await engine.alterOffsets('b', offsets)).toMatch(
      /^The Connect framework-managed offsets .* altered successfully\. However/,
    );
    await expect(engine.alterOffsets('b', [{ partition: { a: [1] }, offset: null }])).rejects.toThrow(
      new BadRequestError('Offsets may only contain primitive types as values, but field a contains ARRAY'),
    );
    const tooLarge = [{ partition: { a: 1 }, offset: { b: 2n ** 63n } }];
    await expect(engine.alterOffsets('b', tooLarge)).rejects.toThrow(
      new BadRequestError('Offsets may only contain primitive types as values, but field b contains class java.math.BigInteger'),
    );
    await expect(engine.alterOffsets('b', [{ partition: null, offset: null }])).rejects.toThrow(
      new BadRequestError('The partition for a source connector offset cannot be null or missing'),
    );
    await expect(engine.offsets('c')).rejects.toThrow(new NotFoundError('Connector c not found'));
  });
});

describe('topics', () => {
  it('are those that were used since the last reset', async () => {
    const { engine, host } = await started();
    await engine.createConnector('a', source(), null);
    host().events.topicUsed({ connector: 'a', task: 0 }, 't');
    expect(engine.topics('a')).toEqual(['t']);
    await engine.resetTopics('a');
    expect(engine.topics('a')).toEqual([]);
    expect(host().calls).toContain('forgetTopics a');
    expect(engine.topics('nobody')).toEqual([]);
  });

  it('are forbidden when the worker says so', async () => {
    const off = await started({ properties: { 'topic.tracking.enable': 'false' } });
    expect(() => off.engine.topics('a')).toThrow(new ForbiddenError('Topic tracking is disabled.'));
    const noReset = await started({ properties: { 'topic.tracking.allow.reset': 'false' } });
    await expect(noReset.engine.resetTopics('a')).rejects.toThrow(new ForbiddenError('Topic tracking reset is disabled.'));
  });
});

describe('plugins', () => {
  it('validates for the plugin that was asked for', async () => {
    const { engine } = await started();
    expect((await engine.validate('FakeSource', source())).error_count).toBe(0);
    await expect(engine.validate('FakeSink', source())).rejects.toThrow(
      new BadRequestError('Included connector type FakeSource does not match request type FakeSink'),
    );
    await expect(engine.validate('FakeSource', { name: 'x' })).rejects.toThrow(
      new BadRequestError(
        'org.apache.kafka.connect.runtime.rest.errors.BadRequestException: Connector config contains no connector type',
      ),
    );
    expect(engine.plugins(true).map(({ class: name }) => name)).toEqual(['test.FakeSinkConnector', 'test.FakeSourceConnector']);
    await expect(engine.pluginConfig('Nope', null)).rejects.toThrow(new NotFoundError('Unknown plugin Nope.'));
  });
});

describe('internal requests', () => {
  const body = Buffer.from('[]');
  const signed = ({ topics }: EngineRig) => ({
    body,
    signature: Buffer.from(signRequest(topics.sessionKey!.key, 'HmacSHA256', body)).toString('base64'),
    algorithm: 'HmacSHA256',
  });

  it('write task configurations when they are signed', async () => {
    const rig = await started();
    await rig.engine.createConnector('a', source(), null);
    await untilStates(rig.engine, 'a', 'RUNNING 0:RUNNING');
    await rig.engine.putTaskConfigs('a', [{ own: 'x' }, { own: 'y' }], signed(rig));
    await untilStates(rig.engine, 'a', 'RUNNING 0:RUNNING 1:RUNNING');
    await expect(rig.engine.putTaskConfigs('b', [], signed(rig))).rejects.toThrow(new NotFoundError('Connector b not found'));
    await rig.engine.fenceZombies('a', signed(rig));
    expect(rig.topics.connectors.get('a')?.taskCountRecord).toBe(2);
  });

  it('are refused otherwise', async () => {
    const { engine } = await started();
    const unsigned = { body, signature: null, algorithm: null };
    await expect(engine.fenceZombies('a', unsigned)).rejects.toThrow(BadRequestError);
    const wrong = { body, signature: 'AAAA', algorithm: 'HmacSHA256' };
    await expect(engine.putTaskConfigs('a', [], wrong)).rejects.toThrow(ForbiddenError);
  });

  it('get a new key when the old one is too old', async () => {
    const clock = createManualClock();
    const { topics } = await started({ clock, properties: { 'inter.worker.key.ttl.ms': '1000' } });
    const first = topics.sessionKey!;
    expect(first.key).toHaveLength(32);
    await clock.advance(999);
    expect(topics.sessionKey).toBe(first);
    await clock.advance(1);
    await eventually(
      () => topics.sessionKey,
      (key) => key !== first,
    );
    expect(topics.sessionKey!.creationTimestamp).toBe(1_001_000);
  });
});

describe('a worker', () => {
  it('cannot be asked before it has started or after it was stopped', async () => {
    const { engine } = createEngineRig();
    expect(engine.health()).toEqual({ status: 'starting', message: 'Worker is still starting up.' });
    expect(() => engine.connectors()).toThrow(UnavailableError);
    await engine.start();
    await eventually(
      () => engine.health().status,
      (status) => status === 'healthy',
    );
    await engine.stop();
    await expect(engine.createConnector('a', source(), null)).rejects.toThrow('Worker is shutting down');
  });

  it('runs everything again after it was started anew', async () => {
    const first = await started();
    for (let n = 0; n < 50; n += 1) await first.engine.createConnector(`c${n}`, source({ tasks: '2', 'tasks.max': '2' }), null);
    await first.engine.createConnector('paused', source(), 'PAUSED');
    await first.engine.createConnector('stopped', source(), 'STOPPED');
    for (let n = 0; n < 50; n += 1) await untilStates(first.engine, `c${n}`, 'RUNNING 0:RUNNING 1:RUNNING');
    await first.engine.stop();
    expect(first.topics.connectorStatuses.get('c0')?.state).toBe('UNASSIGNED');
    expect(first.topics.taskStatuses.get('c0')?.get(1)?.state).toBe('UNASSIGNED');
    const second = await started({ topics: first.topics });
    for (let n = 0; n < 50; n += 1) await untilStates(second.engine, `c${n}`, 'RUNNING 0:RUNNING 1:RUNNING');
    await untilStates(second.engine, 'paused', 'PAUSED');
    await untilStates(second.engine, 'stopped', 'STOPPED');
    expect(second.engine.connectors()).toHaveLength(52);
    expect(second.topics.connectorStatuses.get('c0')?.generation).toBe(7);
  });

  it('shows a connector whose class is not here as failed, and leaves it as it is', async () => {
    const first = await started();
    await first.engine.createConnector('a', source(), null);
    await untilStates(first.engine, 'a', 'RUNNING 0:RUNNING');
    await first.engine.stop();
    const { topics } = first;
    const entry = topics.connectors.get('a')!;
    const config = { ...entry.config, 'connector.class': 'gone.Connector' };
    topics.connectors = new Map([['a', { ...entry, config, appliedConfig: config }]]);
    const second = await started({ topics });
    expect(second.engine.connector('a').type).toBeNull();
    expect(second.engine.connectorConfig('a')).toEqual(config);
  });

  it('sets logger levels that come by the config topic', async () => {
    const { engine, loggerLevels } = await started();
    await engine.setClusterLoggerLevel('root', 'DEBUG');
    expect(loggerLevels).toEqual(['root DEBUG']);
  });

  it('stops within its time though plugins hang', async () => {
    const { engine, host } = await started();
    await engine.createConnector('a', source({ hang: 'stop' }), null);
    await engine.createConnector('b', source({ hang: 'start' }), null);
    await engine.createConnector('c', source({ hang: 'taskConfigs' }), null);
    await eventually(
      () => host().calls,
      (calls) => calls.includes('startConnector b') && calls.includes('taskConfigs c'),
    );
    await engine.stop();
    expect(host().calls.at(-1)).toBe('close');
  });
});

describe('restarting by itself', () => {
  it('brings a failed task back as often as its connector says, and shows it', async () => {
    const { engine, host } = await started();
    const restarts = { 'errors.restart.max.attempts': '2', 'errors.restart.backoff.ms': '1' };
    await engine.createConnector('a', source({ fail: 'task', ...restarts }), null);
    const trace = (): string => engine.taskStatus({ connector: 'a', task: 0 }).trace ?? '';
    await eventually(trace, (seen) => seen.includes('2 restarts in a row did not help'));
    expect(host().calls.filter((call) => call === 'startTask a-0')).toHaveLength(3);
    expect(trace()).toContain('task failed');
    await engine.patchConnectorConfig('a', { fail: null });
    await untilStates(engine, 'a', 'RUNNING 0:RUNNING');
  });
});
