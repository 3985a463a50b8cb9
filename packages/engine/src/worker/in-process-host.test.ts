import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectError } from '@millrace/connector-api';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hostPlugins, hostProperties } from '../../test/host-plugins/manifests.ts';
import { noted, witness } from '../../test/host-plugins/plugins.ts';
import type { Broker } from '../broker/broker.ts';
import { createBroker } from '../broker/create-broker.ts';
import { BadRequestError, UnavailableError } from '../model/errors.ts';
import type { ConfigMap } from '../model/names.ts';
import { systemClock } from '../model/clock.ts';
import { noActivity } from './activity.ts';
import { recordHostEvents } from './host-events.case.ts';
import { createInProcessHost } from './in-process-host.ts';
import type { TaskHost } from './task-host.ts';

let dataDir: string;
let broker: Broker;
let host: TaskHost | null = null;
let nextName = 0;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'millrace-host-'));
  broker = await createBroker({ kind: 'embedded', dataDir });
});
afterEach(async () => {
  await host?.close().catch(() => undefined);
  host = null;
});
afterAll(async () => {
  await broker.close();
  await rm(dataDir, { recursive: true, force: true });
});

function createHost(properties: ConfigMap = {}) {
  const recorded = recordHostEvents((who, state, version) => `${who} ${state} ${version}`);
  const lines: string[] = [];
  const line = (message: string): void => void lines.push(message);
  const logger = { trace: line, debug: line, info: line, warn: line, error: line };
  const made = createInProcessHost({
    options: {
      broker: { kind: 'embedded', dataDir },
      manifests: hostPlugins,
      workerProperties: { ...hostProperties, ...properties },
      workerId: '127.0.0.1:8083',
      workerGroupId: 'connect-cluster',
    },
    events: recorded.events,
    loggers: () => logger,
    parts: { clock: systemClock, activity: noActivity, openBroker: (config) => createBroker(config) },
  });
  host = made;
  return { host: made, lines, ...recorded };
}

/** A connector's name and its topic, not used before. */
function fresh(): { name: string; topic: string } {
  nextName += 1;
  return { name: `c${nextName}`, topic: `t${nextName}` };
}

const source = (name: string, topic: string, more: ConfigMap = {}): ConfigMap => ({
  name,
  topic,
  'connector.class': 'test.CounterConnector',
  ...more,
});
const sink = (name: string, topics: string, more: ConfigMap = {}): ConfigMap => ({
  name,
  topics,
  'connector.class': 'Keeper',
  ...more,
});

const startTask = (
  to: TaskHost,
  connectorConfig: ConfigMap,
  taskConfig: ConfigMap = connectorConfig,
  target: 'STARTED' | 'PAUSED' = 'STARTED',
): Promise<void> =>
  to.startTask({ id: { connector: String(connectorConfig['name']), task: 0 }, connectorConfig, taskConfig, target });

async function eventually(check: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await check());) {
    if (Date.now() > end) throw new Error('It did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

const length = async (topic: string): Promise<number> =>
  (await broker.admin.offsetsOfTopic(topic).catch(() => [])).reduce((sum, { latest }) => sum + latest, 0);

const lines = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, at) => `line ${from + at}`);

