import { writeFile } from 'node:fs/promises';
import { missingTools } from '@millrace/tool-kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restOf, untilLines } from './kafka/rest.ts';
import { type KafkaRig, startKafkaRig } from './kafka/worker-on-kafka.ts';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);
if (missing !== null) console.log(`skipped: a worker on a real Kafka; ${missing}`);

describe.skipIf(missing !== null)('a worker with the properties that Kafka ships', { timeout: 120_000 }, () => {
  let rig: KafkaRig;
  beforeAll(async () => {
    rig = await startKafkaRig();
  }, 120_000);
  afterAll(() => rig?.stop());

  it('runs a file through a real Kafka into a file, and leaves everything in order', async () => {
    const worker = await rig.start();
    const rest = restOf(worker.url);
    await writeFile(rig.file('in.txt'), 'one\ntwo\n');
    const source = { 'connector.class': 'FileStreamSource', file: rig.file('in.txt'), topic: 'lines' };
    const sink = { 'connector.class': 'FileStreamSink', file: rig.file('out.txt'), topics: 'lines' };
    await rest.send('PUT', '/connectors/in/config', source);
    await rest.send('PUT', '/connectors/out/config', sink);
    await untilLines(rig.file('out.txt'), ['one', 'two']);
    expect(await rest.get('/')).toMatchObject({ kafka_cluster_id: rig.kafka.clusterId });
    expect(await worker.terminate()).toBe(0);
    expect(await rig.tools.groupOffsets('connect-out')).toEqual(new Map([['lines-0', '2']]));
    expect(await rig.tools.group('connect-cluster')).toMatchObject({ state: 'Empty', members: 0 });
  });
});
