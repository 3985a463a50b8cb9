import { writeFile } from 'node:fs/promises';
import { missingTools, type SecureListeners } from '@millrace/tool-kafka';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { restOf, untilLines, untilStates } from './rest.ts';
import { distributedProperties } from './shipped-properties.ts';
import { type KafkaRig, ownTopics, startKafkaRig } from './worker-on-kafka.ts';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);

describe.skipIf(missing !== null)('a worker on a Kafka that asks who is there', { timeout: 180_000 }, () => {
  let rig: KafkaRig;
  let secure: SecureListeners;
  beforeAll(async () => {
    rig = await startKafkaRig({ secure: true });
    secure = rig.kafka.secure!;
  }, 180_000);
  afterEach(() => rig.stopWorkers());
  afterAll(() => rig?.stop());

  const file = (name: string) => rig.file(name);
  const forAll = (settings: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      ['', 'producer.', 'consumer.'].flatMap((prefix) => Object.entries(settings).map(([k, v]) => [prefix + k, v])),
    );
  const login = (module: string) =>
    `org.apache.kafka.common.security.${module} required username="${secure.username}" password="${secure.password}";`;
  const scram = () => ({
    'security.protocol': 'SASL_SSL',
    'sasl.mechanism': 'SCRAM-SHA-512',
    'sasl.jaas.config': login('scram.ScramLoginModule'),
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': secure.tls.ca,
  });
  const start = (name: string, properties: Readonly<Record<string, string>>) =>
    rig.startWith({ ...distributedProperties(rig.kafka.bootstrapServers), ...ownTopics(name), ...properties });
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

  it('runs a pipeline by SASL and TLS, with the settings of Java’s clients', async () => {
    const worker = await start('scram', { 'bootstrap.servers': secure.saslSsl, ...forAll(scram()) });
    const rest = restOf(worker.url);
    await writeFile(file('scram-in.txt'), 'one\ntwo\n');
    const created = { 'topic.creation.default.partitions': '2', 'topic.creation.default.replication.factor': '1' };
    await rest.send('PUT', '/connectors/in/config', { ...source('scram'), ...created });
    const queue = { 'errors.deadletterqueue.topic.name': 'scram-dead', 'errors.deadletterqueue.topic.replication.factor': '1' };
    await rest.send('PUT', '/connectors/out/config', { ...sink('scram'), ...queue, 'errors.tolerance': 'all' });
    await untilLines(file('scram-out.txt'), ['one', 'two']);
    expect((await rig.tools.describe('scram-lines'))?.partitions).toBe(2);
    expect(await rig.tools.describe('scram-dead')).not.toBeNull();
    await rest.send('PUT', '/connectors/out/stop');
    await untilStates(rest, 'out', 'STOPPED');
    await rest.send('DELETE', '/connectors/out/offsets');
    expect(worker.output()).not.toContain(secure.password);
    expect(await worker.terminate()).toBe(0);
  });

  it('lets a connector be somebody else, where its policy allows that', async () => {
    const properties = { 'connector.client.config.override.policy': 'All', ...forAll(scram()) };
    const worker = await start('other', { 'bootstrap.servers': secure.saslSsl, ...properties });
    const rest = restOf(worker.url);
    await writeFile(file('other-in.txt'), 'one\n');
    const plain = {
      'bootstrap.servers': secure.saslPlaintext,
      'security.protocol': 'SASL_PLAINTEXT',
      'sasl.mechanism': 'PLAIN',
      'sasl.jaas.config': login('plain.PlainLoginModule'),
    };
    const overrides = Object.entries(plain).map(([key, value]) => [`producer.override.${key}`, value]);
    await rest.send('PUT', '/connectors/in/config', { ...source('other'), ...Object.fromEntries(overrides) });
    await rest.send('PUT', '/connectors/out/config', sink('other'));
    await untilLines(file('other-out.txt'), ['one']);
  });

  it('says at once that it is not let in, and keeps the password to itself', async () => {
    const wrong = {
      ...scram(),
      'sasl.jaas.config': login('scram.ScramLoginModule').replace(secure.password, 'not the password'),
    };
    const { code, output } = await rig.run({
      ...distributedProperties(secure.saslSsl),
      ...ownTopics('wrong'),
      ...forAll(wrong),
    });
    expect(code).toBe(1);
    expect(output).toMatch(/authentication failed/i);
    expect(output).not.toContain('not the password');
  });

  it('warns once of each setting that it cannot honour, by name', async () => {
    const worker = await start('warned', { 'consumer.client.rack': 'a', 'producer.partitioner.ignore.keys': 'true' });
    const rest = restOf(worker.url);
    await writeFile(file('warned-in.txt'), 'one\n');
    await rest.send('PUT', '/connectors/in/config', source('warned'));
    await rest.send('PUT', '/connectors/out/config', { ...sink('warned'), 'tasks.max': '3' });
    await rest.send('PUT', '/connectors/again/config', { ...sink('warned'), 'tasks.max': '3' });
    await untilStates(rest, 'again', 'RUNNING 0:RUNNING 1:RUNNING 2:RUNNING');
    await untilLines(file('warned-out.txt'), ['one', 'one']);
    for (const setting of ['client.rack', 'partitioner.ignore.keys']) {
      expect(worker.output().split(`The client setting ${setting} cannot be honoured`)).toHaveLength(2);
    }
    expect(worker.output().split('cannot be honoured')).toHaveLength(3);
  });
});
