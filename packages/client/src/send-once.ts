import type { Clock } from './clock.ts';
import { ConnectionError, type ErrorContext, RequestTimeoutError } from './errors.ts';

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | undefined;
}

/** An answer that has come whole. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly durationMs: number;
}

export interface SendOptions {
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends a request and reads the answer to its end. Throws the signal's reason when that is aborted, RequestTimeoutError when time is up and
 * ConnectionError when anything else comes between.
 */
export async function sendOnce(request: WireRequest, options: SendOptions): Promise<WireAnswer> {
  const { method, url, headers, body = null } = request;
  const { fetch: send, timeoutMs, clock, signal } = options;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const giveUp = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', giveUp);
  let timeIsUp = false;
  const timer = setTimeout(
    () => {
      timeIsUp = true;
      controller.abort();
    },
    Math.min(timeoutMs, longestTimerMs),
  );
  const started = clock.now();
  try {
    const response = await send(url, { method, headers, body, signal: controller.signal });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, durationMs: clock.now() - started };
  } catch (cause) {
    signal?.throwIfAborted();
    const context: ErrorContext = { method, url, cause };
    if (timeIsUp) throw new RequestTimeoutError(`${method} ${url} was not answered within ${seconds(timeoutMs)}`, context);
    const reasons = reasonsOf(cause);
    throw new ConnectionError(`No answer from ${url}: ${reasons}`, context, !neverSent.test(reasons));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

/** What a timer can hold; it would fire at once with more. */
const longestTimerMs = 2 ** 31 - 1;

const seconds = (ms: number) => `${Math.round(ms) / 1000} s`;

/** How Node, Deno and Bun say that there was no connection to send a request over. */
const neverSent =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket|Connection refused|dns error/;

/** An error's words and those of what is behind it. */
function reasonsOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const code = 'code' in thrown && !thrown.message.includes(String(thrown.code)) ? [String(thrown.code)] : [];
  const inner = thrown.cause === undefined ? [] : [reasonsOf(thrown.cause)];
  return [thrown.message, ...code, ...inner].filter((text) => text !== '').join(': ');
}
