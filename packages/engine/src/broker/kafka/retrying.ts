import { setTimeout as delay } from 'node:timers/promises';
import type { RetryPause } from './client-settings.ts';
import { isTransient } from './kafka-errors.ts';

export interface RetryOptions {
  /** For how long what may succeed later is tried again. */
  readonly forMs: number;
  readonly pause: RetryPause;
  /** Called before each new attempt: to look for new leaders and coordinators. Its own failure counts as one more. */
  readonly beforeRetry?: (error: unknown) => Promise<void>;
  readonly isTransient?: (error: unknown) => boolean;
  /** No further attempt once it is aborted. */
  readonly signal?: AbortSignal;
}

/** Runs the action until it succeeds, fails for good, or time is up; then its last error is thrown. */
export async function retrying<T>(action: () => Promise<T>, options: RetryOptions): Promise<T> {
  const mayRetry = options.isTransient ?? isTransient;
  const endsMs = performance.now() + options.forMs;
  let pauseMs = options.pause.firstMs;
  let failed: { readonly error: unknown } | null = null;
  for (;;) {
    try {
      if (failed !== null) await options.beforeRetry?.(failed.error);
      return await action();
    } catch (error) {
      if (!mayRetry(error) || isAborted(options) || performance.now() + pauseMs > endsMs) throw error;
      failed = { error };
    }
    await delay(pauseMs, undefined, { signal: options.signal }).catch(() => undefined);
    if (isAborted(options)) throw failed.error;
    pauseMs = Math.min(pauseMs * 2, options.pause.longestMs);
  }
}

function isAborted({ signal }: RetryOptions): boolean {
  return signal?.aborted === true;
}