describe('a source and a sink in a host', () => {
  it('move records, commit, and go on where they were', async () => {
    const { name, topic } = fresh();
    const { host: first, offsets, states, topics } = createHost();
    await startTask(first, source(name, topic));
    await eventually(async () => (await length(topic)) === 10);
    await first.stopTask({ connector: name, task: 0 }, 20_000);
    expect(offsets.get(`${name} {"name":"counter"}`)).toBe('{"position":10}');
    expect(states).toEqual([`${name}-0 RUNNING 1.2.3`, `${name}-0 UNASSIGNED 1.2.3`]);
    expect(topics).toEqual([`${name}-0 ${topic}`]);

    await startTask(first, source(name, topic, { count: '12' }));
    await eventually(async () => (await length(topic)) === 12);

    const sinkName = fresh().name;
    await startTask(first, sink(sinkName, topic), {});
    await eventually(() => noted(witness.values, sinkName).length === 12);
    expect(noted(witness.values, sinkName)).toEqual(lines(1, 12));
    await first.stopTask({ connector: sinkName, task: 0 }, 20_000);
    expect(await broker.admin.groupOffsets(`connect-${sinkName}`)).toEqual([{ topic, partition: 0, offset: 12n }]);
    expect(topics).toContain(`${sinkName}-0 ${topic}`);
  });

  it('pass through transformations and predicates', async () => {
    const { name, topic } = fresh();
    const { host: made } = createHost();
    await startTask(
      made,
      source(name, topic, {
        count: '3',
        transforms: 'mark',
        'transforms.mark.type': 'Suffix',
        'transforms.mark.text': '!',
        'transforms.mark.predicate': 'even',
        'transforms.mark.negate': 'true',
        predicates: 'even',
        'predicates.even.type': 'IsEven',
      }),
    );
    const sinkName = fresh().name;
    await startTask(made, sink(sinkName, topic), {});
    await eventually(() => noted(witness.values, sinkName).length === 3);
    expect(noted(witness.values, sinkName)).toEqual(['line 1!', 'line 2', 'line 3!']);
  });

  it('read topics by a Java pattern', async () => {
    const { name, topic } = fresh();
    const { host: made } = createHost();
    await startTask(made, source(name, topic, { count: '1' }));
    await eventually(async () => (await length(topic)) === 1);
    const sinkName = fresh().name;
    const config = { name: sinkName, 'connector.class': 'Keeper', 'topics.regex': `(?i)${topic.toUpperCase()}|\\QX.Y\\E` };
    await startTask(made, config, {});
    await eventually(() => noted(witness.values, sinkName).length === 1);
  });

  it('create topics as the connector says', async () => {
    const { name, topic } = fresh();
    const { host: made } = createHost();
    const creation = {
      'topic.creation.default.partitions': '3',
      'topic.creation.default.replication.factor': '1',
      'topic.creation.default.retention.ms': '1234567',
    };
    await startTask(made, source(name, topic, { count: '1', ...creation }));
    await eventually(async () => (await length(topic)) === 1);
    expect(await broker.admin.describeTopic(topic)).toMatchObject({ partitions: 3, configs: { 'retention.ms': '1234567' } });
  });

  it('tell their topics anew after a reset', async () => {
    const { name, topic } = fresh();
    const { host: made, topics } = createHost();
    const sinkName = fresh().name;
    await broker.admin.createTopic({ name: topic, partitions: 1, configs: {} });
    await startTask(made, sink(sinkName, topic), {});
    await startTask(made, source(name, topic, { count: '1' }));
    await eventually(() => noted(witness.values, sinkName).length === 1);
    await made.forgetTopics(sinkName);
    await made.stopTask({ connector: name, task: 0 }, 20_000);
    await startTask(made, source(name, topic, { count: '2' }));
    await eventually(() => noted(witness.values, sinkName).length === 2);
    expect(topics.filter((used) => used.startsWith(sinkName))).toHaveLength(2);
  });
});

