import type { TaskSnapshot } from './task-snapshot.ts';

/** The numbers of a task host at one moment. Plain data, as everything that a host answers. */
export interface HostSnapshot {
  readonly tasks: readonly TaskSnapshot[];
  /** The threads that plugins run in; none where they run in the worker's own. */
  readonly threads: readonly ThreadSnapshot[];
  readonly counts: HostNumbers;
}

/** What a host has had to do about plugins that misbehave, since the worker started. */
export interface HostNumbers {
  readonly threadsStarted: number;
  /** Threads that ended without being told to, by the reason. */
  readonly threadsEnded: Readonly<Record<ThreadEndReason, number>>;
  /** Tasks, connectors and questions to plugins that failed because they had ended their thread. */
  readonly failedForThreadEnd: number;
  /** Those that were begun again because something else had ended their thread. */
  readonly restartedForOthers: number;
  /** Tasks that did not stop within their time and were left to themselves. */
  readonly tasksAbandoned: number;
}

export type ThreadEndReason = 'hung' | 'heap' | 'external' | 'crashed' | 'exited';

/** Sizes in bytes. */
export interface ThreadSnapshot {
  /** The same for the thread that takes the place of one that was terminated. */
  readonly name: string;
  /** How many tasks run in it. */
  readonly tasks: number;
  readonly heapUsed: number;
  readonly heapTotal: number;
  /** Where the thread's heap ends. */
  readonly heapLimit: number;
  /** Memory outside of the heap that objects of it hold on to, Buffers among it. */
  readonly external: number;
  readonly arrayBuffers: number;
  /** The share of time that its event loop was busy, from 0 to 1. */
  readonly eventLoopUtilization: number;
}

/** That of a host with nothing in it. */
export const NO_HOST: HostSnapshot = {
  tasks: [],
  threads: [],
  counts: {
    threadsStarted: 0,
    threadsEnded: { hung: 0, heap: 0, external: 0, crashed: 0, exited: 0 },
    failedForThreadEnd: 0,
    restartedForOthers: 0,
    tasksAbandoned: 0,
  },
};
