import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApiDocument } from '@millrace/contract';
import {
  freePort,
  runWorkerProcess,
  startWorkerProcess,
  type WorkerProcess,
  type WorkerProcessOptions,
} from '@millrace/tool-worker-process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brokenHttpRequests } from './broken-http.ts';
import { generateHostileRequests } from './hostile-requests.ts';
import { sendRaw } from './raw-request.ts';

describe('a worker process', { timeout: 120_000 }, () => {
  let dir = '';
  let workers: WorkerProcess[] = [];
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'millrace-start-'));
    workers = [];
  });
  afterEach(async () => {
    for (const worker of workers) await worker.dispose();
    await rm(dir, { recursive: true, force: true });
  });
  const start = async (options: WorkerProcessOptions = {}) => {
    const worker = await startWorkerProcess({ dataDir: join(dir, 'data'), ...options });
    workers.push(worker);
    return worker;
  };
  const file = async (name: string, text: string) => {
    await writeFile(join(dir, name), text);
    return join(dir, name);
  };
  const get = async (url: string) => {
    const answer = await fetch(url);
    return { status: answer.status, body: await answer.json() };
  };

  it('says once that it is ready, logs JSON into a pipe, and ends in order on SIGTERM', async () => {
    const worker = await start();
    expect((await get(`${worker.url}/health`)).body).toMatchObject({ status: 'healthy' });
    await expect.poll(() => worker.output()).toContain('Millrace is ready');
    const block = worker.output();
    expect(block.match(/Millrace is ready/g)).toHaveLength(1);
    for (const part of ['4.3.1-millrace.', 'embedded', worker.url, worker.dataDir]) expect(block).toContain(part);
    expect(await worker.terminate()).toBe(0);
    const last = worker.output().trim().split('\n').at(-1)!;
    expect(JSON.parse(last)).toMatchObject({ level: 'INFO', msg: 'Stopped' });
  });

  it('reads its configuration from file, environment and command line, and creates the connectors of files', async () => {
    const source = await file(
      'source.properties',
      'name=from-properties\nconnector.class=FileStreamSource\ntopic=t\nfile=/nonexistent\n',
    );
    const sink = await file(
      'sink.json',
      '{"name":"from-json","config":{"connector.class":"FileStreamSink","topics":"t","file":"/dev/null"},"initial_state":"STOPPED"}',
    );
    const properties = await file('worker.properties', 'log.format=text\nrest.advertised.host.name=me.example\nno.such.key=1\n');
    const args = [properties, source, sink];
    const worker = await start({ args, env: { CONNECT_REST_ADVERTISED_PORT: '77', CONNECT_LOG_FORMAT: 'json' } });
    await expect.poll(async () => (await get(`${worker.url}/connectors`)).body).toEqual(['from-properties', 'from-json']);
    const status = async () => (await get(`${worker.url}/connectors/from-json/status`)).body;
    await expect.poll(status).toMatchObject({ connector: { state: 'STOPPED', worker_id: 'me.example:77' } });
    expect(worker.output()).toContain("The worker does not know the key 'no.such.key'");
    await worker.kill();
    const again = await start({ args });
    await expect
      .poll(async () => (await get(`${again.url}/connectors`)).body)
      .toEqual(expect.arrayContaining(['from-properties', 'from-json']));
  });

  it('serves /admin on listeners of its own', async () => {
    const port = await freePort();
    const worker = await start({ overrides: { 'admin.listeners': `http://127.0.0.1:${port}` } });
    expect((await get(`${worker.url}/admin/loggers`)).status).toBe(404);
    expect((await get(`http://127.0.0.1:${port}/admin/loggers`)).status).toBe(200);
    expect((await get(`http://127.0.0.1:${port}/connectors`)).status).toBe(404);
  });

  it.each([
    [{ 'offset.flush.interval.ms': 'abc' }, 'Invalid value abc for configuration offset.flush.interval.ms'],
    [{ 'rest.extension.classes': 'x.Y' }, 'rest.extension.classes is x.Y'],
    [{ listeners: 'https://127.0.0.1:1' }, 'does not have https listeners yet'],
  ])('refuses %j with one sentence', async (overrides, sentence) => {
    const { code, output } = await runWorkerProcess({ dataDir: join(dir, 'data'), port: await freePort(), overrides });
    expect([code, output]).toEqual([1, expect.stringContaining(sentence)]);
    expect(output.trim().split('\n')).toHaveLength(1);
  });

  it('refuses a port that is in use, and a data directory that is none', async () => {
    const worker = await start();
    const taken = await runWorkerProcess({ dataDir: join(dir, 'other'), port: worker.port });
    expect([taken.code, taken.output]).toEqual([1, expect.stringContaining(`The address 127.0.0.1:${worker.port} is in use`)]);
    const path = await file('file', 'x');
    const none = await runWorkerProcess({ dataDir: path, port: await freePort() });
    expect([none.code, none.output]).toEqual([1, expect.stringContaining(`${path} is not a directory`)]);
  });

  it('survives hostile requests', async () => {
    const worker = await start({ overrides: { 'rest.validate.responses': 'true' } });
    for (const request of [...generateHostileRequests(openApiDocument, 7, 500), ...brokenHttpRequests]) {
      const { status, body } = await sendRaw(worker.port, request);
      if (status !== null) expect(status, `${request.what} → ${body.slice(0, 300)}`).toBeLessThan(500);
    }
    expect((await get(`${worker.url}/connectors`)).status).toBe(200);
    expect(await worker.terminate()).toBe(0);
  });
});
