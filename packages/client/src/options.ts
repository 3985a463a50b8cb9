import type { ConnectError } from './errors.ts';

/**
 * Who is asking: a user and a password (HTTP Basic), a bearer token, or a function that gives the `Authorization` header for each request
 * (to fetch a token anew, for instance).
 */
export type Auth =
  | { readonly username: string; readonly password: string }
  | { readonly token: string }
  | (() => string | Promise<string>);

/** When and how long to try again. Times are milliseconds. */
export interface RetryOptions {
  /** How often a request is sent at most, the first time included. A rebalance does not count: it is waited out until time is up. 5. */
  readonly attempts?: number;
  /** The pause after the first failure; it doubles with each further one, and half of it is random. 200. */
  readonly minDelayMs?: number;
  /** The longest pause, unless the server asks for a longer one by `Retry-After`. 5,000. */
  readonly maxDelayMs?: number;
}

/** A request that is about to be sent. Hooks may change `headers`. */
export interface RequestInfo {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** From 1. */
  readonly attempt: number;
}

/** An answer that came, whatever its status. */
export interface ResponseInfo {
  readonly method: string;
  readonly url: string;
  readonly attempt: number;
  readonly status: number;
  readonly headers: Headers;
  readonly durationMs: number;
}

/** A request that is going to be repeated. */
export interface RetryInfo {
  readonly error: ConnectError;
  /** Of the attempt that failed, from 1. */
  readonly attempt: number;
  readonly delayMs: number;
}

/** Called as things happen; a promise is waited for. What a hook throws is what the call throws. */
export interface Hooks {
  readonly onRequest?: (request: RequestInfo) => void | Promise<void>;
  readonly onResponse?: (response: ResponseInfo) => void | Promise<void>;
  readonly onRetry?: (retry: RetryInfo) => void | Promise<void>;
}

/** As much of `console` as the client uses; every member may be left out. Never told: headers, bodies, passwords. */
export interface Logger {
  /** Every attempt and every answer. */
  debug?(message: string): void;
  /** What is going to be repeated, and why. */
  warn?(message: string): void;
}

interface Settings {
  /** How long a call may take in all, pauses and repetitions included. Milliseconds, 120,000 unless said otherwise. */
  readonly timeoutMs?: number;
  /**
   * How long one attempt may take: what is left of the call's time can then go to another one. Three quarters of `timeoutMs` unless said
   * otherwise, which is the 90 s that a worker itself takes for a request.
   */
  readonly attemptTimeoutMs?: number;
  /** When to try again; `false` for never. */
  readonly retry?: RetryOptions | false;
}

/** What one call can have of its own. */
export interface CallOptions extends Settings {
  /** Gives up when it is aborted, and throws its reason. */
  readonly signal?: AbortSignal;
  /** Sent beside, and instead of, those of the client. */
  readonly headers?: Readonly<Record<string, string>>;
}

interface CommonOptions extends Settings {
  readonly auth?: Auth;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof fetch;
  readonly logger?: Logger;
  readonly hooks?: Hooks;
}

/** Where the workers are and how to speak to them. A user and a password in a URL are taken as `auth`. */
export type ConnectClientOptions = CommonOptions &
  (
    | {
        /** Any worker of the cluster, or what stands before it: `http://127.0.0.1:8083`, `https://proxy.example/connect`. */
        readonly url: string | URL;
        readonly urls?: undefined;
      }
    | {
        readonly url?: undefined;
        /** Several workers of one cluster. When one cannot be reached the next is asked, and asked first from then on. */
        readonly urls: readonly (string | URL)[];
      }
  );
