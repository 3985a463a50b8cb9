import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import { counterSource, counterSourceManifest } from '../examples/counter-source.ts';
import { webhookSink } from '../examples/webhook-sink.ts';
import {
  RetriableError,
  type Plugin,
  type SinkRecord,
  type SinkTaskContext,
  type SourceOffset,
  type SourceTaskContext,
} from '../src/index.ts';

describe('the counter source', () => {
  async function startAt(offset: SourceOffset | null): Promise<ReturnType<typeof counterSource.createTask>> {
    const task = counterSource.createTask();
    const context: SourceTaskContext = {
      connector: 'c',
      task: 0,
      props: {},
      offsets: { read: (partitions) => Promise.resolve(partitions.map(() => offset)) },
      signal: new AbortController().signal,
      transactions: null,
    };
    await task.start(counterSource.config.parse({ topic: 't', 'batch.size': '2' }), context);
    return task;
  }

  it('goes on after a restart where it was', async () => {
    const first = (await (await startAt(null)).poll()) ?? [];
    expect(first.map(({ value }) => value)).toEqual([0n, 1n]);
    const second = (await (await startAt(first.at(-1)?.sourceOffset ?? null)).poll()) ?? [];
    expect(second.map(({ value }) => value)).toEqual([2n, 3n]);
  });

  it('is a plugin that its manifest leads to', async () => {
    expectTypeOf(counterSource).toExtend<Plugin>();
    expectTypeOf(webhookSink).toExtend<Plugin>();
    const module = (await import(counterSourceManifest.module)) as Record<string, unknown>;
    expect(module[counterSourceManifest.export]).toMatchObject({ type: counterSourceManifest.type });
  });

  it('stands in the README as it is here', () => {
    const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
    expect(read('../README.md')).toContain(read('../examples/counter-source.ts'));
  });
});

describe('the webhook sink', () => {
  const servers: Server[] = [];
  afterEach(() => servers.splice(0).forEach((server) => server.close()));

  async function serve(status: number, bodies: string[]): Promise<string> {
    const server = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (body: string) => bodies.push(`${request.headers.authorization} ${body}`));
      request.on('end', () => response.writeHead(status).end());
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  async function put(url: string, reported: SinkRecord[] | null): Promise<void> {
    const task = webhookSink.createTask();
    const context = {
      signal: new AbortController().signal,
      retryIn: () => {},
      errantRecordReporter: reported && { report: (record: SinkRecord) => Promise.resolve(void reported.push(record)) },
    } as unknown as SinkTaskContext;
    await task.start(webhookSink.config.parse({ url, token: 's3cret' }), context);
    await task.put([{ topic: 't', value: 'hello', valueSchema: null } as unknown as SinkRecord]);
  }

  it('posts values', async () => {
    const bodies: string[] = [];
    await put(await serve(200, bodies), null);
    expect(bodies).toEqual(['Bearer s3cret hello']);
  });

  it('has the same records brought again while the other side is down', async () => {
    await expect(put(await serve(503, []), null)).rejects.toThrow(RetriableError);
  });

  it('hands on what the other side refuses', async () => {
    const reported: SinkRecord[] = [];
    await put(await serve(400, []), reported);
    expect(reported).toHaveLength(1);
    await expect(put(await serve(400, []), null)).rejects.toThrow('refused the record with 400');
  });

  it('tells a URL that is none', async () => {
    const values = (await webhookSink.validate?.({ url: 'nowhere' })) ?? [];
    expect(values.find(({ name }) => name === 'url')?.errorMessages).toEqual([
      'Invalid value nowhere for configuration url: Must be a URL',
    ]);
  });
});
