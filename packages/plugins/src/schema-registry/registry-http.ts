import { setTimeout as wait } from 'node:timers/promises';
import { RegistryConnectionError, RegistryError } from '../errors.ts';

/** How requests reach a registry. */
export interface RegistryHttpSettings {
  /** Addresses of one registry; tried in this order, beginning with the one that answered last. */
  readonly addresses: readonly RegistryAddress[];
  /** Sent with each request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** How often all addresses are tried again where none could serve; the waits double from the first to the longest. */
  readonly maxRetries: number;
  readonly firstWaitMs: number;
  readonly maxWaitMs: number;
}

export interface RegistryAddress {
  /** Without credentials, and without a slash at the end. */
  readonly url: string;
  /** The value of the header; null: none. */
  readonly authorization: string | null;
}

export interface RegistryRequest {
  readonly method: 'GET' | 'POST';
  /** Segments of the path, unescaped. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

/** Sends requests to a registry, over its addresses. */
export interface RegistryHttp {
  /**
   * The JSON of the answer. Rejects with a RegistryError for an answer that says no, and with a RegistryConnectionError if there
   * is none; both say whether it is worth trying again later.
   */
  send(request: RegistryRequest): Promise<unknown>;
  /** Ends all requests that are on their way. */
  close(): void;
}

const MEDIA_TYPE = 'application/vnd.schemaregistry.v1+json';
const ACCEPT = `${MEDIA_TYPE}, application/vnd.schemaregistry+json, application/json`;
/** What a registry answers that cannot say it in JSON. */
const NOT_JSON = 50005;

export function createRegistryHttp(settings: RegistryHttpSettings): RegistryHttp {
  const closing = new AbortController();
  let current = 0;

  async function sendTo({ url, authorization }: RegistryAddress, request: RegistryRequest): Promise<unknown> {
    const timeout = AbortSignal.timeout(settings.timeoutMs);
    try {
      const response = await fetch(addressOf(url, request), {
        method: request.method,
        headers: {
          accept: ACCEPT,
          ...(request.body !== undefined && { 'content-type': MEDIA_TYPE }),
          ...settings.headers,
          ...(authorization !== null && { authorization }),
        },
        ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
        signal: AbortSignal.any([timeout, closing.signal]),
      });
      return answerOf(response.status, await response.text());
    } catch (cause) {
      if (cause instanceof RegistryError) throw cause;
      throw connectionError(url, settings.timeoutMs, timeout.aborted, cause);
    }
  }

  /** Each address once, until one serves or says no. */
  async function tryAll(request: RegistryRequest): Promise<unknown> {
    let last: unknown;
    for (let tried = 0; tried < settings.addresses.length; tried += 1) {
      try {
        return await sendTo(settings.addresses[current]!, request);
      } catch (error) {
        if (!isWorthRetrying(error)) throw error;
        last = error;
        current = (current + 1) % settings.addresses.length;
      }
    }
    throw last;
  }

  return {
    async send(request) {
      for (let retry = 0; ; retry += 1) {
        try {
          return await tryAll(request);
        } catch (error) {
          if (retry >= settings.maxRetries || !isWorthRetrying(error) || closing.signal.aborted) throw error;
        }
        const longest = Math.min(settings.firstWaitMs * 2 ** Math.min(retry, 30), settings.maxWaitMs);
        await wait(Math.random() * longest, undefined, { signal: closing.signal });
      }
    },
    close: () => closing.abort(new RegistryConnectionError('The converter was closed')),
  };
}

function isWorthRetrying(error: unknown): boolean {
  return error instanceof RegistryConnectionError || (error instanceof RegistryError && error.retriable);
}

function addressOf(url: string, { path, query = {} }: RegistryRequest): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, value);
  const search = parameters.size === 0 ? '' : `?${String(parameters)}`;
  return `${url}/${path.map((segment) => encodeURIComponent(segment)).join('/')}${search}`;
}

function answerOf(status: number, text: string): unknown {
  const json = parse(text);
  if (status >= 200 && status < 300) {
    if (json !== undefined) return json;
    throw new RegistryError(status, NOT_JSON, `The schema registry answered no JSON: ${shortened(text)}`);
  }
  const { error_code: code, message } = typeof json === 'object' && json !== null ? (json as Partial<ErrorBody>) : {};
  const reason = typeof message === 'string' ? message : `The schema registry answered ${status}: ${shortened(text)}`;
  throw new RegistryError(status, typeof code === 'number' ? code : status, reason);
}

interface ErrorBody {
  readonly error_code: unknown;
  readonly message: unknown;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function connectionError(url: string, timeoutMs: number, late: boolean, cause: unknown): RegistryConnectionError {
  if (late) return new RegistryConnectionError(`The schema registry at ${url} did not answer within ${timeoutMs} ms`, { cause });
  return new RegistryConnectionError(`The schema registry at ${url} cannot be reached: ${whyOf(cause)}`, { cause });
}

/** `fetch` says that it failed, and its cause why. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}
