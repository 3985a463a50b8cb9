import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const LINES = 1000;
const HOSTILE = 'a"b\\c{x="1"} 𝒳';
const POLL = { timeout: 20_000, interval: 100 };

describe('the metrics of a worker process', { timeout: 120_000 }, () => {
  let dir = '';
  let worker: WorkerProcess;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'millrace-metrics-'));
    worker = await startWorkerProcess({
      dataDir: join(dir, 'data'),
      fromSource: true,
      overrides: { 'offset.flush.interval.ms': '200' },
    });
    await writeFile(join(dir, 'in.txt'), Array.from({ length: LINES }, (_, n) => `line ${n}\n`).join(''));
  }, 60_000);
  afterAll(async () => {
    await worker.dispose();
    await rm(dir, { recursive: true, force: true });
  });

  async function put(name: string, config: Readonly<Record<string, string>>): Promise<void> {
    const answer = await fetch(`${worker.url}/connectors/${encodeURIComponent(name)}/config`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(config),
    });
    expect(answer.status).toBe(201);
  }

  async function samples(): Promise<Map<string, number>> {
    const text = await (await fetch(`${worker.url}/metrics`)).text();
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
  }

  const value = async (key: string): Promise<number | undefined> => (await samples()).get(key);

  it('count every record of a source and a sink, and what went wrong with them', async () => {
    const text = { 'value.converter': 'org.apache.kafka.connect.storage.StringConverter' };
    await put('lines', {
      ...text,
      'connector.class': 'FileStreamSource',
      file: join(dir, 'in.txt'),
      topic: 'lines',
      transforms: 'drop',
      'transforms.drop.type': 'org.apache.kafka.connect.transforms.Filter',
      'transforms.drop.predicate': 'never',
      predicates: 'never',
      'predicates.never.type': 'org.apache.kafka.connect.transforms.predicates.HasHeaderKey',
      'predicates.never.name': 'x',
    });
    await put(HOSTILE, { ...text, 'connector.class': 'FileStreamSink', file: join(dir, 'out.txt'), topics: 'lines' });
    await put('errors', {
      'connector.class': 'FileStreamSink',
      file: join(dir, 'errors.txt'),
      topics: 'lines',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'errors.tolerance': 'all',
      'errors.log.enable': 'true',
      'errors.deadletterqueue.topic.name': 'dead',
      'errors.deadletterqueue.topic.replication.factor': '1',
    });
    const escaped = HOSTILE.replaceAll('\\', String.raw`\\`).replaceAll('"', String.raw`\"`);
    const source = '{connector="lines",task="0"}';
    const sink = `{connector="${escaped}",task="0"}`;
    const errors = '{connector="errors",task="0"}';
    await expect.poll(() => value(`kafka_connect_source_task_source_record_write_total${source}`), POLL).toBe(LINES);
    await expect.poll(() => value(`kafka_connect_sink_task_sink_record_send_total${sink}`), POLL).toBe(LINES);
    await expect.poll(() => value(`kafka_connect_task_error_deadletterqueue_produce_requests${errors}`), POLL).toBe(LINES);
    await expect.poll(() => value(`kafka_connect_sink_task_sink_record_active_count${errors}`), POLL).toBe(0);
    await expect
      .poll(async () => Object.fromEntries(await samples()), POLL)
      .toMatchObject({
        kafka_connect_worker_connector_count: 3,
        kafka_connect_worker_task_count: 3,
        [`kafka_connect_source_task_source_record_poll_total${source}`]: LINES,
        [`kafka_connect_source_task_source_record_active_count${source}`]: 0,
        [`kafka_connect_sink_task_sink_record_read_total${sink}`]: LINES,
        [`kafka_connect_sink_task_sink_record_read_total${errors}`]: LINES,
        [`kafka_connect_sink_task_sink_record_send_total${errors}`]: 0,
        [`kafka_connect_task_error_total_record_errors${errors}`]: LINES,
        [`kafka_connect_task_error_total_record_failures${errors}`]: LINES,
        [`kafka_connect_task_error_total_records_skipped${errors}`]: LINES,
        [`kafka_connect_task_error_total_errors_logged${errors}`]: LINES,
        [`kafka_connect_task_error_deadletterqueue_produce_failures${errors}`]: 0,
        'kafka_connect_connector_transform_info{connector="lines",task="0",transform="drop",transform_class="org.apache.kafka.connect.transforms.Filter",transform_version="4.3.1"}': 1,
        'kafka_connect_connector_predicate_info{connector="lines",task="0",predicate="never",predicate_class="org.apache.kafka.connect.transforms.predicates.HasHeaderKey",predicate_version="4.3.1"}': 1,
      });
  });

  it('forget a connector that is deleted', async () => {
    expect((await fetch(`${worker.url}/connectors/lines`, { method: 'DELETE' })).status).toBe(204);
    const left = async () => [...(await samples()).keys()].filter((key) => key.includes('connector="lines"'));
    await expect.poll(left, POLL).toEqual([]);
  });
});