describe('a task that fails in a host', () => {
  it('shows its trace', async () => {
    const { name, topic } = fresh();
    const { host: made, states, traces } = createHost();
    await startTask(made, source(name, topic, { 'fail.at': '6' }));
    await eventually(() => traces.length > 0);
    expect(states).toEqual([`${name}-0 RUNNING 1.2.3`, `${name}-0 FAILED 1.2.3`]);
    expect(traces[0]).toMatch(/^org\.apache\.kafka\.connect\.errors\.ConnectException: stuck at 6\n\tat /);
    expect(noted(witness.calls, name)).toEqual(['task start at 0', 'task stop']);
    await made.stopTask({ connector: name, task: 0 }, 20_000);
    expect(states).toHaveLength(2);
  });

  it.each([
    [
      { batch: 'many' },
      'org.apache.kafka.common.config.ConfigException: Invalid value many for configuration batch: Not a number of type INT',
    ],
    [
      { 'value.converter': 'No.Such' },
      'org.apache.kafka.common.config.ConfigException: Invalid value No.Such for configuration value.converter: Class No.Such could not be found.',
    ],
    [
      { transforms: 'x' },
      'org.apache.kafka.common.config.ConfigException: Missing required configuration "transforms.x.type" which has no default value.',
    ],
    [
      { transforms: 'x', 'transforms.x.type': 'Suffix' },
      'org.apache.kafka.connect.errors.ConnectException: org.apache.kafka.common.config.ConfigException: Missing required configuration "text" which has no default value.',
    ],
    [
      { 'errors.tolerance': 'some' },
      'org.apache.kafka.common.config.ConfigException: Invalid value some for configuration errors.tolerance: String must be one of: none, all',
    ],
  ])('says of a configuration with %j what is wrong', async (wrong, message) => {
    const { name, topic } = fresh();
    const { host: made, states, traces } = createHost();
    await startTask(made, source(name, topic, wrong));
    await eventually(() => traces.length > 0);
    expect(states).toEqual([`${name}-0 FAILED 1.2.3`]);
    expect(traces[0]?.split('\n')[0]).toBe(message);
  });

  it('says that a sink needs topics', async () => {
    const { name } = fresh();
    const { host: made, traces } = createHost();
    await startTask(made, { name, 'connector.class': 'Keeper' }, {});
    await eventually(() => traces.length > 0);
    expect(traces[0]).toContain('Invalid value null for configuration topics: Must configure one of topics or topics.regex');
  });

  it('says that a class is not here', async () => {
    const { name } = fresh();
    const { host: made, states, traces } = createHost();
    await startTask(made, { name, 'connector.class': 'No.Such' });
    await eventually(() => traces.length > 0);
    expect(states).toEqual([`${name}-0 FAILED null`]);
    expect(traces[0]).toContain('Failed to find any class that implements Connector and which name matches No.Such');
  });

  it('is not started twice', async () => {
    const { name, topic } = fresh();
    const { host: made } = createHost();
    await startTask(made, source(name, topic));
    await expect(startTask(made, source(name, topic))).rejects.toThrow(
      new ConnectError(`Task already exists in this worker: ${name}-0`),
    );
  });
});

describe('errors of a sink in a host', () => {
  it('go to the dead letter queue with what is known of them', async () => {
    const { name, topic } = fresh();
    const { host: made, states } = createHost();
    await startTask(made, source(name, topic, { count: '3' }));
    const sinkName = fresh().name;
    const config = sink(sinkName, topic, {
      'errors.tolerance': 'all',
      'errors.deadletterqueue.topic.name': `${topic}-dead`,
      'errors.deadletterqueue.context.headers.enable': 'true',
      'value.converter': 'test.TextConverter',
      'value.converter.refuse': 'line 2',
    });
    await startTask(made, config, {});
    await eventually(() => noted(witness.values, sinkName).length === 2);
    await made.stopTask({ connector: sinkName, task: 0 }, 20_000);
    expect(noted(witness.values, sinkName)).toEqual(['line 1', 'line 3']);
    expect(states).not.toContain(`${sinkName}-0 FAILED 1.2.3`);
    const [dead] = await readAll(`${topic}-dead`);
    expect(dead?.value).toBe('line 2');
    expect(dead?.headers).toMatchObject({
      '__connect.errors.topic': topic,
      '__connect.errors.partition': '0',
      '__connect.errors.offset': '1',
      '__connect.errors.connector.name': sinkName,
      '__connect.errors.task.id': '0',
      '__connect.errors.stage': 'VALUE_CONVERTER',
      '__connect.errors.class.name': 'test.TextConverter',
      '__connect.errors.exception.class.name': 'org.apache.kafka.connect.errors.DataException',
      '__connect.errors.exception.message': 'refused: line 2',
      '__connect.errors.exception.stacktrace': expect.stringMatching(
        /^org\.apache\.kafka\.connect\.errors\.DataException: refused: line 2\n\tat /,
      ),
    });
  });

  it('that the task reports go there as well', async () => {
    const { name, topic } = fresh();
    const { host: made } = createHost();
    await startTask(made, source(name, topic, { count: '2' }));
    const sinkName = fresh().name;
    const config = sink(sinkName, topic, { 'errors.tolerance': 'all', 'errors.deadletterqueue.topic.name': `${topic}-dead` });
    await startTask(made, config, { mode: 'report' });
    await eventually(async () => (await length(`${topic}-dead`)) === 2);
    expect((await readAll(`${topic}-dead`)).map(({ value, headers }) => [value, Object.keys(headers)])).toEqual([
      ['line 1', []],
      ['line 2', []],
    ]);
  });

  it('are logged if the connector asks for it', async () => {
    const { name, topic } = fresh();
    const { host: made, lines: log } = createHost();
    await startTask(
      made,
      source(name, topic, {
        'errors.tolerance': 'all',
        'errors.log.enable': 'true',
        'errors.log.include.messages': 'true',
        'value.converter': 'test.TextConverter',
        'value.converter.refuse': 'line 2',
      }),
    );
    await eventually(async () => (await length(topic)) === 9);
    expect(log.find((line) => line.startsWith('Error encountered'))).toMatch(
      new RegExp(
        `^Error encountered in task ${name}-0\\. Executing stage 'VALUE_CONVERTER' with class 'test\\.TextConverter', where source record is = SourceRecord\\{sourcePartition=\\{name=counter\\}, sourceOffset=\\{position=2\\}\\} ConnectRecord\\{topic='${topic}', kafkaPartition=null, key=null, keySchema=null, value=line 2, valueSchema=null, timestamp=null, headers=ConnectHeaders\\(headers=\\)\\}\\.$`,
      ),
    );
  });
});

