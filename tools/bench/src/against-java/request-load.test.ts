import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { askAtRate, askWithoutPause, inParts, type LoadResult } from './request-load.ts';

let server: Server | null = null;
const asked: string[] = [];

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  asked.length = 0;
});

/** Small answers with their length, large ones in chunks, and one that is refused. */
async function serve(): Promise<string> {
  server = createServer((request, answer) => {
    asked.push(request.url!);
    if (request.url === '/bad') answer.statusCode = 500;
    if (request.url === '/large') {
      answer.write('x'.repeat(200_000));
      answer.end('y');
    } else answer.setHeader('content-length', '2').end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('load on REST', () => {
  it('asks again as soon as it is answered, whatever the answer looks like', async () => {
    const url = await serve();
    const paths = ['/a', '/large', '/bad'];
    const result = await askWithoutPause({ url, path: (n) => paths[n % 3]!, connections: 2, seconds: 1 });
    expect(asked.length).toBeGreaterThan(10);
    expect(result.failed).toBe(asked.filter((path) => path === '/bad').length);
    expect(result.perSecond).toBeGreaterThan(10);
    expect(result.medianMs).toBeLessThanOrEqual(result.p99Ms);
  });

  it('asks so many times a second', async () => {
    const url = await serve();
    const result = await askAtRate({ url, path: () => '/a', connections: 4, seconds: 0.5, rate: 200 });
    expect(asked.length).toBeGreaterThan(80);
    expect(asked.length).toBeLessThanOrEqual(101);
    expect(result.failed).toBe(0);
  });

  it('tells of each figure the middle one of five parts, and all that failed', async () => {
    const p99s = [9, 2, 400, 3, 1];
    const seconds: number[] = [];
    const load = async (options: { readonly seconds: number }): Promise<LoadResult> => {
      const p99Ms = p99s[seconds.push(options.seconds) - 1]!;
      return { perSecond: 100 - p99Ms, medianMs: p99Ms / 2, p99Ms, failed: 2 };
    };
    const options = { url: '', path: () => '/a', connections: 1, seconds: 10 };
    expect(await inParts(load, options)).toEqual({ perSecond: 97, medianMs: 1.5, p99Ms: 3, failed: 10 });
    expect(seconds).toEqual([2, 2, 2, 2, 2]);
  });
});
