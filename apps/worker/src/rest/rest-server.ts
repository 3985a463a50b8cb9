import { createServer, type RequestListener, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { formatHostPort, type Listener } from '../properties/listener.ts';
import { UsageError } from '../properties/usage-error.ts';

/** An HTTP server on one address, whose requests can be handed to one listener and later to another. */
export interface RestServer {
  /** `http://host:port`, with the port that it really has. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  serve(listener: RequestListener): void;
  /** Takes no more connections; answers under way go on. */
  stopAccepting(): void;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** How long a connection may be idle. Longer than the usual clients and proxies keep theirs, so that these close first. */
const IDLE_TIMEOUT_MS = 90_000;

/** Listens. Throws UsageError when the address cannot be had. */
export async function startRestServer(listener: Listener, serveFirst: RequestListener): Promise<RestServer> {
  let serving = serveFirst;
  const server = createServer({ requireHostHeader: false, keepAliveTimeout: IDLE_TIMEOUT_MS }, (req, res) => serving(req, res));
  server.on('clientError', answerClientError);
  server.on('connect', (_req, socket) => answerAndClose(socket, 400, 'This is no proxy: it takes no CONNECT'));
  server.on('checkExpectation', (_req, res) => {
    const bytes = errorBytes(417, 'HTTP 417 Expectation Failed');
    res.writeHead(417, { 'Content-Type': 'application/json', 'Content-Length': bytes.length }).end(bytes);
  });
  const port = await listen(server, listener);
  const host = listener.host === '' ? '127.0.0.1' : listener.host;
  return {
    url: `http://${formatHostPort(host, port)}`,
    host: listener.host,
    port,
    serve: (next) => void (serving = next),
    stopAccepting: () => void server.close(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, { host, port }: Listener): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen({ port, ...(host === '' ? {} : { host }) }, () => resolve((server.address() as AddressInfo).port));
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const address = formatHostPort(host === '' ? '0.0.0.0' : host, port);
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `The address ${address} is in use: another worker or program listens there. Stop it, or choose another, as in --override listeners=http://127.0.0.1:8084.`,
    EACCES: `This user may not listen on ${address}. Choose a port above 1023, as in --override listeners=http://127.0.0.1:8083.`,
    EADDRNOTAVAIL: `This machine does not have the address ${address}. Choose one of its own in listeners, or http://0.0.0.0:${port} for all.`,
    ENOTFOUND: `The host of ${address} is not known. Choose an address of this machine in listeners.`,
  };
  const sentence = sentences[error.code ?? ''] ?? `The worker cannot listen on ${address}: ${error.message}.`;
  return new UsageError(sentence, { cause: error });
}

const STATUS_OF_PARSER_ERROR: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

interface ClientError extends NodeJS.ErrnoException {
  /** What was received. */
  readonly rawPacket?: Buffer;
}

/** Whether it is a request of HTTP but for its method, which the parser does not know. */
function isOtherMethod({ code, rawPacket }: ClientError): boolean {
  if (code !== 'HPE_INVALID_METHOD' || rawPacket === undefined) return false;
  return /^[\w!#$%&'*+.^`|~-]+ \/\S* HTTP\/1\.[01]\r?\n/.test(rawPacket.subarray(0, 4096).toString('latin1'));
}

/** Answers what is not HTTP in the shape of all other errors, and ends the connection. */
function answerClientError(error: ClientError, socket: Socket | NodeJS.WritableStream): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    (socket as Socket).destroy();
    return;
  }
  const status = isOtherMethod(error) ? 405 : (STATUS_OF_PARSER_ERROR[error.code ?? ''] ?? 400);
  const message =
    status === 400 ? `The request is not well-formed HTTP: ${error.message}` : `HTTP ${status} ${STATUS_CODES[status]}`;
  answerAndClose(socket, status, message);
}

function answerAndClose(socket: Socket | NodeJS.WritableStream, status: number, message: string): void {
  const bytes = errorBytes(status, message);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\nContent-Length: ${bytes.length}\r\nConnection: close\r\n\r\n`;
  socket.end(Buffer.concat([Buffer.from(head), bytes]));
}

function errorBytes(status: number, message: string): Buffer {
  return Buffer.from(JSON.stringify({ error_code: status, message }));
}
