import type { Clock } from '../model/clock.ts';

/** How a call into a plugin ended, as far as the caller waited. */
export type PluginOutcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'late' }
  | { readonly kind: 'interrupted' };

export interface PluginWait {
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** Aborts when nobody is interested any more. */
  readonly signal?: AbortSignal;
}

/** Waits for a call into a plugin: to its end, to its deadline, or until the signal aborts. Never rejects. */
export function awaitPlugin<T>(wait: PluginWait, call: () => Promise<T>): Promise<PluginOutcome<T>> {
  return new Promise((resolve) => {
    const { clock, timeoutMs, signal } = wait;
    if (signal?.aborted) return resolve({ kind: 'interrupted' });
    const end = (outcome: PluginOutcome<T>): void => {
      cancel();
      signal?.removeEventListener('abort', interrupt);
      resolve(outcome);
    };
    const interrupt = (): void => end({ kind: 'interrupted' });
    const cancel = clock.after(timeoutMs, () => end({ kind: 'late' }));
    signal?.addEventListener('abort', interrupt, { once: true });
    startCall(call).then(
      (value) => end({ kind: 'done', value }),
      (error: unknown) => end({ kind: 'failed', error }),
    );
  });
}

async function startCall<T>(call: () => Promise<T>): Promise<T> {
  return await call();
}
