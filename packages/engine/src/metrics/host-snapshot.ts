import type { TaskSnapshot } from './task-snapshot.ts';

/** The numbers of a task host at one moment. Plain data, as everything that a host answers. */
export interface HostSnapshot {
  readonly tasks: readonly TaskSnapshot[];
  /** The threads that tasks run in; none where they run in the worker's own. */
  readonly threads: readonly ThreadSnapshot[];
  /** How many threads were terminated since the worker started, by the reason. */
  readonly kills: readonly { readonly reason: string; readonly count: number }[];
}

/** Sizes in bytes. */
export interface ThreadSnapshot {
  /** The same for the thread that takes the place of one that was terminated. */
  readonly name: string;
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

export const NO_HOST: HostSnapshot = { tasks: [], threads: [], kills: [] };