describe('errors of a source in a host', () => {
  it('go to the dead letter queue with what is known of them', async () => {
    const { name, topic } = fresh();
    const { host: made, states, offsets } = createHost();
    await startTask(
      made,
      source(name, topic, {
        'errors.tolerance': 'all',
        'errors.deadletterqueue.topic.name': `${topic}-dead`,
        'errors.deadletterqueue.context.headers.enable': 'true',
        'value.converter': 'test.TextConverter',
        'value.converter.refuse': 'line 2',
      }),
    );
    await eventually(async () => (await length(topic)) === 9);
    await made.stopTask({ connector: name, task: 0 }, 20_000);
    expect(states).toEqual([`${name}-0 RUNNING 1.2.3`, `${name}-0 UNASSIGNED 1.2.3`]);
    expect(offsets.get(`${name} {"name":"counter"}`)).toBe('{"position":10}');
    const dead = await readAll(`${topic}-dead`);
    expect(dead.map(({ value }) => value)).toEqual(['line 2']);
    const { headers } = dead[0]!;
    expect(Object.keys(headers)).toEqual(
      [
        'topic',
        'source.partition',
        'source.offset',
        'connector.name',
        'task.id',
        'stage',
        'class.name',
        'exception.class.name',
        'exception.message',
        'exception.stacktrace',
      ].map((header) => `__connect.errors.${header}`),
    );
    expect(headers).toMatchObject({
      '__connect.errors.topic': topic,
      '__connect.errors.source.partition': '{name=counter}',
      '__connect.errors.source.offset': '{position=2}',
      '__connect.errors.stage': 'VALUE_CONVERTER',
      '__connect.errors.exception.message': 'refused: line 2',
    });
  });
});

