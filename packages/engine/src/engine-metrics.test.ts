import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURE_MANIFESTS, FIXTURE_PROPERTIES } from '../test/fixtures/fixture-plugins.ts';
import { createEngine } from './create-engine.ts';
import type { Engine } from './engine.ts';
import { untilStates } from './herder/engine-rig.case.ts';
import type { Logger } from './model/logger.ts';

const silent: Logger = { trace: none, debug: none, info: none, warn: none, error: none };
const HOSTILE = 'a"b\\c{x="1"} 𝒳';

function none(): void {}

let directory = '';
let engine: Engine;

async function startEngine(threads: string): Promise<void> {
  directory = await mkdtemp(join(tmpdir(), 'millrace-metrics-'));
  engine = createEngine({
    broker: { kind: 'embedded', dataDir: join(directory, 'data') },
    manifests: FIXTURE_MANIFESTS,
    properties: { ...FIXTURE_PROPERTIES, 'task.threads': threads },
    workerId: '127.0.0.1:8083',
    url: 'http://127.0.0.1:8083/',
    loggers: () => silent,
    onLoggerLevel: none,
  });
  await engine.start();
}

afterEach(async () => {
  await engine.stop();
  await rm(directory, { recursive: true });
});

/** Samples as `name{label="value"} 1`, labels without a value left out. */
async function samples(): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const { name, labels, samples: own } of await engine.metrics()) {
    for (const sample of own) {
      const pairs = labels.flatMap((label, n) => (sample.labels[n] === '' ? [] : [`${label}=${sample.labels[n]}`]));
      found.set(`${name}{${pairs.join(',')}}`, sample.value);
    }
  }
  return found;
}

async function untilSample(key: string, value: number): Promise<Map<string, number>> {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = await samples();
    if (found.get(key) === value || Date.now() > end) return found;
    await setTimeout(10);
  }
}

const source = (count: number, more: Readonly<Record<string, string>> = {}) => ({
  'connector.class': 'NumbersSource',
  topic: 'numbers',
  count: String(count),
  ...more,
});
const sink = () => ({ 'connector.class': 'ValuesSink', topics: 'numbers', file: join(directory, 'out.txt') });

describe.each(['0', '2'])('the metrics of an engine with %s threads for tasks', { timeout: 60_000 }, (threads) => {
  beforeEach(() => startEngine(threads));

  it('count exactly what a source and a sink have done', async () => {
    await engine.createConnector('src', source(20), null);
    await engine.createConnector('snk', sink(), null);
    await untilStates(engine, 'snk', 'RUNNING 0:RUNNING');
    await untilSample('kafka_connect_sink_task_sink_record_send_total{connector=snk,task=0}', 20);
    // A sink may have a record before its source knows that it is written.
    await untilSample('kafka_connect_source_task_source_record_write_total{connector=src,task=0}', 20);
    const found = await untilSample('kafka_connect_source_task_source_record_active_count{connector=src,task=0}', 0);
    expect(Object.fromEntries(found)).toMatchObject({
      'kafka_connect_worker_connector_count{}': 2,
      'kafka_connect_worker_task_count{}': 2,
      'kafka_connect_worker_connector_startup_success_total{}': 2,
      'kafka_connect_worker_task_startup_attempts_total{}': 2,
      'kafka_connect_worker_task_startup_success_percentage{}': 1,
      'kafka_connect_worker_connector_running_task_count{connector=src}': 1,
      'kafka_connect_worker_rebalance_epoch{}': 1,
      'kafka_connect_worker_rebalance_leader_name{leader_name=http://127.0.0.1:8083/}': 1,
      'kafka_connect_connector_status{connector=src,status=running}': 1,
      'kafka_connect_connector_status{connector=snk,task=0,status=running}': 1,
      'kafka_connect_connector_task_status{connector=src,task=0,status=running}': 1,
      'kafka_connect_source_task_source_record_poll_total{connector=src,task=0}': 20,
      'kafka_connect_source_task_source_record_write_total{connector=src,task=0}': 20,
      'kafka_connect_source_task_source_record_active_count{connector=src,task=0}': 0,
      'kafka_connect_sink_task_sink_record_read_total{connector=snk,task=0}': 20,
      'kafka_connect_sink_task_sink_record_send_total{connector=snk,task=0}': 20,
      'kafka_connect_sink_task_partition_count{connector=snk,task=0}': 1,
      'kafka_connect_task_error_total_record_errors{connector=src,task=0}': 0,
      'millrace_task_restarts_total{connector=src,task=0}': 0,
      'millrace_thread_kills_total{reason=hung}': 0,
    });
    expect(found.get('kafka_connect_connector_task_running_ratio{connector=src,task=0}')).toBeGreaterThan(0);
    expect(found.has('kafka_connect_sink_task_partition_count{connector=src,task=0}')).toBe(false);
    const info = [...found.keys()].find((key) => key.startsWith('kafka_connect_connector_task_info{connector=snk'));
    expect(info).toMatch(/connector_type=sink,connector_class=\S*ValuesSink\S*,connector_version=/);
  });

  it('begin anew with a restart, which is counted', async () => {
    await engine.createConnector('src', source(5), null);
    await untilSample('kafka_connect_source_task_source_record_write_total{connector=src,task=0}', 5);
    await engine.restartTask({ connector: 'src', task: 0 });
    const found = await untilSample('millrace_task_restarts_total{connector=src,task=0}', 1);
    expect(found.get('millrace_connector_restarts_total{connector=src}')).toBe(0);
    expect(
      (await untilSample('kafka_connect_worker_task_startup_success_total{}', 2)).get(
        'kafka_connect_source_task_source_record_poll_total{connector=src,task=0}',
      ),
    ).toBe(0);
  });

  it('show failed, paused and stopped ones', async () => {
    await engine.createConnector('bad', source(1, { fail: 'task' }), null);
    await untilStates(engine, 'bad', 'RUNNING 0:FAILED');
    const failed = await samples();
    expect(failed.get('kafka_connect_connector_task_status{connector=bad,task=0,status=failed}')).toBe(1);
    expect(failed.get('kafka_connect_connector_status{connector=bad,status=running}')).toBe(1);
    expect(failed.get('kafka_connect_worker_connector_failed_task_count{connector=bad}')).toBe(1);
    expect(failed.get('kafka_connect_worker_task_startup_failure_total{}')).toBe(1);
    await engine.setTargetState('bad', 'STOPPED');
    await untilStates(engine, 'bad', 'STOPPED');
    const stopped = await samples();
    expect(stopped.get('kafka_connect_connector_status{connector=bad,status=stopped}')).toBe(1);
    expect(stopped.get('kafka_connect_worker_connector_count{}')).toBe(1);
    expect(stopped.get('kafka_connect_worker_task_count{}')).toBe(0);
  });

  it('keep connector names as they are, and forget a connector that is deleted', async () => {
    for (const name of [HOSTILE, '__proto__']) {
      await engine.createConnector(name, source(3), null);
      const key = `kafka_connect_source_task_source_record_write_total{connector=${name},task=0}`;
      expect((await untilSample(key, 3)).get(key)).toBe(3);
      await engine.deleteConnector(name);
      const left = async () => [...(await samples()).keys()].filter((sample) => sample.includes(`connector=${name}`));
      await expect.poll(left).toEqual([]);
      await engine.createConnector(name, source(0), null);
      await untilStates(engine, name, 'RUNNING 0:RUNNING');
      expect((await samples()).get(`millrace_task_restarts_total{connector=${name},task=0}`)).toBe(0);
    }
  });
});
