import type { Clock } from '../model/clock.ts';

/** What the world asks of one run of a task. The runner reads it between steps; all of it can change at any time. */
export interface TaskControl {
  readonly target: 'STARTED' | 'PAUSED';
  /** The task is to end in order. Never taken back. */
  readonly stopping: boolean;
  /** Nobody waits for the task any more: from now on it sends, commits and reports nothing. Implies stopping. */
  readonly abandoned: boolean;
  /** Aborts when the task is to stop. */
  readonly signal: AbortSignal;
  setTarget(target: 'STARTED' | 'PAUSED'): void;
  stop(): void;
  abandon(): void;
  /** Calls back after each change, until the answer is called. */
  onChange(listener: () => void): () => void;
}

export function createTaskControl(initial: 'STARTED' | 'PAUSED'): TaskControl {
  const listeners = new Set<() => void>();
  const aborter = new AbortController();
  let target = initial;
  let stopping = false;
  let abandoned = false;
  const tell = (): void => {
    for (const listener of Array.from(listeners)) listener();
  };
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    aborter.abort();
    tell();
  };
  return {
    get target() {
      return target;
    },
    get stopping() {
      return stopping;
    },
    get abandoned() {
      return abandoned;
    },
    signal: aborter.signal,
    setTarget(next) {
      if (stopping || next === target) return;
      target = next;
      tell();
    },
    stop,
    abandon() {
      if (abandoned) return;
      abandoned = true;
      stop();
      tell();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Resolves as soon as the condition holds; it is looked at now and after each change. */
export function untilControl(control: TaskControl, condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (condition()) return resolve();
    const off = control.onChange(() => {
      if (!condition()) return;
      off();
      resolve();
    });
  });
}

/** The promise's outcome, or null if it is still open `graceMs` after the task was told to stop, or when it was abandoned. */
export async function untilGivenUp<T>(
  control: TaskControl,
  clock: Clock,
  graceMs: number,
  promise: Promise<T>,
): Promise<T | null> {
  let cancelTimer: (() => void) | null = null;
  let off: () => void = () => undefined;
  const givenUp = new Promise<null>((resolve) => {
    const look = (): void => {
      if (control.abandoned) resolve(null);
      else if (control.stopping) cancelTimer ??= clock.after(graceMs, () => resolve(null));
    };
    off = control.onChange(look);
    look();
  });
  try {
    return await Promise.race([promise, givenUp]);
  } finally {
    off();
    (cancelTimer as (() => void) | null)?.();
  }
}
