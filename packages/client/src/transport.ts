import { type Clock, systemClock } from './clock.ts';
import { ConnectPromise, type ConnectResponse } from './connect-promise.ts';
import { errorOfAnswer } from './error-of-answer.ts';
import { ConnectError, ConnectionError, RebalanceInProgressError } from './errors.ts';
import { parseExactJson, writeExactJson } from './exact-json.ts';
import type { Answer, Input, Operation, OperationData } from './operation.ts';
import type { CallOptions, ConnectClientOptions } from './options.ts';
import { requestUrl } from './request-url.ts';
import {
  delayAfter,
  isSafeToRepeat,
  mayHaveBeenCarriedOut,
  readRetryAfter,
  type RetryPolicy,
  retryPolicy,
  speaksForAnotherUrl,
} from './retry-policy.ts';
import { sendOnce, type WireAnswer, type WireRequest } from './send-once.ts';
import { authorizationOf, readServers, type Server } from './servers.ts';

/** How a call differs from what its method says. */
export interface CallRules<T> {
  /** Whether it may be repeated although it may have been carried out. All but POST may unless said otherwise. */
  readonly idempotent?: boolean;
  /**
   * Asked about the failure that a call ends with if it may have been carried out all the same; an answer makes a success of it.
   * `remaining` is what the call has left.
   */
  readonly reconcile?: (error: ConnectError, remaining: CallOptions) => Promise<ConnectResponse<T> | undefined>;
}

/** A call and what it has been through. */
interface Call {
  readonly operation: Operation;
  readonly input: OperationData;
  readonly body: string | undefined;
  readonly options: CallOptions;
  readonly deadline: number;
  readonly attemptTimeoutMs: number;
  readonly policy: RetryPolicy;
  readonly idempotent: boolean;
  attempt: number;
  /** Rounds through the servers that failed. */
  failures: number;
  /** Servers passed over in this round. */
  passedOver: number;
}

const defaultTimeoutMs = 120_000;

/** Sends requests: encodes, authenticates, limits the time, tries again, and makes errors of answers. */
export class Transport {
  readonly clock: Clock;
  readonly #options: ConnectClientOptions;
  readonly #servers: readonly Server[];
  #current = 0;

  constructor(options: ConnectClientOptions, clock: Clock = systemClock) {
    this.#options = options;
    this.#servers = readServers(options);
    this.clock = clock;
  }

  /** The worker that is asked first at the moment. */
  get url(): string {
    return this.#servers[this.#current]?.url ?? '';
  }

  /** Carries out an operation. */
  call<Data, Responses>(
    operation: Operation<Data, Responses>,
    input: Input<Data>,
    options?: CallOptions,
    rules?: CallRules<Answer<Responses>>,
  ): ConnectPromise<Answer<Responses>> {
    return new ConnectPromise(this.#repeat(operation as Operation, input, options ?? {}, rules ?? {}));
  }

  /** How long a call may take in all. */
  timeoutMs(options: CallOptions): number {
    return options.timeoutMs ?? this.#options.timeoutMs ?? defaultTimeoutMs;
  }

  async #repeat<T>(operation: Operation, input: OperationData, options: CallOptions, rules: CallRules<T>) {
    const call = this.#begin(operation, input, options, rules.idempotent ?? operation.method !== 'POST');
    for (let inDoubt = false; ;) {
      const server = this.#current;
      call.attempt++;
      try {
        return await this.#attempt<T>(call, this.#servers[server]!);
      } catch (error) {
        if (!(error instanceof ConnectError)) throw error;
        error.attempts = call.attempt;
        const delayMs = this.#delayBeforeNext(call, error, server);
        const found = inDoubt || delayMs === undefined ? await this.#reconcile(call, error, inDoubt, rules) : undefined;
        if (found) return found;
        if (delayMs === undefined) throw error;
        inDoubt ||= mayHaveBeenCarriedOut(error);
        await this.#pause(call, error, delayMs);
      }
    }
  }

  #begin(operation: Operation, input: OperationData, options: CallOptions, idempotent: boolean): Call {
    const timeoutMs = this.timeoutMs(options);
    const { attemptTimeoutMs = this.#options.attemptTimeoutMs ?? timeoutMs * 0.75, retry = this.#options.retry } = options;
    return {
      operation,
      input,
      options,
      idempotent,
      attemptTimeoutMs,
      body: input.body === undefined ? undefined : writeExactJson(input.body),
      policy: retryPolicy(retry),
      deadline: this.clock.now() + timeoutMs,
      attempt: 0,
      failures: 0,
      passedOver: 0,
    };
  }

