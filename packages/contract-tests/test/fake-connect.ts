import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** A Kafka Connect that only knows how to keep connectors: enough to be one to the runner. */
export interface FakeConnect {
  readonly connectors: Map<string, Record<string, string>>;
  /** Every request so far, as `POST /connectors`. */
  readonly requests: string[];
  readonly handler: RequestListener;
  /** Called before each request is answered; true: it is not answered by the fake. */
  intercept: ((request: IncomingMessage, response: ServerResponse) => boolean) | null;
}

const fileSource = 'org.apache.kafka.connect.file.FileStreamSourceConnector';

export function createFakeConnect(names: readonly string[] = []): FakeConnect {
  const connectors = new Map(names.map((name) => [name, { name, 'connector.class': fileSource }]));
  const fake: FakeConnect = {
    connectors,
    requests: [],
    intercept: null,
    handler(request, response) {
      fake.requests.push(`${request.method} ${request.url}`);
      if (fake.intercept?.(request, response)) return;
      readBody(request)
        .then((body) => answer(connectors, request, body, response))
        .catch((error: Error) => refuse(response, 500, error.message));
    },
  };
  return fake;
}

function answer(connectors: FakeConnect['connectors'], request: IncomingMessage, body: string, response: ServerResponse): void {
  const [path = ''] = (request.url ?? '').split('?');
  const [, first, name = '', below] = path.split('/').map((part) => decodeURIComponent(part));
  const config = connectors.get(name);
  if (path === '/') return send(response, 200, { version: '4.3.1', commit: 'fake', kafka_cluster_id: 'fake' });
  if (first === 'connector-plugins') return send(response, 200, [{ class: fileSource, type: 'source', version: '4.3.1' }]);
  if (first !== 'connectors') return refuse(response, 404, 'HTTP 404 Not Found');
  if (name === '')
    return request.method === 'POST' ? create(connectors, body, response) : send(response, 200, [...connectors.keys()]);
  if (config === undefined) return refuse(response, 404, `Connector ${name} not found`);
  if (request.method === 'DELETE') {
    connectors.delete(name);
    return send(response, 204);
  }
  return send(response, 200, below === 'config' ? config : { name, config, tasks: [], type: 'source' });
}

function create(connectors: FakeConnect['connectors'], body: string, response: ServerResponse): void {
  const { name, config } = JSON.parse(body) as { name?: unknown; config: Record<string, string> };
  // Under such a name nobody could ask for it, or remove it.
  if (typeof name !== 'string' || name.trim() === '') return refuse(response, 400, 'A connector needs a name');
  if (connectors.has(name)) return refuse(response, 409, `Connector ${name} already exists`);
  const stored = { ...config, name };
  connectors.set(name, stored);
  response.setHeader('location', `http://127.0.0.1/connectors/${encodeURIComponent(name)}`);
  send(response, 201, { name, config: stored, tasks: [], type: 'source' });
}

function refuse(response: ServerResponse, status: number, message: string): void {
  send(response, status, { error_code: status, message });
}

function send(response: ServerResponse, status: number, body?: unknown): void {
  response.statusCode = status;
  if (body === undefined) return void response.end();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
