/**
 * Makes a call, and makes it again whenever it throws a `PendingError`, after what that waits for. Rejects with what a call throws
 * otherwise, with what the waiting rejects with, and with the `PendingError` itself when the signal aborts.
 */
export async function whenReady<T>(call: () => T, signal?: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return call();
    } catch (error) {
      const ready = readyOf(error);
      if (ready === null) throw error;
      await orAborted(ready, signal);
      if (signal?.aborted) throw error;
    }
  }
}

/** What a `PendingError` waits for; null for every other error. Told by its shape: a plugin may bring its own copy of the class. */
export function readyOf(error: unknown): PromiseLike<unknown> | null {
  if (!(error instanceof Error) || !('ready' in error)) return null;
  const { ready } = error;
  return typeof ready === 'object' && ready !== null && 'then' in ready ? (ready as PromiseLike<unknown>) : null;
}

async function orAborted(ready: PromiseLike<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) return;
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([ready, stopped]);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
