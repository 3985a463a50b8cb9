import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** A request from this worker to the REST API of another one. */
export interface WorkerQuestion {
  readonly method: string;
  /** Where that worker's REST API is. */
  readonly workerUrl: string;
  /** Path and query as they go out, with a slash in front. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** null: none. */
  readonly body: Uint8Array | null;
}

export interface WorkerAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly contentType: string | undefined;
  /** There: nothing of the request has been done, and it may be sent again. */
  readonly retryAfter: string | undefined;
  readonly body: Buffer;
}

/** The other worker cannot be connected to. It has got nothing of the request. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** A little longer than a worker lets a request take. */
const TIMEOUT_MS = 95_000;
/** How long a connection may take. */
const CONNECT_MS = 5000;

/**
 * Asks another worker, on a connection of its own. Rejects when there is no answer, with the reason as message: with UnreachableError
 * when there was no connection; after any other error nobody knows what the other one did.
 */
export function askWorker({ method, workerUrl, target, headers, body }: WorkerQuestion): Promise<WorkerAnswer> {
  const { protocol, hostname, port, pathname } = new URL(workerUrl);
  const send = protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(
      {
        method,
        // An IPv6 address stands in brackets in URLs only.
        host: hostname.replace(/^\[(.*)\]$/, '$1'),
        port,
        path: pathname.replace(/\/$/, '') + target,
        headers: {
          Accept: 'application/json',
          'User-Agent': 'millrace',
          'Content-Length': String(body?.length ?? 0),
          ...headers,
        },
        agent: false,
        timeout: TIMEOUT_MS,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', (error) => reject(reasonOf(error)));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            location: answer.headers.location,
            contentType: answer.headers['content-type'],
            retryAfter: answer.headers['retry-after'],
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    let isConnected = false;
    const connecting = setTimeout(() => request.destroy(new Error(`no connection within ${CONNECT_MS} ms`)), CONNECT_MS);
    request.on('socket', (socket) => {
      socket.once('connect', () => {
        isConnected = true;
        clearTimeout(connecting);
      });
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)));
    request.on('error', (error) => {
      clearTimeout(connecting);
      const reason = reasonOf(error);
      reject(isConnected ? reason : new UnreachableError(reason.message, { cause: reason }));
    });
    request.end(body ?? undefined);
  });
}

/** Where a name has several addresses, the error says what went wrong with the last of them. */
function reasonOf(error: Error): Error {
  const last = error instanceof AggregateError ? (error.errors.at(-1) as Error | undefined) : undefined;
  return last ?? error;
}
