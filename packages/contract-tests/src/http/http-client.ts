import { Agent as HttpAgent, createServer, type RequestListener, type Server } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import supertest from 'supertest';
import { NoAnswer } from '../errors.ts';
import { Answer } from './answer.ts';
import { curlLine } from './curl-line.ts';

/** Where the implementation is: behind an address, or an app (Express, or anything else that handles requests) in this process. */
export type Endpoint = { readonly url: string } | { readonly app: RequestListener };

export interface HttpClientOptions {
  readonly endpoint: Endpoint;
  /** Headers of every request, by their names in small letters. They may authenticate, and are shown nowhere. */
  readonly headers: ReadonlyMap<string, string>;
  /** Whether certificates that nobody vouches for are fine. */
  readonly insecure: boolean;
  /** Certificates to trust, PEM. */
  readonly ca: string | null;
  /** How long an answer may take. */
  readonly requestTimeoutMs: number;
}

export interface RequestOptions {
  /** Sent as JSON, with `Content-Type: application/json`. */
  readonly json?: unknown;
  /** Sent as it is; its content type is what `headers` say, or none. */
  readonly text?: string;
  /** Headers by their names; null leaves out one that is otherwise sent. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Ends the waiting for an answer, with a NoAnswer. */
  readonly signal?: AbortSignal;
}

export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** Sends single requests and gives whatever comes back, unjudged. */
export interface HttpClient {
  /** Without a slash at the end: an address that curl can use, also of an app in this process. */
  readonly baseUrl: string;
  /** `path` begins with a slash and is sent as it is. Throws a NoAnswer if there is none. */
  send(method: HttpMethod, path: string, options?: RequestOptions): Promise<Answer>;
  /** From now on a request is only sent when the one before was answered. */
  oneAtATime(): void;
  close(): Promise<void>;
}

/** Makes a client; an app is served on a free port of this machine until `close`. */
export async function createHttpClient(options: HttpClientOptions): Promise<HttpClient> {
  const { endpoint } = options;
  const server = 'app' in endpoint ? await listen(endpoint.app) : null;
  const baseUrl = server ? addressOf(server) : baseOf((endpoint as { url: string }).url);
  const agent = createAgent(baseUrl, options);
  let last: Promise<unknown> | null = null;
  return {
    baseUrl,
    async send(method, path, request = {}) {
      const start = async () => send(server ?? baseUrl, { ...options, agent, baseUrl }, method, path, request);
      if (last === null) return start();
      const answer = last.then(start);
      last = answer.catch(() => undefined);
      return answer;
    },
    oneAtATime() {
      last ??= Promise.resolve();
    },
    async close() {
      agent.destroy();
      server?.closeAllConnections();
      if (server) await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Sending = HttpClientOptions & { readonly agent: HttpAgent; readonly baseUrl: string };

async function send(
  to: Server | string,
  { headers: always, requestTimeoutMs, agent, baseUrl }: Sending,
  method: HttpMethod,
  path: string,
  { json, text, headers: own = {}, signal }: RequestOptions,
): Promise<Answer> {
  const requestBody = json === undefined ? text : JSON.stringify(json);
  const headers = requestHeaders(always, json !== undefined, own);
  const request = {
    method,
    url: baseUrl + path,
    curl: curlLine({ method, url: baseUrl + path, headers, body: requestBody, secret: new Set(always.keys()) }),
  };
  const startedAt = performance.now();
  const test = supertest(to)[methodNames[method]](path);
  for (const [name, value] of headers) test.set(name, value);
  if (requestBody !== undefined) test.serialize((body: unknown) => body as string).send(Buffer.from(requestBody));
  test.agent(agent);
  test.redirects(0);
  test.ok(() => true);
  test.timeout({ deadline: requestTimeoutMs });
  test.buffer(true);
  test.parse(collectText as unknown as Parameters<typeof test.parse>[0]);
  try {
    const response = await (signal ? untilAborted(test, signal) : test);
    return new Answer({
      method,
      path,
      url: request.url,
      curl: request.curl,
      requestHeaders: Object.fromEntries([...headers].map(([name, value]) => [name.toLowerCase(), value])),
      requestBody,
      status: response.status,
      headers: response.headers,
      text: typeof response.body === 'string' ? response.body : '',
      durationMs: performance.now() - startedAt,
    });
  } catch (error) {
    throw new NoAnswer(request, { why: whyOf(error, requestTimeoutMs), cause: error });
  }
}

async function untilAborted(test: supertest.Test, signal: AbortSignal): Promise<supertest.Response> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      test.abort();
      reject(new Error('it was interrupted'));
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([test, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const methodNames = {
  GET: 'get',
  HEAD: 'head',
  POST: 'post',
  PUT: 'put',
  PATCH: 'patch',
  DELETE: 'delete',
  OPTIONS: 'options',
} as const;

function requestHeaders(
  always: ReadonlyMap<string, string>,
  isJson: boolean,
  own: Readonly<Record<string, string | null>>,
): Map<string, string> {
  const headers = new Map(always);
  headers.set('accept-encoding', 'identity');
  if (isJson) headers.set('content-type', 'application/json');
  for (const [name, value] of Object.entries(own)) {
    if (value === null) headers.delete(name.toLowerCase());
    else headers.set(name.toLowerCase(), value);
  }
  return headers;
}

function collectText(response: NodeJS.ReadableStream, done: (error: Error | null, text: string) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
}

function whyOf(error: unknown, timeoutMs: number): string {
  const { code, message, timeout } = error as { code?: string; message?: string; timeout?: number };
  if (timeout !== undefined) return `no answer within ${timeoutMs / 1000} s`;
  return message === undefined || message === '' ? (code ?? 'no answer') : message;
}

function createAgent(baseUrl: string, { insecure, ca }: HttpClientOptions): HttpAgent {
  if (!baseUrl.startsWith('https:')) return new HttpAgent({ keepAlive: true });
  return new HttpsAgent({ keepAlive: true, rejectUnauthorized: !insecure, ...(ca !== null && { ca }) });
}

async function listen(app: RequestListener): Promise<Server> {
  // A connection that waits too long for its next request must not be closed just as that comes.
  const server = createServer({ keepAliveTimeout: 0 }, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

function addressOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

/** Without query, fragment, credentials and a slash at the end. */
function baseOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname.replace(/\/+$/, '');
}
