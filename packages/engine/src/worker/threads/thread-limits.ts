import type { ResourceLimits } from 'node:worker_threads';

/** How much memory a thread may hold, in bytes; Infinity: as much as there is. */
export interface ThreadLimits {
  /** JavaScript objects. */
  readonly heapBytes: number;
  /** Buffers, and whatever else objects hold outside of the heap. */
  readonly externalBytes: number;
}

const MEBIBYTE = 1024 * 1024;

/** A limit as properties say it, in mebibytes; 0: none. */
export function limitOf(mebibytes: number): number {
  return mebibytes === 0 ? Infinity : mebibytes * MEBIBYTE;
}

/** From here on V8 lets a heap grow in large steps; below it collects garbage so often that a busy task needs half as much again. */
const ROOMY_HEAP_MB = 2048;
/** The young generation of a thread in which little happens. */
const QUIET_YOUNG_MB = 4;
/** That of a thread in which records move. V8's own choice holds a hundred megabytes more, and makes nothing faster. */
const BUSY_YOUNG_MB = 24;

/**
 * What V8 is told. A thread that looks at itself finds out before that it has too much, and ends in order; this bound is for one that
 * does not come to look. It leaves room for single large objects, which V8 otherwise ends the whole process for.
 */
export function resourceLimitsOf({ heapBytes }: ThreadLimits, isQuiet: boolean): ResourceLimits {
  const heapMb = Math.max(Math.ceil((heapBytes * 2) / MEBIBYTE), ROOMY_HEAP_MB);
  return {
    ...(heapBytes === Infinity ? {} : { maxOldGenerationSizeMb: heapMb }),
    maxYoungGenerationSizeMb: isQuiet ? QUIET_YOUNG_MB : BUSY_YOUNG_MB,
  };
}

export function mebibytesText(bytes: number): string {
  return `${Math.round(bytes / MEBIBYTE)} MiB`;
}
