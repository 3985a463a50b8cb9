import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const kills = 20;
const stringConverter = 'org.apache.kafka.connect.storage.StringConverter';

describe('a worker that is killed again and again', { timeout: 240_000 }, () => {
  let dir = '';
  let worker: WorkerProcess | undefined;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'millrace-kill-'));
  });
  afterAll(async () => {
    await worker?.dispose();
    await rm(dir, { recursive: true, force: true });
  });

  const file = (name: string) => join(dir, name);
  const get = async (path: string): Promise<unknown> => (await fetch(`${worker!.url}${path}`)).json();
  const send = async (method: string, path: string, body?: unknown) => {
    const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const answer = await fetch(`${worker!.url}${path}`, { method, ...init });
    expect(answer.ok, `${method} ${path} was answered with ${answer.status}`).toBe(true);
  };
  const source = (config: Record<string, string>) => ({
    'connector.class': 'FileStreamSource',
    'value.converter': stringConverter,
    topic: 'lines',
    ...config,
  });

  it('loses no line, no connector, no state and no offset', async () => {
    const port = await freePort();
    const start = async () => {
      worker = await startWorkerProcess({ dataDir: file('data'), port, overrides: { 'offset.flush.interval.ms': '200' } });
    };
    await start();
    await send('POST', '/connectors', { name: 'in', config: source({ file: file('in.txt') }) });
    const sink = {
      'connector.class': 'FileStreamSink',
      'value.converter': stringConverter,
      topics: 'lines',
      file: file('out.txt'),
    };
    await send('POST', '/connectors', { name: 'out', config: sink });
    await send('POST', '/connectors', { name: 'paused', config: source({ file: file('none.txt') }), initial_state: 'PAUSED' });
    await send('POST', '/connectors', { name: 'stopped', config: source({ file: file('none.txt') }), initial_state: 'STOPPED' });
    const altered = { offsets: [{ partition: { filename: file('none.txt') }, offset: { position: 42 } }] };
    await send('PATCH', '/connectors/stopped/offsets', altered);

    const writer = appendLines(file('in.txt'));
    for (let round = 0; round < kills; round++) {
      await delay(Math.random() * 700);
      await worker!.kill();
      await start();
    }
    const written = await writer.stop();

    const expected = Array.from({ length: written }, (_, index) => `line ${index}`);
    await expect.poll(async () => missing(expected, await lines(file('out.txt'))), { timeout: 60_000, interval: 200 }).toBe(0);
    expect(firstOccurrences(await lines(file('out.txt')))).toEqual(expected);

    expect(await get('/connectors')).toEqual(expect.arrayContaining(['in', 'out', 'paused', 'stopped']));
    const state = async (name: string) =>
      ((await get(`/connectors/${name}/status`)) as { connector: { state: string } }).connector.state;
    await expect.poll(() => state('paused')).toBe('PAUSED');
    await expect.poll(() => state('stopped')).toBe('STOPPED');
    await expect.poll(() => state('in')).toBe('RUNNING');
    expect(await get('/connectors/stopped/offsets')).toEqual(altered);
    expect(await worker!.terminate()).toBe(0);
  });
});

/** Appends numbered lines, cut at arbitrary places, until it is stopped; tells how many whole lines it wrote. */
function appendLines(path: string) {
  const stopping = new AbortController();
  let count = 0;
  const done = (async () => {
    while (!stopping.signal.aborted) {
      const from = count;
      count += 1 + Math.floor(Math.random() * 40);
      const text = Array.from({ length: count - from }, (_, index) => `line ${from + index}\n`).join('');
      const cut = Math.floor(Math.random() * text.length);
      await appendFile(path, text.slice(0, cut));
      await delay(Math.random() * 20);
      await appendFile(path, text.slice(cut));
    }
    return count;
  })();
  return {
    stop() {
      stopping.abort();
      return done;
    },
  };
}

async function lines(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').slice(0, -1);
}

function missing(expected: readonly string[], actual: readonly string[]): number {
  const there = new Set(actual);
  return expected.filter((line) => !there.has(line)).length;
}

const firstOccurrences = (all: readonly string[]) => [...new Set(all)];