describe('pausing and stopping in a host', () => {
  it('a task that begins paused moves nothing before it is resumed', async () => {
    const { name, topic } = fresh();
    const { host: made, states } = createHost();
    await startTask(made, source(name, topic), undefined, 'PAUSED');
    await eventually(() => states.length === 1);
    expect(await length(topic)).toBe(0);
    await made.setTaskState({ connector: name, task: 0 }, 'STARTED');
    await eventually(async () => (await length(topic)) === 10);
    await made.stopTask({ connector: name, task: 0 }, 20_000);
    expect(states).toEqual([`${name}-0 PAUSED 1.2.3`, `${name}-0 RUNNING 1.2.3`, `${name}-0 UNASSIGNED 1.2.3`]);
  });

  it('a task that begins paused fails at once if it cannot be made', async () => {
    const { name, topic } = fresh();
    const { host: made, states } = createHost();
    await startTask(made, source(name, topic, { 'value.converter': 'No.Such' }), undefined, 'PAUSED');
    await eventually(() => states.length === 1);
    expect(states).toEqual([`${name}-0 FAILED 1.2.3`]);
  });

  it('a sink that hangs is abandoned, and another one takes over its partitions', async () => {
    const { name, topic } = fresh();
    const { host: made, lines: log } = createHost();
    await startTask(made, source(name, topic, { count: '2' }));
    await eventually(async () => (await length(topic)) === 2);
    const sinkName = fresh().name;
    await startTask(made, sink(sinkName, topic), { mode: 'hang' });
    await eventually(() => noted(witness.calls, sinkName).includes('hangs'));
    await made.stopTask({ connector: sinkName, task: 0 }, 50);
    expect(log.some((line) => line.includes('abandoned'))).toBe(true);
    await startTask(made, sink(sinkName, topic), {});
    await eventually(() => noted(witness.values, sinkName).length === 2);
  });

  it('what is not there is stopped at once', async () => {
    const { host: made } = createHost();
    await made.stopTask({ connector: 'nobody', task: 7 }, 5000);
    await made.stopConnector('nobody');
    await made.setTaskState({ connector: 'nobody', task: 7 }, 'PAUSED');
  });

  it('closing stops everything, and no call is taken after', async () => {
    const { name, topic } = fresh();
    const { host: made, offsets } = createHost();
    await made.startConnector({ name, config: source(name, topic), target: 'STARTED' });
    await startTask(made, source(name, topic));
    await eventually(async () => (await length(topic)) === 10);
    await made.close();
    expect(offsets.get(`${name} {"name":"counter"}`)).toBe('{"position":10}');
    expect(noted(witness.calls, name)).toContain('connector stop');
    await expect(made.stopConnector(name)).rejects.toBeInstanceOf(UnavailableError);
  });
});

