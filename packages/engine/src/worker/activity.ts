import { AsyncLocalStorage } from 'node:async_hooks';

/** Knows on whose behalf a thread is running at any moment, through timers, events and promises too. */
export interface Activity {
  /** Runs `work`, and all that comes of it later, on behalf of `owner`. */
  run<T>(owner: string, work: () => T): T;
  /** Runs `work`, and all that comes of it later, on nobody's behalf. */
  apart<T>(work: () => T): T;
  /** null: nobody's. */
  current(): string | null;
}

export function createActivity(): Activity {
  const owners = new AsyncLocalStorage<string>();
  return {
    run: (owner, work) => owners.run(owner, work),
    apart: (work) => owners.exit(work),
    current: () => owners.getStore() ?? null,
  };
}

/** For a host whose thread nobody supervises. */
export const noActivity: Activity = {
  run: (_owner, work) => work(),
  apart: (work) => work(),
  current: () => null,
};
