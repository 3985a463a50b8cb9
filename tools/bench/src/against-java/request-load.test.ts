import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { askAtRate, askWithoutPause } from './request-load.ts';

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
});
