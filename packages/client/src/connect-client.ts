import { createClient } from './generated/client/index.gen.ts';
import * as sdk from './generated/sdk.gen.ts';
import { ConnectResponseError, ConnectUnreachableError } from './errors.ts';

export interface ConnectClientOptions {
  /** Any worker of the cluster, `http://127.0.0.1:8083` for instance. */
  readonly url: string;
  /** Sent with every request, `{ authorization: 'Basic …' }` for instance. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long a request may take. A worker gives up after 90 s itself; the default is a little more. */
  readonly timeoutMs?: number;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof fetch;
}

type Sdk = typeof sdk;
/** What an operation takes: `path`, `query` and `body` as the contract has them, and a `signal` to give up by. */
type Arguments<Operation extends keyof Sdk> = Pick<
  NonNullable<Parameters<Sdk[Operation]>[0]>,
  Extract<keyof NonNullable<Parameters<Sdk[Operation]>[0]>, 'path' | 'query' | 'body' | 'signal'>
>;
/** What an operation answers; nothing where the answer is empty. */
type Answer<Operation extends keyof Sdk> = Exclude<Awaited<ReturnType<Sdk[Operation]>>['data'], undefined>;

/**
 * All operations of the contract by their operation ids. Each resolves to the answer's body, and rejects with a ConnectResponseError when
 * the worker says no, with a ConnectUnreachableError when there is no answer, or with a RangeError for the names `.` and `..`, which no URL
 * can carry. Nothing is tried twice.
 */
export type ConnectClient = {
  readonly [Operation in keyof Sdk]: undefined extends Parameters<Sdk[Operation]>[0]
    ? (options?: Arguments<Operation>) => Promise<Answer<Operation>>
    : (options: Arguments<Operation>) => Promise<Answer<Operation>>;
};

const defaultTimeoutMs = 100_000;

/** Makes a client for a Kafka Connect REST API, whoever implements it. It holds no connection and needs no closing. */
export function createConnectClient(options: ConnectClientOptions): ConnectClient {
  const { url, headers = {}, timeoutMs = defaultTimeoutMs, fetch: send = globalThis.fetch } = options;
  const limited: typeof fetch = (input, init) => {
    const signals = [AbortSignal.timeout(timeoutMs), ...(input instanceof Request ? [input.signal] : [])];
    return send(input, { ...init, signal: AbortSignal.any(signals) });
  };
  const client = createClient({ baseUrl: url.replace(/\/+$/, ''), headers, fetch: limited });
  const operations = Object.entries(sdk as unknown as Record<string, AnyOperation>).map(([name, operation]) => {
    return [
      name,
      async (given: { path?: object } = {}) => {
        refuseDotSegments(given.path ?? {});
        return answerOf(await operation({ ...given, client }), url);
      },
    ];
  });
  return Object.fromEntries(operations) as ConnectClient;
}

/** A URL takes these for steps in its path, also when they are encoded: the request would go to another resource. */
function refuseDotSegments(path: object): void {
  for (const [name, value] of Object.entries(path)) {
    if (value === '.' || value === '..')
      throw new RangeError(`${name} is ${JSON.stringify(value)}, which cannot be part of a URL's path`);
  }
}

type AnyOperation = (options: object) => Promise<Outcome>;
interface Outcome {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly request?: Request;
  readonly response?: Response;
}

function answerOf({ data, error, request, response }: Outcome, url: string): unknown {
  if (!response || !request) throw new ConnectUnreachableError(request?.url ?? url, error);
  if (!response.ok) throw new ConnectResponseError(request, response.status, error);
  if (error !== undefined) throw new ConnectUnreachableError(request.url, error);
  return response.headers.has('content-type') ? data : undefined;
}
