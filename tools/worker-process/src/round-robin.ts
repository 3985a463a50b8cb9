import { createServer, request } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A proxy in front of several workers. */
export interface RoundRobin {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** How many requests each worker was given, in the order of their URLs. */
  readonly given: readonly number[];
  close(): Promise<void>;
}

/**
 * Hands each request to one of the workers, at random, as a load balancer does that knows nothing of sessions; those about the worker
 * itself (`/admin/`) to the first. Requests and answers go through as they are; what is no HTTP goes through byte by byte.
 */
export async function startRoundRobin(workerUrls: readonly string[], port = 0): Promise<RoundRobin> {
  const workers = workerUrls.map((url) => new URL(url));
  const given = workers.map(() => 0);
  const choose = (path = ''): URL => {
    const n = path.startsWith('/admin/') ? 0 : Math.floor(Math.random() * workers.length);
    given[n]!++;
    return workers[n]!;
  };
  const server = createServer({ requireHostHeader: false, keepAliveTimeout: 90_000 }, (req, res) =>
    passOn(choose(req.url), req, res),
  );
  server.on('checkContinue', (req: IncomingMessage, res: ServerResponse) => {
    res.writeContinue();
    passOn(choose(req.url), req, res);
  });
  server.on('checkExpectation', (req: IncomingMessage, res: ServerResponse) => passOn(choose(req.url), req, res));
  server.on('clientError', (error: Error & { readonly rawPacket?: Buffer }, socket) =>
    passBytes(choose(), error.rawPacket ?? Buffer.alloc(0), socket as Socket),
  );
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    given,
    close: () => close(server),
  };
}

function passOn({ hostname, port }: URL, req: IncomingMessage, res: ServerResponse): void {
  const headers = without(req.rawHeaders, isOdd(req) ? [] : ['expect']);
  const onward = request({ hostname, port, method: req.method, path: req.url, headers, agent: false }, (answer) => {
    res.writeHead(answer.statusCode ?? 502, answer.statusMessage, without(answer.rawHeaders, ['connection', 'keep-alive']));
    answer.pipe(res);
  });
  onward.on('error', (error) => {
    if (res.headersSent) res.destroy(error);
    else res.writeHead(502, { 'Content-Type': 'text/plain' }).end(error.message);
  });
  req.pipe(onward);
}

/** Names and values in turn. */
function without(rawHeaders: readonly string[], names: readonly string[]): string[] {
  return rawHeaders.filter((_, at) => !names.includes(rawHeaders[at - (at % 2)]!.toLowerCase()));
}

function isOdd({ headers }: IncomingMessage): boolean {
  return headers.expect?.toLowerCase() !== '100-continue';
}

function passBytes({ hostname, port }: URL, bytes: Buffer, socket: Socket): void {
  const onward = connect({ host: hostname, port: Number(port) }, () => onward.write(bytes));
  onward.pipe(socket);
  onward.on('error', () => socket.destroy());
  socket.on('error', () => onward.destroy());
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
