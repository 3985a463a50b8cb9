import { afterAll, describe, expect, it } from 'vitest';
import {
  type JavaConnect,
  type KafkaBroker,
  missingTools,
  startJavaConnect,
  startKafka,
  startKafkaCluster,
  topicTools,
} from './index.ts';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);
if (missing !== null) console.log(`skipped: the tests on a real Kafka; ${missing}`);

describe.skipIf(missing !== null)('the real Apache Kafka', { timeout: 180_000 }, () => {
  let kafka: KafkaBroker | undefined;
  const workers: JavaConnect[] = [];
  afterAll(async () => {
    for (const worker of workers) await worker.stop();
    await kafka?.stop();
  });

  it('starts, is killed, and starts again on its data', async () => {
    kafka = await startKafka();
    const first = kafka.pid;
    await kafka.kill();
    await kafka.restart();
    expect(kafka.pid).not.toBe(first);
  });

  it('is written to once, in topics of which some partitions have no leader yet', async () => {
    const tools = await topicTools(kafka!.bootstrapServers);
    const records = Array.from({ length: 200 }, (_, n) => ({ key: `key ${n}`, value: 'value' }));
    for (const topic of ['fresh-1', 'fresh-2', 'fresh-3']) {
      await tools.create(topic, 40);
      await tools.write(topic, records);
      expect(await tools.size(topic)).toBe(records.length);
    }
    await tools.close();
  });

  it('starts three brokers as one cluster, of which one may be killed and come back', async () => {
    const cluster = await startKafkaCluster({ brokers: 3 });
    expect(cluster.bootstrapServers.split(',')).toHaveLength(3);
    expect(cluster.brokers.map(({ nodeId }) => nodeId)).toEqual([1, 2, 3]);
    await cluster.brokers[2]!.kill();
    await cluster.brokers[2]!.restart();
    await cluster.stop();
  });

  it('carries a real Connect worker, distributed and standalone', async () => {
    for (const mode of ['distributed', 'standalone'] as const) {
      const worker = await startJavaConnect({ bootstrapServers: kafka!.bootstrapServers, mode });
      workers.push(worker);
      const root = (await (await fetch(worker.url)).json()) as { version: string; kafka_cluster_id: string };
      expect(root).toMatchObject({ version: '4.3.1', kafka_cluster_id: kafka!.clusterId });
      const plugins = (await (await fetch(`${worker.url}/connector-plugins`)).json()) as { class: string }[];
      expect(plugins.map((plugin) => plugin.class)).toContain('org.apache.kafka.connect.file.FileStreamSourceConnector');
    }
  });
});
