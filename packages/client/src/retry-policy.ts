import { ConnectionError, type ConnectError, RebalanceInProgressError, RequestTimeoutError } from './errors.ts';
import type { RetryOptions } from './options.ts';

export interface RetryPolicy {
  readonly attempts: number;
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
}

/** `retry` as a caller gives it, filled up. */
export function retryPolicy(retry: RetryOptions | false = {}): RetryPolicy {
  const { attempts = 5, minDelayMs = 200, maxDelayMs = 5000 } = retry === false ? { attempts: 1 } : retry;
  return { attempts, minDelayMs, maxDelayMs };
}

/**
 * Whether a request that failed so can be sent again without harm: anything can that was certainly not carried out; what may have been only
 * if carrying it out twice is the same as once.
 */
export function isSafeToRepeat(error: ConnectError, idempotent: boolean): boolean {
  return error.retriable && (idempotent || !mayHaveBeenCarriedOut(error));
}

/** False if the server, or the lack of one, makes sure of it. */
export function mayHaveBeenCarriedOut(error: ConnectError): boolean {
  if (error instanceof ConnectionError) return error.maybeSent;
  if (error instanceof RebalanceInProgressError) return false;
  return error instanceof RequestTimeoutError || (error.status ?? 0) >= 500;
}

/** Whether another worker may do better at once. */
export function speaksForAnotherUrl(error: ConnectError): boolean {
  return error instanceof ConnectionError || error instanceof RequestTimeoutError || [502, 503, 504].includes(error.status ?? 0);
}

/** The pause after the n-th failure (from 1); `random` is from 0 to 1. At least what the server asked for. */
export function delayAfter(failures: number, error: ConnectError, policy: RetryPolicy, random: number): number {
  const full = Math.min(policy.maxDelayMs, policy.minDelayMs * 2 ** (failures - 1));
  return Math.max(error.retryAfterMs ?? 0, full / 2 + (full / 2) * random);
}

/** `Retry-After`, which is seconds or a date, as milliseconds from now; undefined if there is none, or none that can be read. */
export function readRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