  /** How long to wait before the next attempt; undefined if there is to be none. */
  #delayBeforeNext(call: Call, error: ConnectError, server: number): number | undefined {
    const { policy, idempotent, deadline } = call;
    const other = speaksForAnotherUrl(error) && this.#moveOn(server);
    if (policy.attempts <= 1 || !isSafeToRepeat(error, idempotent)) return undefined;
    if (other && ++call.passedOver < this.#servers.length) return this.clock.now() < deadline ? 0 : undefined;
    call.passedOver = 0;
    if (++call.failures >= policy.attempts && !(error instanceof RebalanceInProgressError)) return undefined;
    const delayMs = delayAfter(call.failures, error, policy, this.clock.random());
    return this.clock.now() + delayMs < deadline ? delayMs : undefined;
  }

  #moveOn(from: number): boolean {
    if (this.#current === from) this.#current = (from + 1) % this.#servers.length;
    return this.#servers.length > 1;
  }

  async #reconcile<T>({ attempt, options, deadline, policy }: Call, error: ConnectError, inDoubt: boolean, rules: CallRules<T>) {
    const doubtful = inDoubt || (mayHaveBeenCarriedOut(error) && policy.attempts > 1);
    const timeoutMs = deadline - this.clock.now();
    if (!doubtful || timeoutMs <= 0) return undefined;
    const found = await rules.reconcile?.(error, { ...options, timeoutMs });
    return found && { ...found, attempts: attempt };
  }

  async #pause({ attempt, options }: Call, error: ConnectError, delayMs: number): Promise<void> {
    const { logger, hooks } = this.#options;
    const { method, url, message } = error;
    logger?.warn?.(`${method} ${url} failed, trying again in ${Math.round(delayMs)} ms: ${message}`);
    await hooks?.onRetry?.({ error, attempt, delayMs });
    if (delayMs > 0) await this.clock.sleep(delayMs, options.signal);
  }

  async #attempt<T>(call: Call, server: Server): Promise<ConnectResponse<T>> {
    const { operation, input, body, options, attempt } = call;
    const { method } = operation;
    const { hooks, logger, fetch: send = globalThis.fetch } = this.#options;
    const url = requestUrl(server.url, operation.path, input);
    const request: WireRequest = { method, url, body, headers: await this.#headers(server, call) };
    await hooks?.onRequest?.({ method, url, attempt, headers: request.headers });
    const timeoutMs = Math.max(0, Math.min(call.attemptTimeoutMs, call.deadline - this.clock.now()));
    const answer = await sendOnce(request, { fetch: send, clock: this.clock, signal: options.signal, timeoutMs });
    const { status, headers, durationMs } = answer;
    logger?.debug?.(`${method} ${url} ${status} (${Math.round(durationMs)} ms)`);
    await hooks?.onResponse?.({ method, url, attempt, status, headers, durationMs });
    return { data: readAnswer(operation, request, answer) as T, status, headers, url, attempts: attempt };
  }

  async #headers({ auth }: Server, { body, options }: Call): Promise<Headers> {
    const headers = new Headers({ accept: 'application/json, */*;q=0.5', ...this.#options.headers });
    for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
    if (body !== undefined) headers.set('content-type', 'application/json');
    if (auth !== undefined && !headers.has('authorization')) headers.set('authorization', await authorizationOf(auth));
    return headers;
  }
}

/** @throws ConnectError where the answer says no, or is none that Kafka Connect would give. */
function readAnswer({ path }: Operation, { method, url }: WireRequest, { status, headers, text }: WireAnswer): unknown {
  const type = headers.get('content-type') ?? '';
  const content = text === '' || type.startsWith('text/plain') ? { value: text || undefined } : readJson(text);
  const isBroken = 'cause' in content && (status < 400 || type.includes('json'));
  if (isBroken) {
    const message = `${method} ${url} was answered with status ${status} and ${type || 'a text'} that is no JSON`;
    throw new ConnectionError(message, { method, url, status, body: text, cause: content.cause });
  }
  if (status < 400) return 'value' in content ? content.value : undefined;
  const retryAfterMs = readRetryAfter(headers.get('retry-after'), Date.now());
  throw errorOfAnswer(path, { method, url, status, body: text, retryAfterMs });
}

function readJson(text: string): { readonly value: unknown } | { readonly cause: unknown } {
  try {
    return { value: parseExactJson(text) };
  } catch (cause) {
    return { cause };
  }
}
