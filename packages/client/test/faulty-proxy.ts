import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * - `drop-request`: the connection ends before the request reaches the server
 * - `drop-answer`: the server carries the request out, and the connection ends before the answer
 * - `reset`: as `drop-answer`, but the connection is reset
 * - `truncate`: the answer ends in the middle of its body, and its connection with it
 * - `garble`: the answer's body is cut, and comes as if it were whole
 * - `hang`: the server carries the request out, and the answer never comes
 * - `{ delayMs }`: the answer comes late
 * - `{ status, message, headers }`: the proxy answers by itself, `message` as Kafka Connect would say it; without one, with HTML
 */
export type Fault =
  | 'drop-request'
  | 'drop-answer'
  | 'reset'
  | 'truncate'
  | 'garble'
  | 'hang'
  | { readonly delayMs: number }
  | { readonly status: number; readonly message?: string; readonly headers?: Readonly<Record<string, string>> };

/** A proxy that does harm. */
export interface FaultyProxy {
  readonly url: string;
  /** What has come in, as `POST /connectors`, but for what the server itself refused because it was rebalancing. */
  readonly requests: string[];
  /** The faults of the next requests with this method (of any without one), one each; those after them go through. */
  fail(faults: readonly Fault[], method?: string): void;
  /** Forgets what has come in and the faults that have not. */
  reset(): void;
  close(): Promise<void>;
}

export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const requests: string[] = [];
  const pending: { readonly fault: Fault; readonly method: string | undefined }[] = [];
  const take = (method: string | undefined): Fault | undefined => {
    const index = pending.findIndex((one) => one.method === undefined || one.method === method);
    return index < 0 ? undefined : pending.splice(index, 1)[0]?.fault;
  };
  const server = createServer((request, response) => {
    const line = `${request.method} ${request.url}`;
    requests.push(line);
    const onRebalance = (): void => void requests.splice(requests.lastIndexOf(line), 1);
    handle({ target, request, response, onRebalance, fault: take(request.method) }).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fail: (faults, method) => void pending.push(...faults.map((fault) => ({ fault, method }))),
    reset: () => {
      requests.length = 0;
      pending.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Handled {
  readonly target: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly fault: Fault | undefined;
  readonly onRebalance: () => void;
}

async function handle({ target, request, response, fault, onRebalance }: Handled): Promise<void> {
  const body = await buffer(request);
  if (fault === 'drop-request') return void request.socket.destroy();
  if (typeof fault === 'object' && 'status' in fault) return refuse(response, fault);
  const answer = await forward(target, request, body);
  if (answer.status === 409 && !answer.body.includes('already exists')) onRebalance();
  if (fault === 'hang') return;
  if (fault === 'drop-answer') return void request.socket.destroy();
  if (fault === 'reset') return void request.socket.resetAndDestroy();
  if (typeof fault === 'object') await sleep(fault.delayMs);
  const half = answer.body.subarray(0, answer.body.length / 2);
  if (fault === 'garble') answer.headers['content-length'] = String(half.length);
  response.writeHead(answer.status, answer.headers);
  if (fault === 'truncate') response.write(half, () => request.socket.destroy());
  else response.end(fault === 'garble' ? half : answer.body);
}

function refuse(response: ServerResponse, { status, message, headers = {} }: Exclude<Fault, string | { delayMs: number }>): void {
  if (message === undefined) response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<h1>No</h1>');
  else {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ error_code: status, message }));
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

function forward(target: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // a connection of its own, so that a fault of one request is none of another
    const forwarded = send(`${target}${url}`, { method: method ?? 'GET', headers, agent: false }, (answer) => {
      const { statusCode = 502, headers: answered } = answer;
      buffer(answer).then((content) => resolve({ status: statusCode, headers: answered, body: content }), reject);
    });
    forwarded.once('error', reject).end(body);
  });
}
