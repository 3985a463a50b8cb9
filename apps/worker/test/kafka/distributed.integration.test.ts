import { appendFile, writeFile } from 'node:fs/promises';
import { missingTools, type TopicTools } from '@millrace/tool-kafka';
import { freePort } from '@millrace/tool-worker-process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { restOf, soon, untilLines, untilStates } from './rest.ts';
import { distributedProperties, propertiesText } from './shipped-properties.ts';
import { type KafkaRig, ownTopics, startKafkaRig } from './worker-on-kafka.ts';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);

describe.skipIf(missing !== null)('a worker of a cluster on a real Kafka', { timeout: 180_000 }, () => {
  let rig: KafkaRig;
  let tools: TopicTools;
  beforeAll(async () => {
    rig = await startKafkaRig();
    tools = rig.tools;
  }, 180_000);
  afterEach(() => rig.stopWorkers());
  afterAll(() => rig?.stop());

  const own = ownTopics;
  const file = (name: string) => rig.file(name);
  const start = (properties: Readonly<Record<string, string>>, port?: number) => rig.start(properties, port);
  async function refusal(properties: Readonly<Record<string, string>>): Promise<string> {
    const { code, output } = await rig.run({ ...distributedProperties(rig.kafka.bootstrapServers), ...properties });
    expect(code).toBe(1);
    return output;
  }
  const source = (name: string) => ({
    'connector.class': 'FileStreamSource',
    file: file(`${name}-in.txt`),
    topic: `${name}-lines`,
  });
  const sink = (name: string) => ({
    'connector.class': 'FileStreamSink',
    file: file(`${name}-out.txt`),
    topics: `${name}-lines`,
  });

  const configKeys = async (name: string) =>
    (await tools.read(`${name}-configs`)).flatMap(({ key }) => (key === 'session-key' ? [] : [key]));

  it('starts with the properties that Kafka ships, makes its topics and runs a pipeline through Kafka', async () => {
    const worker = await start({});
    const rest = restOf(worker.url);
    expect(await rest.get('/')).toMatchObject({ kafka_cluster_id: rig.kafka.clusterId });
    await expect.poll(() => worker.output(), soon).toContain('distributed (everything is in Kafka; group connect-cluster)');

    const compacted = { replicationFactor: 1, configs: expect.objectContaining({ 'cleanup.policy': 'compact' }) };
    expect(await tools.describe('connect-configs')).toEqual({ partitions: 1, ...compacted });
    expect(await tools.describe('connect-offsets')).toEqual({ partitions: 25, ...compacted });
    expect(await tools.describe('connect-status')).toEqual({ partitions: 5, ...compacted });
    await expect.poll(() => tools.group('connect-cluster'), soon).toMatchObject({ state: 'Stable', members: 1 });

    await writeFile(file('shipped-in.txt'), 'one\ntwo\n');
    await rest.send('POST', '/connectors', { name: 'in', config: source('shipped') });
    await rest.send('PUT', '/connectors/out/config', sink('shipped'));
    await untilLines(file('shipped-out.txt'), ['one', 'two']);
    const values = (await tools.read('shipped-lines')).map(({ value }) => value);
    expect(values).toEqual(['one', 'two'].map((line) => `{"schema":{"type":"string","optional":false},"payload":"${line}"}`));
    expect(await worker.terminate()).toBe(0);
    expect(await tools.groupOffsets('connect-out')).toEqual(new Map([['shipped-lines-0', '2']]));
    const offsets = (await tools.read('connect-offsets')).map(({ key, value }) => [key, value]);
    expect(offsets.at(-1)).toEqual([`["in",{"filename":"${file('shipped-in.txt')}"}]`, '{"position":8}']);
  });

  it('goes on where it was after kill -9, with everything from Kafka', async () => {
    // The broker waits for the consumer that was killed as long as its session lasts.
    const properties = { ...own('killed'), 'offset.flush.interval.ms': '200', 'consumer.session.timeout.ms': '6000' };
    const port = await freePort();
    const first = await start(properties, port);
    await writeFile(file('killed-in.txt'), 'one\n');
    await restOf(first.url).send('POST', '/connectors', { name: 'in', config: source('killed') });
    await restOf(first.url).send('POST', '/connectors', { name: 'out', config: sink('killed') });
    await untilLines(file('killed-out.txt'), ['one']);
    await restOf(first.url).send('PUT', '/connectors/in/pause');
    await untilStates(restOf(first.url), 'in', 'PAUSED 0:PAUSED');
    // What is not committed comes again.
    const position = async () => (await tools.groupOffsets('connect-out')).get('killed-lines-0');
    await expect.poll(position, soon).toBe('1');
    const committed = () => restOf(first.url).get('/connectors/in/offsets');
    await expect.poll(committed, soon).toMatchObject({ offsets: [{ offset: { position: 4 } }] });
    await first.kill();

    const rest = restOf((await start(properties, port)).url);
    await untilStates(rest, 'in', 'PAUSED 0:PAUSED');
    await appendFile(file('killed-in.txt'), 'two\n');
    await rest.send('PUT', '/connectors/in/resume');
    await untilLines(file('killed-out.txt'), ['one', 'two']);
  });

  it('creates the connectors of files, whichever of the workers leads', async () => {
    const properties = { ...distributedProperties(rig.kafka.bootstrapServers), ...own('files') };
    const first = await rig.startWith(properties);
    const file1 = { name: 'in', ...source('files') };
    await writeFile(file('files-in.properties'), propertiesText(file1));
    await writeFile(file('files-out.json'), JSON.stringify({ name: 'out', config: sink('files'), initial_state: 'STOPPED' }));
    await writeFile(file('files-in.txt'), 'one\n');
    const second = await rig.startWith(properties, [file('files-in.properties'), file('files-out.json')]);
    await expect.poll(async () => (await restOf(first.url).get<string[]>('/connectors')).toSorted(), soon).toEqual(['in', 'out']);
    await untilStates(restOf(second.url), 'in', 'RUNNING 0:RUNNING');
    await untilStates(restOf(second.url), 'out', 'STOPPED');
    await restOf(second.url).send('PUT', '/connectors/out/resume');
    await untilLines(file('files-out.txt'), ['one']);
  });

  it('appends nothing to the config topic while it is idle, or when it starts again, but its session key', async () => {
    const properties = own('idle');
    const first = await start(properties);
    await writeFile(file('idle-in.txt'), 'one\n');
    await restOf(first.url).send('POST', '/connectors', { name: 'in', config: source('idle') });
    await untilStates(restOf(first.url), 'in', 'RUNNING 0:RUNNING');
    expect(await first.terminate()).toBe(0);
    const before = await configKeys('idle');

    const second = await start(properties);
    await untilStates(restOf(second.url), 'in', 'RUNNING 0:RUNNING');
    expect(await second.terminate()).toBe(0);
    expect(before).toEqual(['connector-in', 'task-in-0', 'commit-in']);
    expect(await configKeys('idle')).toEqual(before);
  });

  it('uses topics that are there, whatever their number of partitions', async () => {
    await tools.create('there-offsets', 2, { 'cleanup.policy': 'compact' });
    await start(own('there'));
    expect((await tools.describe('there-offsets'))?.partitions).toBe(2);
    expect((await tools.describe('there-status'))?.partitions).toBe(5);
  });

  it('makes topics as the broker would, where the properties say -1, and with what else they say', async () => {
    await start({
      ...own('broker-made'),
      'offset.storage.partitions': '-1',
      'status.storage.partitions': '3',
      'status.storage.replication.factor': '-1',
      'config.storage.min.insync.replicas': '1',
      'config.storage.segment.bytes': '2097152',
    });
    expect((await tools.describe('broker-made-offsets'))?.partitions).toBe(1);
    expect((await tools.describe('broker-made-status'))?.partitions).toBe(3);
    expect((await tools.describe('broker-made-configs'))?.configs).toMatchObject({ 'segment.bytes': '2097152' });
  });

  it.each([
    ['config.storage.topic', 'configs', 1, 'connector configurations'],
    ['offset.storage.topic', 'offsets', 25, 'source connector offsets'],
    ['status.storage.topic', 'status', 5, 'connector and task statuses'],
  ])('refuses a %s that is not compacted', async (setting, suffix, partitions, content) => {
    const name = `deleted-${suffix}`;
    await tools.create(`${name}-${suffix}`, partitions);
    expect(await refusal(own(name))).toContain(
      `Topic '${name}-${suffix}' supplied via the '${setting}' property is required to have 'cleanup.policy=compact' to guarantee ` +
        `consistency and durability of ${content}, but found the topic currently has 'cleanup.policy=delete'.`,
    );
    expect(await tools.read(`${name}-${suffix}`)).toEqual([]);
  });

  it('refuses a config topic of several partitions', async () => {
    await tools.create('wide-configs', 2, { 'cleanup.policy': 'compact' });
    expect(await refusal(own('wide'))).toContain(
      `Topic 'wide-configs' supplied via the 'config.storage.topic' property is required to have a single partition in order to guarantee consistency of connector configurations, but found 2 partitions.`,
    );
  });

  it('says why its topics cannot be made', async () => {
    const output = await refusal({ ...own('replicated'), 'config.storage.replication.factor': '3' });
    expect(output).toMatch(/Error while attempting to create\/find topic\(s\) 'replicated-configs' \(config.storage.topic\)/);
    expect(output).toMatch(/replication/i);
  });

  it('says that no Kafka is there', async () => {
    const nowhere = `127.0.0.1:${await freePort()}`;
    const output = await refusal({ ...own('nowhere'), 'bootstrap.servers': nowhere, 'default.api.timeout.ms': '1000' });
    expect(output).toContain('Kafka cannot be reached');
    expect(output).toContain(nowhere);
  });
});