describe('a connector in a host', () => {
  it('starts, says its tasks, asks for new ones, pauses, resumes and stops', async () => {
    const { name, topic } = fresh();
    const { host: made, states, requests } = createHost();
    await made.startConnector({ name, config: source(name, topic), target: 'STARTED' });
    expect(await made.taskConfigs(name, { maxTasks: 2, enforce: true })).toEqual(
      Array.from({ length: 2 }, () => ({ ...source(name, topic), extra: '1', 'task.class': 'test.CounterTask' })),
    );
    witness.connectors.get(name)?.requestTaskReconfiguration();
    await eventually(() => requests.includes(name));
    await made.setConnectorState(name, 'PAUSED');
    await expect(made.taskConfigs(name, { maxTasks: 2, enforce: true })).rejects.toThrow('is not running');
    await made.setConnectorState(name, 'STARTED');
    await made.stopConnector(name);
    expect(states.map((state) => state.split(' ')[1])).toEqual(['RUNNING', 'PAUSED', 'RUNNING', 'UNASSIGNED']);
    expect(noted(witness.calls, name)).toEqual(['connector start', 'connector stop', 'connector start', 'connector stop']);
    await expect(made.taskConfigs(name, { maxTasks: 2, enforce: true })).rejects.toThrow(
      new ConnectError(`Connector ${name} not found in this worker.`),
    );
  });

  it('puts the topics of a sink into its tasks', async () => {
    const { name } = fresh();
    const { host: made } = createHost();
    await made.startConnector({ name, config: sink(name, 'a,b'), target: 'STARTED' });
    expect(await made.taskConfigs(name, { maxTasks: 1, enforce: true })).toEqual([
      { 'task.class': 'test.KeeperTask', topics: 'a,b' },
    ]);
  });

  it('may not have more tasks than it is configured to', async () => {
    const { name, topic } = fresh();
    const { host: made, states, traces, lines: log } = createHost();
    const config = source(name, topic, { tasks: '3' });
    await made.startConnector({ name, config, target: 'STARTED' });
    expect(await made.taskConfigs(name, { maxTasks: 2, enforce: false })).toHaveLength(3);
    expect(log.at(-1)).toContain(`The connector ${name} has generated 3 tasks, which is greater than 2`);
    const message =
      `The connector ${name} has generated 3 tasks, which is greater than 2, the maximum number of tasks it is configured to create. ` +
      'This behaviour should be considered a bug and is disallowed. If necessary, it can be permitted by reconfiguring the connector ' +
      "with 'tasks.max.enforce' set to false; however, this option will be removed in a future release of Kafka Connect.";
    await expect(made.taskConfigs(name, { maxTasks: 2, enforce: true })).rejects.toThrow(new ConnectError(message));
    expect(states.at(-1)).toBe(`${name} FAILED 1.2.3`);
    expect(traces[0]).toContain(message);
  });

  it('fails when its start throws, or when it says so itself', async () => {
    const [a, b] = [fresh(), fresh()];
    const { host: made, states, traces } = createHost();
    await made.startConnector({ name: a.name, config: source(a.name, a.topic, { misbehave: 'start' }), target: 'STARTED' });
    expect(states).toEqual([`${a.name} FAILED 1.2.3`]);
    expect(traces[0]).toContain('will not start');
    await expect(made.setConnectorState(a.name, 'PAUSED')).rejects.toThrow('since it has failed');
    await made.startConnector({ name: b.name, config: source(b.name, b.topic), target: 'STARTED' });
    witness.connectors.get(b.name)?.raiseError(new ConnectError('lost it'));
    await eventually(() => states.includes(`${b.name} FAILED 1.2.3`));
    await made.stopConnector(b.name);
    expect(noted(witness.calls, b.name)).toContain('connector stop');
  });

  it('is not heard any more after it was stopped', async () => {
    const { name, topic } = fresh();
    const { host: made, states, requests } = createHost();
    await made.startConnector({ name, config: source(name, topic), target: 'STARTED' });
    await made.stopConnector(name);
    witness.connectors.get(name)?.raiseError(new ConnectError('late'));
    witness.connectors.get(name)?.requestTaskReconfiguration();
    await made.stopConnector(name);
    expect(states.at(-1)).toBe(`${name} UNASSIGNED 1.2.3`);
    expect(requests).toEqual([]);
  });

  it('cannot be made of a class that is not here', async () => {
    const { name } = fresh();
    const { host: made, states } = createHost();
    const starting = made.startConnector({ name, config: { name, 'connector.class': 'No.Such' }, target: 'STARTED' });
    await expect(starting).rejects.toBeInstanceOf(BadRequestError);
    expect(states).toEqual([`${name} FAILED null`]);
  });

  it('is asked before its offsets are altered', async () => {
    const { name, topic } = fresh();
    const { host: made } = createHost();
    const request = (offset: string | null) => ({
      name,
      config: source(name, topic),
      offsets: [['{"name":"counter"}', offset]] as const,
    });
    expect(await made.alterConnectorOffsets(request('{"position":1}'))).toBe(true);
    expect(await made.alterConnectorOffsets(request(null))).toBe(true);
    await expect(made.alterConnectorOffsets(request('{"other":1}'))).rejects.toThrow(new ConnectError('no position in it'));
    const forSink = {
      name,
      config: sink(name, 't'),
      offsets: [['{"kafka_topic":"t","kafka_partition":0}', '{"kafka_offset":9223372036854775807}']] as const,
    };
    expect(await made.alterConnectorOffsets(forSink)).toBe(false);
  });
});

it('a host validates and describes plugins', async () => {
  const { name, topic } = fresh();
  const { host: made } = createHost();
  const config = source(name, topic, { batch: 'x' });
  const infos = await made.validateConnector({ config });
  expect(infos.error_count).toBe(1);
  expect((await made.pluginConfig('test.CounterConnector', null)).slice(0, 2).map((info) => info.name)).toEqual([
    'topic',
    'count',
  ]);
});

interface ReadRecord {
  readonly value: string;
  readonly headers: Record<string, string>;
}

async function readAll(topic: string): Promise<ReadRecord[]> {
  const records: ReadRecord[] = [];
  const wanted = await length(topic);
  const decode = (bytes: Uint8Array | null): string => new TextDecoder().decode(bytes ?? undefined);
  const consumer = broker.createConsumer({
    groupId: `read-${topic}`,
    clientId: 'test',
    topics: [topic],
    properties: {},
    handler: {
      onAssigned: () => undefined,
      onRevoked: () => undefined,
      onFailure: () => undefined,
      onBatch(batch) {
        for (const [index, value] of batch.values.entries()) {
          const headers = (batch.headers?.[index] ?? []).map((header) => [header.key, decode(header.value)] as const);
          records.push({ value: decode(value), headers: Object.fromEntries(headers) });
        }
      },
    },
  });
  await consumer.start();
  await eventually(() => records.length >= wanted);
  await consumer.close();
  return records;
}
