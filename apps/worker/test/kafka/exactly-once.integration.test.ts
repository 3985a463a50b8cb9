import { writeFile } from 'node:fs/promises';
import { missingTools } from '@millrace/tool-kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lines, restOf, soon, untilStates } from './rest.ts';
import { type KafkaRig, ownTopics, startKafkaRig, steadySession } from './worker-on-kafka.ts';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);

const stringConverter = 'org.apache.kafka.connect.storage.StringConverter';
const strings = { 'key.converter': stringConverter, 'value.converter': stringConverter };
/** Of workers that nobody takes for gone. */
const properties = {
  'exactly.once.source.support': 'enabled',
  'consumer.isolation.level': 'read_committed',
  'offset.flush.interval.ms': '500',
  'consumer.metadata.max.age.ms': '500',
  ...steadySession,
};
/** Of workers that are killed. */
const quick = {
  ...properties,
  'session.timeout.ms': '6000',
  'heartbeat.interval.ms': '500',
  'scheduled.rebalance.max.delay.ms': '0',
};

describe.skipIf(missing !== null)('exactly-once sources on a real Kafka', { timeout: 180_000 }, () => {
  let rig: KafkaRig;
  beforeAll(async () => {
    rig = await startKafkaRig();
  }, 180_000);
  afterAll(() => rig?.stop());

  const source = (name: string) => ({
    'connector.class': 'FileStreamSource',
    ...strings,
    file: rig.file(`${name}-in.txt`),
    topic: `${name}-lines`,
  });
  const sink = (name: string) => ({
    'connector.class': 'FileStreamSink',
    ...strings,
    file: rig.file(`${name}-out.txt`),
    topics: `${name}-lines`,
  });
  const verifiable = (topic: string, more: Readonly<Record<string, string>>) => ({
    'connector.class': 'org.apache.kafka.connect.tools.VerifiableSourceConnector',
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': 'false',
    topic,
    throughput: '300',
    ...more,
  });

  it.each([
    ['poll', {}],
    ['interval', { 'transaction.boundary': 'interval', 'transaction.boundary.interval.ms': '300' }],
    ['own-topic', { 'offsets.storage.topic': 'own-offsets' }],
  ])('repeat and lose nothing when their worker is killed (%s)', async (name, more) => {
    const own = { ...quick, ...ownTopics(name) };
    const topic = `${name}-numbers`;
    const numbers = async (): Promise<number[]> => {
      if ((await rig.tools.describe(topic)) === null) return [];
      return (await rig.tools.read(topic)).map(({ value }) => Number(value));
    };
    const more100 = async (): Promise<void> => {
      const before = (await numbers()).length;
      await expect.poll(async () => (await numbers()).length, soon).toBeGreaterThan(before + 100);
    };
    let worker = await rig.start(own);
    await restOf(worker.url).send('PUT', `/connectors/${name}/config`, verifiable(topic, more));
    for (let kills = 0; kills < 3; kills++) {
      await more100();
      await worker.kill();
      worker = await rig.start(own);
    }
    await more100();
    await restOf(worker.url).send('PUT', `/connectors/${name}/stop`);
    await untilStates(restOf(worker.url), name, 'STOPPED');
    const seen = await numbers();
    expect(seen).toEqual(seen.map((_, n) => n));
    await rig.stopWorkers();
  });

  it('are fenced before other tasks of theirs start, and their offsets can be changed', async () => {
    const { url } = await rig.start({ ...properties, ...ownTopics('change') });
    const rest = restOf(url);
    await writeFile(rig.file('change-in.txt'), 'one\ntwo\n');
    await rest.send('PUT', '/connectors/change/config', source('change'));
    await rest.send('PUT', '/connectors/change-out/config', sink('change'));
    await expect.poll(() => lines(rig.file('change-out.txt')), soon).toEqual(['one', 'two']);
    await rest.send('PUT', '/connectors/change/stop');
    await untilStates(rest, 'change', 'STOPPED');
    await rest.send('PATCH', '/connectors/change/offsets', {
      offsets: [{ partition: { filename: rig.file('change-in.txt') }, offset: { position: 4 } }],
    });
    await rest.send('PUT', '/connectors/change/resume');
    await expect.poll(() => lines(rig.file('change-out.txt')), soon).toEqual(['one', 'two', 'two']);
    await rig.stopWorkers();
  });
});
