import { appendFile, writeFile } from 'node:fs/promises';
import { missingTools, type TopicTools } from '@millrace/tool-kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lines, type Rest, restOf, soon, untilLines, untilStates } from './rest.ts';
import { type KafkaRig, startKafkaRig, steadySession } from './worker-on-kafka.ts';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);

const stringConverter = 'org.apache.kafka.connect.storage.StringConverter';
const strings = { 'key.converter': stringConverter, 'value.converter': stringConverter };

describe.skipIf(missing !== null)('connectors on a real Kafka', { timeout: 180_000 }, () => {
  let rig: KafkaRig;
  let tools: TopicTools;
  let url = '';
  let rest: Rest;
  beforeAll(async () => {
    rig = await startKafkaRig();
    tools = rig.tools;
    ({ url } = await rig.start({
      'offset.flush.interval.ms': '300',
      'consumer.metadata.max.age.ms': '500',
      ...steadySession,
    }));
    rest = restOf(url);
  }, 180_000);
  afterAll(() => rig?.stop());

  const file = (name: string) => rig.file(name);
  const source = (name: string) => ({
    'connector.class': 'FileStreamSource',
    ...strings,
    file: file(`${name}-in.txt`),
    topic: `${name}-lines`,
  });
  const sink = (name: string) => ({
    'connector.class': 'FileStreamSink',
    ...strings,
    file: file(`${name}-out.txt`),
    topics: `${name}-lines`,
  });
  const put = (name: string, config: Readonly<Record<string, string>>) => rest.send('PUT', `/connectors/${name}/config`, config);
  const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `line ${from + n}`);
  const write = (topic: string, values: readonly string[]) =>
    tools.write(
      topic,
      values.map((value) => ({ key: value, value })),
    );
  const missingFrom = async (path: string, expected: readonly string[]) => {
    const there = new Set(await lines(path));
    return expected.filter((line) => !there.has(line)).length;
  };

  describe('sources', () => {
    it('have their topics created as their configuration says', async () => {
      await writeFile(file('made-in.txt'), 'one\n');
      await put('made', {
        ...source('made'),
        'topic.creation.default.replication.factor': '1',
        'topic.creation.default.partitions': '1',
        'topic.creation.groups': 'wide',
        'topic.creation.wide.include': 'made-.*',
        'topic.creation.wide.partitions': '3',
        'topic.creation.wide.cleanup.policy': 'compact',
        'topic.creation.wide.max.message.bytes': '2000000',
        transforms: 'key',
        'transforms.key.type': 'org.apache.kafka.connect.transforms.HoistField$Value',
        'transforms.key.field': 'line',
      });
      await expect
        .poll(() => tools.describe('made-lines'), soon)
        .toMatchObject({
          partitions: 3,
          replicationFactor: 1,
          configs: { 'cleanup.policy': 'compact', 'max.message.bytes': '2000000' },
        });
    });

    it('leave it to the broker how many partitions a topic has, where they say -1', async () => {
      await writeFile(file('default-in.txt'), 'one\n');
      await put('default', {
        ...source('default'),
        'topic.creation.default.replication.factor': '-1',
        'topic.creation.default.partitions': '-1',
      });
      await expect.poll(() => tools.describe('default-lines'), soon).toMatchObject({ partitions: 1, replicationFactor: 1 });
    });

    it('fail when their topic cannot be created', async () => {
      await writeFile(file('refused-in.txt'), 'one\n');
      await put('refused', {
        ...source('refused'),
        'topic.creation.default.replication.factor': '3',
        'topic.creation.default.partitions': '1',
      });
      await untilStates(rest, 'refused', 'RUNNING 0:FAILED');
      const { trace } = await rest.get<{ trace: string }>('/connectors/refused/tasks/0/status');
      expect(trace).toContain('Task failed to create new topic');
      expect(trace).toMatch(/replication factor/i);
    });

    it.each(['gzip', 'snappy', 'lz4', 'zstd'])('compress by %s when they are told to', async (codec) => {
      await writeFile(file(`${codec}-in.txt`), `${numbered(50).join('\n')}\n`);
      await put(codec, { ...source(codec), 'producer.override.compression.type': codec });
      await put(`${codec}-out`, sink(codec));
      await untilLines(file(`${codec}-out.txt`), numbered(50));
    });

    it('may not override what their clients connect with, unless the worker says so', async () => {
      const config = { ...source('own'), name: 'own', 'producer.override.sasl.jaas.config': 'x', 'producer.override.acks': '1' };
      const { configs } = (await rest.send('PUT', '/connector-plugins/FileStreamSource/config/validate', config)) as {
        configs: { value: { name: string; errors: string[] } }[];
      };
      const errors = configs.flatMap(({ value }) => value.errors.map((error) => [value.name, error]));
      expect(errors).toEqual([
        [
          'producer.override.sasl.jaas.config',
          "The 'Allowlist' policy does not allow 'sasl.jaas.config' to be overridden in the connector configuration.",
        ],
      ]);
    });
  });

  describe('sinks', () => {
    it('share the partitions among their tasks, and lose nothing while there are more or fewer of them', async () => {
      await tools.create('shared-lines', 4);
      await put('shared', { ...sink('shared'), 'tasks.max': '2' });
      await untilStates(rest, 'shared', 'RUNNING 0:RUNNING 1:RUNNING');
      let count = 0;
      for (const tasks of ['3', '1', '4', '2']) {
        await write('shared-lines', numbered(300, count));
        count += 300;
        await put('shared', { ...sink('shared'), 'tasks.max': tasks });
        await write('shared-lines', numbered(100, count));
        count += 100;
      }
      await expect.poll(() => missingFrom(file('shared-out.txt'), numbered(count)), soon).toBe(0);
      await untilStates(rest, 'shared', 'RUNNING 0:RUNNING 1:RUNNING');
      await expect
        .poll(() => tools.group('connect-shared'), soon)
        .toEqual({ state: 'Stable', protocolType: 'consumer', members: 2 });
      const committed = async () =>
        [...(await tools.groupOffsets('connect-shared')).values()].reduce((sum, at) => sum + Number(at), 0);
      await expect.poll(committed, soon).toBe(count);
    });

    it('find topics that match their pattern later', async () => {
      const { topics: _, ...config } = sink('pattern');
      await put('pattern', { ...config, 'topics.regex': 'pattern-[ab]' });
      await tools.create('pattern-a', 1);
      await write('pattern-a', ['a']);
      await untilLines(file('pattern-out.txt'), ['a']);
      await tools.create('pattern-b', 2);
      await tools.create('pattern-c', 1);
      await write('pattern-c', ['c']);
      await write('pattern-b', ['b']);
      await untilLines(file('pattern-out.txt'), ['a', 'b']);
      await expect
        .poll(() => rest.get('/connectors/pattern/topics'), soon)
        .toEqual({ pattern: { topics: ['pattern-a', 'pattern-b'] } });
    });

    it('read nothing while they are paused, and then go on', async () => {
      await tools.create('paused-lines', 1);
      await put('paused', sink('paused'));
      await write('paused-lines', ['one']);
      await untilLines(file('paused-out.txt'), ['one']);
      await rest.send('PUT', '/connectors/paused/pause');
      await untilStates(rest, 'paused', 'PAUSED 0:PAUSED');
      await write('paused-lines', ['two']);
      expect(await tools.group('connect-paused')).toMatchObject({ state: 'Stable', members: 1 });
      expect(await lines(file('paused-out.txt'))).toEqual(['one']);
      await rest.send('PUT', '/connectors/paused/resume');
      await untilLines(file('paused-out.txt'), ['one', 'two']);
    });

    it('have the offsets of their group altered, removed and reset while they are stopped', async () => {
      const beyond = 9_007_199_254_740_993n;
      await tools.create('altered-lines', 3);
      await put('altered', sink('altered'));
      await write('altered-lines', numbered(30));
      await expect.poll(() => missingFrom(file('altered-out.txt'), numbered(30)), soon).toBe(0);
      const change = (text: string) =>
        fetch(`${url}/connectors/altered/offsets`, {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: `{"offsets":[${text}]}`,
        });
      const partition = (n: number) => `"partition":{"kafka_topic":"altered-lines","kafka_partition":${n}}`;
      expect((await change(`{${partition(0)},"offset":null}`)).status).toBe(400);
      await rest.send('PUT', '/connectors/altered/stop');
      await untilStates(rest, 'altered', 'STOPPED');
      const before = await tools.groupOffsets('connect-altered');
      expect([...before.keys()].toSorted()).toEqual(['altered-lines-0', 'altered-lines-1', 'altered-lines-2']);

      const offsets = `{${partition(0)},"offset":null},{${partition(1)},"offset":{"kafka_offset":${beyond}}}`;
      expect((await change(offsets)).status).toBe(200);
      const now = await tools.groupOffsets('connect-altered');
      expect(Object.fromEntries(now)).toEqual({
        'altered-lines-1': String(beyond),
        'altered-lines-2': before.get('altered-lines-2'),
      });
      expect(await (await fetch(`${url}/connectors/altered/offsets`)).text()).toContain(`{"kafka_offset":${beyond}}`);

      await rest.send('DELETE', '/connectors/altered/offsets');
      expect(await tools.groupOffsets('connect-altered')).toEqual(new Map());
      await rest.send('PUT', '/connectors/altered/resume');
      await expect.poll(async () => (await lines(file('altered-out.txt'))).length, soon).toBe(60);
    });

    it('go on from what was committed when their worker goes away', async () => {
      await writeFile(file('steady-in.txt'), '');
      await put('steady-in', source('steady'));
      await put('steady', sink('steady'));
      const expected: string[] = [];
      for (let n = 0; n < 5; n++) {
        await appendFile(file('steady-in.txt'), `line ${n}\n`);
        expected.push(`line ${n}`);
        await untilLines(file('steady-out.txt'), expected);
        await rest.send('POST', '/connectors/steady/restart?includeTasks=true');
      }
      await untilLines(file('steady-out.txt'), expected);
    });

    it('have a dead letter queue made for what they cannot take', async () => {
      await tools.create('dead-lines', 1);
      const config = {
        ...sink('dead'),
        'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
        'value.converter.schemas.enable': 'false',
        'errors.tolerance': 'all',
        'errors.deadletterqueue.topic.name': 'dead-letters',
        'errors.deadletterqueue.context.headers.enable': 'true',
      };
      await put('dead', { ...config, 'errors.deadletterqueue.topic.replication.factor': '3' });
      await untilStates(rest, 'dead', 'RUNNING 0:FAILED');
      const { trace } = await rest.get<{ trace: string }>('/connectors/dead/tasks/0/status');
      expect(trace).toContain('Could not initialize dead letter queue with topic=dead-letters');

      await put('dead', { ...config, 'errors.deadletterqueue.topic.replication.factor': '1' });
      await untilStates(rest, 'dead', 'RUNNING 0:RUNNING');
      await write('dead-lines', ['"good"', 'bad', '"better"']);
      await untilLines(file('dead-out.txt'), ['good', 'better']);
      expect(await tools.describe('dead-letters')).toMatchObject({ partitions: 1, replicationFactor: 1 });
      await expect.poll(async () => (await tools.read('dead-letters')).map(({ value }) => value), soon).toEqual(['bad']);
    });
  });
});
