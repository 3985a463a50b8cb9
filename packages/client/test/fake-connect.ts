import { copyFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** As much of Kafka Connect as a pipeline from file to file needs: the sink's file is a copy of the source's. */
export interface FakeConnect {
  readonly url: string;
  /** `POST /connectors`, as they came in. */
  readonly requests: string[];
  readonly connectors: Map<string, Record<string, unknown>>;
  close(): void;
}

export interface FakeOptions {
  /** How many requests are answered with the 409 of a rebalance before the first is taken. */
  readonly rebalances?: number;
  /** The state of all tasks. */
  readonly state?: string;
}

export async function startFakeConnect({ rebalances = 0, state = 'RUNNING' }: FakeOptions = {}): Promise<FakeConnect> {
  const connectors = new Map<string, Record<string, unknown>>();
  const requests: string[] = [];
  let refusals = rebalances;
  const server: Server = createServer((request, response) => {
    void (async () => {
      const [path = ''] = (request.url ?? '').split('?');
      requests.push(`${request.method} ${path.replaceAll(/-[0-9a-f]{8}/g, '')}`);
      if (request.method !== 'GET' && refusals-- > 0) answer(response, 409, rebalance);
      else if (request.method === 'POST') answer(response, 201, await create(connectors, await json(request)));
      else if (request.method === 'DELETE') answer(response, connectors.delete(path.split('/')[2] ?? '') ? 204 : 404);
      else answer(response, 200, path.endsWith('/topics') ? topicsOf(connectors, path) : statusesOf(connectors, state));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, connectors, close: () => server.close() };
}

type Connectors = FakeConnect['connectors'];
const rebalance = {
  error_code: 409,
  message: 'Cannot complete request because of a conflicting operation (e.g. worker rebalance)',
};

async function create(connectors: Connectors, body: unknown): Promise<object> {
  const { name, config } = body as { name: string; config: Record<string, unknown> };
  const [source] = connectors.values();
  if (source) await copyFile(String(source.file), String(config.file));
  connectors.set(name, config);
  return { name, config, tasks: [], type: source ? 'sink' : 'source' };
}

function topicsOf(connectors: Connectors, path: string): object {
  const name = path.split('/')[2] ?? '';
  return { [name]: { topics: [connectors.get(name)?.topic] } };
}

function statusesOf(connectors: Connectors, state: string): object {
  const status = { connector: { state: 'RUNNING' }, tasks: [{ id: 0, state, trace: 'disk on fire' }] };
  return Object.fromEntries([...connectors.keys()].map((name) => [name, { status }]));
}

function answer(response: ServerResponse, status: number, body?: object): void {
  if (body) response.setHeader('content-type', 'application/json');
  response.writeHead(status).end(body ? JSON.stringify(body) : undefined);
}
