import { availableParallelism } from 'node:os';
import { BadRequestError } from '../../model/errors.ts';
import type { ConfigMap } from '../../model/names.ts';
import { valueOf } from '../../plugin/prefixed.ts';
import { limitOf } from './thread-limits.ts';
import type { ThreadLimits } from './thread-limits.ts';

/** What the worker's properties say of the threads that plugins run in. */
export interface ThreadSettings {
  /** `task.threads`: how many threads tasks share; 0: everything runs in the main thread. */
  readonly threads: number;
  /** `task.thread.max.heap.mb` and `task.thread.max.external.mb`. */
  readonly limits: ThreadLimits;
  /** How often a thread has to show that it is alive. Missing three of these in a row is its end. Milliseconds. */
  readonly pingMs: number;
}

const PING_MS = 1000;
const DEFAULT_HEAP_MB = 512;
const DEFAULT_EXTERNAL_MB = 512;

/** Throws BadRequestError for a value that cannot be read. */
export function threadSettings(properties: ConfigMap): ThreadSettings {
  return {
    threads: count(properties, 'task.threads', availableParallelism()),
    limits: {
      heapBytes: limitOf(count(properties, 'task.thread.max.heap.mb', DEFAULT_HEAP_MB)),
      externalBytes: limitOf(count(properties, 'task.thread.max.external.mb', DEFAULT_EXTERNAL_MB)),
    },
    pingMs: PING_MS,
  };
}

function count(properties: ConfigMap, key: string, standard: number): number {
  const text = valueOf(properties, key)?.trim();
  if (text === undefined || text === '') return standard;
  if (!/^\+?\d{1,9}$/.test(text))
    throw new BadRequestError(`Invalid value ${text} for configuration ${key}: give a whole number, 0 or more`);
  return Number(text);
}
