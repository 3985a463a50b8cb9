import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, expectTypeOf, test } from 'vitest';
import type { ConnectorInfo } from '@millrace/contract';
import { ConnectClient } from './connect-client.ts';
import type { ConnectClientOptions } from './options.ts';
import { ConnectionError, NotFoundError, RequestTimeoutError } from './errors.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function clientOf(answer: Answer, options: Partial<ConnectClientOptions> = {}): Promise<ConnectClient> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return new ConnectClient({ timeoutMs: 20_000, ...options, url } as ConnectClientOptions);
}

function json(status: number, body: unknown): Answer {
  return (_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

describe('a client', () => {
  test('answers with the body, typed as the contract has it', async () => {
    const connector: ConnectorInfo = { name: 'a', config: {}, tasks: [], type: 'source' };
    const connect = await clientOf(json(200, connector));
    const answer = await connect.connectors.get('a');
    expect(answer).toEqual(connector);
    expectTypeOf(answer).toEqualTypeOf<ConnectorInfo>();
  });

  test('answers with undefined where there is no body', async () => {
    const connect = await clientOf((_, response) => response.writeHead(202).end());
    expect(await connect.connectors.pause('a')).toBeUndefined();
  });

  test.each(['a b', 'a/b', '100%', 'ü', '🚂', '"', '__proto__', 'a?b#c&d+e'])(
    'sends the name %j as one segment',
    async (name) => {
      const paths: string[] = [];
      const connect = await clientOf((request, response) => {
        paths.push(request.url!);
        response.writeHead(204).end();
      });
      await connect.connectors.delete(name);
      expect(paths.map((path) => path.split('/').slice(2).map(decodeURIComponent))).toEqual([[name]]);
    },
  );

  test.each(['.', '..'])('refuses the name %j, which would be another path', async (name) => {
    const connect = await clientOf(json(200, {}));
    await expect(connect.connectors.delete(name)).rejects.toThrow(RangeError);
  });

  test('sends a query parameter several times', async () => {
    const paths: string[] = [];
    const connect = await clientOf((request, response) => {
      paths.push(request.url!);
      json(200, {})(request, response);
    });
    await connect.connectors.list({ expand: ['status', 'info'] });
    expect(paths).toEqual(['/connectors?expand=status&expand=info']);
  });

  test('throws what the worker said', async () => {
    const connect = await clientOf(json(404, { error_code: 404, message: 'Connector a not found' }));
    const error = await connect.connectors.get('a').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({
      status: 404,
      errorCode: 404,
      message: 'Connector a not found',
      method: 'GET',
      retriable: false,
    });
  });

  test('throws an error with a message of its own when the answer is not from Kafka Connect', async () => {
    const connect = await clientOf((_, response) =>
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>'),
    );
    const error = await connect.info({ retry: false }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 502, errorCode: undefined, retriable: true });
    expect((error as Error).message).toMatch(/^GET http:.* was answered with status 502$/);
  });

  test.each([
    [409, 'Connector a already exists', false],
    [
      409,
      'Cannot complete request momentarily due to stale configuration (typically caused by a concurrent config change)',
      true,
    ],
    [500, 'Request cannot be completed because a rebalance is expected', true],
    [500, 'Request timed out', true],
    [500, 'anything', true],
    [400, null, false],
  ])('knows whether to repeat what was answered with %i %s: %s', async (status, message, retriable) => {
    const connect = await clientOf(json(status, { error_code: status, message }));
    await expect(connect.connectors.list({ retry: false })).rejects.toMatchObject({ retriable });
  });

  test('says so when nobody listens', async () => {
    const connect = await clientOf(() => {});
    server!.close();
    const error = await connect.info({ retry: false }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConnectionError);
    expect((error as Error).message).toMatch(/^No answer from http:\/\/127\.0\.0\.1:\d+\/: fetch failed: .*ECONNREFUSED/);
  });

  test('gives up when the time is up', async () => {
    const connect = await clientOf(() => {}, { timeoutMs: 20 });
    await expect(connect.info({ retry: false })).rejects.toBeInstanceOf(RequestTimeoutError);
  });

  test('refuses an answer that is not the JSON it says it is', async () => {
    const connect = await clientOf((_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"name"'),
    );
    await expect(connect.connectors.get('a')).rejects.toBeInstanceOf(ConnectionError);
  });
});
