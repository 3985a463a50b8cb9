import { appendFile, rm, writeFile } from 'node:fs/promises';
import { missingTools, startJavaConnect } from '@millrace/tool-kafka';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { restOf, soon, untilLines, untilStates } from './rest.ts';
import { propertiesText, standaloneProperties } from './shipped-properties.ts';
import { type KafkaRig, startKafkaRig } from './worker-on-kafka.ts';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);

describe.skipIf(missing !== null)('a worker on its own, with records in a real Kafka', { timeout: 180_000 }, () => {
  let rig: KafkaRig;
  beforeAll(async () => {
    rig = await startKafkaRig();
  }, 180_000);
  afterEach(async () => {
    await rig.stopWorkers();
    await rm(rig.file('data'), { recursive: true, force: true });
  });
  afterAll(() => rig?.stop());

  const file = (name: string) => rig.file(name);
  const properties = (offsetFile = file('none.offsets')) => standaloneProperties(rig.kafka.bootstrapServers, offsetFile);
  /** As Kafka ships them: connect-file-source.properties and connect-file-sink.properties. */
  const source = (name: string) => ({
    name: 'local-file-source',
    'connector.class': 'FileStreamSource',
    'tasks.max': '1',
    file: file(`${name}.txt`),
    topic: `${name}-test`,
  });
  const sink = (name: string) => ({
    name: 'local-file-sink',
    'connector.class': 'FileStreamSink',
    'tasks.max': '1',
    file: file(`${name}.sink.txt`),
    topics: `${name}-test`,
  });
  async function files(name: string): Promise<string[]> {
    const paths = [file(`${name}-source.properties`), file(`${name}-sink.properties`)];
    await writeFile(paths[0]!, propertiesText(source(name)));
    await writeFile(paths[1]!, propertiesText(sink(name)));
    return paths;
  }

  it('starts with the properties and the connector files that Kafka ships, and keeps its state in the data directory', async () => {
    await writeFile(file('shipped.txt'), 'one\ntwo\n');
    const worker = await rig.startWith(properties(), await files('shipped'));
    await untilLines(file('shipped.sink.txt'), ['one', 'two']);
    expect(await restOf(worker.url).get('/')).toMatchObject({ kafka_cluster_id: rig.kafka.clusterId });
    expect((await rig.tools.read('shipped-test')).length).toBe(2);
    for (const topic of ['connect-configs', 'connect-offsets', 'connect-status']) {
      expect(await rig.tools.describe(topic)).toBeNull();
    }
    expect(await worker.terminate()).toBe(0);

    await appendFile(file('shipped.txt'), 'three\n');
    const again = await rig.startWith(properties());
    await untilLines(file('shipped.sink.txt'), ['one', 'two', 'three']);
    expect(await restOf(again.url).get('/connectors')).toEqual(['local-file-source', 'local-file-sink']);
    expect((await rig.tools.read('shipped-test')).length).toBe(3);
  });

  it('goes on where a standalone Java worker was, once', async () => {
    await writeFile(file('java.txt'), 'one\n');
    const offsets = file('java.offsets');
    const java = await startJavaConnect({
      bootstrapServers: rig.kafka.bootstrapServers,
      mode: 'standalone',
      properties: { ...properties(offsets), 'offset.flush.interval.ms': '500' },
    });
    const { name: _, ...sourceConfig } = source('java');
    const { name: __, ...sinkConfig } = sink('java');
    await restOf(java.url).send('PUT', '/connectors/local-file-source/config', sourceConfig);
    await restOf(java.url).send('PUT', '/connectors/local-file-sink/config', sinkConfig);
    await untilLines(file('java.sink.txt'), ['one']);
    await java.stop();

    await appendFile(file('java.txt'), 'two\n');
    const connectors = await files('java');
    const worker = await rig.startWith(properties(offsets), connectors);
    await expect.poll(() => worker.output(), soon).toContain(`Took over 1 source offsets from ${offsets}`);
    await untilLines(file('java.sink.txt'), ['one', 'two']);

    const rest = restOf(worker.url);
    await rest.send('PUT', '/connectors/local-file-source/stop');
    await untilStates(rest, 'local-file-source', 'STOPPED');
    await rest.send('DELETE', '/connectors/local-file-source/offsets');
    expect(await worker.terminate()).toBe(0);
    const again = await rig.startWith(properties(offsets));
    expect(again.output()).not.toContain('Took over');
    expect(await restOf(again.url).get('/connectors/local-file-source/offsets')).toEqual({ offsets: [] });
  });
});
