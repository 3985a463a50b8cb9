import { type JavaConnect, type KafkaBroker, missingTools, startJavaConnect, startKafka } from '@millrace/tool-kafka';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { AlreadyExistsError, ConnectClient, InvalidConfigError, NotFoundError } from '@millrace/client';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);
if (missing !== null) console.log(`skipped: the client in front of the oldest Apache Kafka Connect that it knows; ${missing}`);

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

/** The oldest version that the client is made for. */
const version = '2.8.2';

describe.skipIf(missing !== null)(`the client in front of Apache Kafka Connect ${version}`, () => {
  let kafka: KafkaBroker;
  let connect: JavaConnect;
  let client: ConnectClient;
  beforeAll(async () => {
    kafka = await startKafka();
    connect = await startJavaConnect({ bootstrapServers: kafka.bootstrapServers, version });
    client = new ConnectClient({ url: connect.url });
  });
  afterAll(async () => {
    await connect?.stop();
    await kafka?.stop();
  });

  const config = { 'connector.class': 'FileStreamSource', file: '/nowhere/at-all.txt', topic: 'lines' };

  test('a connector is created, waited for, restarted with its tasks, left alone when it is right, and deleted', async () => {
    expect((await client.info()).version).toBe(version);
    expect(await client.health()).toMatchObject({ status: 'healthy' });
    await client.connectors.create({ name: 'a b 🚂', config });
    await client.connectors.waitForRunning('a b 🚂');
    expect((await client.connectors.restartAndWait('a b 🚂')).tasks).toMatchObject([{ state: 'RUNNING' }]);
    expect((await client.connectors.apply([{ name: 'a b 🚂', config }])).changed).toBe(false);
    expect((await client.connectors.apply([{ name: 'a b 🚂', config: { ...config, topic: 'more' } }])).changed).toBe(true);
    await client.connectors.pause('a b 🚂');
    await client.connectors.waitForState('a b 🚂', 'PAUSED');
    await client.connectors.delete('a b 🚂');
    await client.connectors.waitForDeleted('a b 🚂');
  });

  test('refusals are the errors that they are elsewhere, and what it does not have is named', async () => {
    await client.connectors.create({ name: 'a', config });
    await expect(client.connectors.create({ name: 'a', config })).rejects.toBeInstanceOf(AlreadyExistsError);
    const wrong = await client.connectors.update('a', { ...config, 'tasks.max': 'x' }).catch((thrown: unknown) => thrown);
    expect(wrong).toBeInstanceOf(InvalidConfigError);
    expect(Object.keys((wrong as InvalidConfigError).errors)).toEqual(['tasks.max']);
    await expect(client.connectors.get('nobody')).rejects.toBeInstanceOf(NotFoundError);
    await expect(client.connectors.resetOffsets('a')).rejects.toThrow('this server has no DELETE /connectors/{name}/offsets');
    await expect(client.connectors.patch('a', { topic: 'x' })).rejects.toMatchObject({ name: 'ConnectError', status: 405 });
  });
});
