/** Time as tasks see it: handed in, so that tests can move it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `run` once after `ms` milliseconds; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
  /** Resolves when everything that was ready to run at the call has had its turn. */
  breathe(): Promise<void>;
}

/** Node's longest timer; a longer wait is cut into several. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: startTimer,
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
};

function startTimer(ms: number, run: () => void): () => void {
  let timer: NodeJS.Timeout;
  const arm = (left: number): void => {
    const next = Math.min(left, LONGEST_TIMER_MS);
    timer = setTimeout(() => (left > next ? arm(left - next) : run()), next);
  };
  arm(Math.max(0, ms));
  return () => clearTimeout(timer);
}

/** Resolves after `ms` milliseconds, or as soon as the signal aborts. Never rejects. */
export function delay(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const cancel = clock.after(ms, done);
    signal?.addEventListener('abort', done, { once: true });
    function done(): void {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    }
  });
}

/** The promise's outcome, or `late` once `ms` milliseconds are over. What the promise does after that is dropped. */
export function within<T, L>(clock: Clock, ms: number, promise: Promise<T>, late: L): Promise<T | L> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(late));
    promise.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}
