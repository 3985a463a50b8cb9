import { ConnectError } from '@millrace/connector-api';
import { errorFromData } from '../error-data.ts';
import type { Owner } from '../owner.ts';
import { mebibytesText } from './thread-limits.ts';
import type { ThreadLimits } from './thread-limits.ts';
import type { LastWords } from './thread-vitals.ts';

/** Why a thread is no more. `closed`: it was told to end. */
export type ThreadEndKind = 'closed' | 'hung' | 'heap' | 'external' | 'crashed' | 'exited';

export interface ThreadEnd {
  readonly kind: ThreadEndKind;
  /** The thread had started to serve before it ended. */
  readonly hadStarted: boolean;
  /** On whose behalf it was running when that happened; null: not known. */
  readonly culprit: Owner | null;
  /** What happened, as the end of a sentence that begins with who did it. */
  readonly did: string;
  /** What was thrown, if that is it. */
  readonly cause: Error | null;
  /** Where it was, a line for each call, if that is known. */
  readonly frames: readonly string[];
}

/** A call had not returned when its thread ended. */
export class ThreadEndedError extends Error {
  readonly end: ThreadEnd;
  constructor(end: ThreadEnd) {
    super('The thread has ended');
    this.name = 'ThreadEndedError';
    this.end = end;
  }
}

export function hungEnd(silentMs: number, culprit: Owner | null, frames: readonly string[]): ThreadEnd {
  const did = `blocked its thread for ${Math.round(silentMs / 1000)} seconds without giving anything else a turn`;
  return { kind: 'hung', hadStarted: true, culprit, did, cause: null, frames };
}

/** A thread that blocks while the process fills up. */
export function swollenEnd(bytes: number, culprit: Owner | null, frames: readonly string[]): ThreadEnd {
  const did = `blocked its thread while the memory of the worker grew by ${mebibytesText(bytes)}`;
  return { kind: 'external', hadStarted: true, culprit, did, cause: null, frames };
}

/** The end of a thread that came by itself. */
export function ownEnd(
  words: LastWords | null,
  error: Error | null,
  code: number,
  limits: ThreadLimits,
  hadStarted: boolean,
): ThreadEnd {
  const plain = { hadStarted, culprit: null, cause: null, frames: [] };
  if (error !== null && (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return { ...plain, kind: 'heap', did: `needed more than ${heapText(limits)}` };
  }
  switch (words?.kind) {
    case 'heap':
      return { ...plain, kind: 'heap', did: `needed ${mebibytesText(words.bytes)}, more than ${heapText(limits)}` };
    case 'external':
      return {
        ...plain,
        kind: 'external',
        did: `held ${mebibytesText(words.bytes)} in buffers, more than the ${mebibytesText(limits.externalBytes)} that a thread may hold outside of its heap (task.thread.max.external.mb)`,
      };
    case 'crashed':
      return {
        ...plain,
        kind: 'crashed',
        culprit: words.owner,
        did: 'threw an error where nobody catches it: from a timer, an event, or a promise that nobody waits for',
        cause: errorFromData(words.error),
      };
    case 'exited':
      if (error === null)
        return { ...plain, kind: 'exited', culprit: words.owner, did: `told the process to exit, with code ${words.code}` };
  }
  return { ...plain, kind: 'crashed', did: `ended its thread with code ${code}`, cause: error };
}

function heapText({ heapBytes }: ThreadLimits): string {
  const much = heapBytes === Infinity ? 'all' : `the ${mebibytesText(heapBytes)}`;
  return `${much} of heap that a thread may use (task.thread.max.heap.mb)`;
}

export const CLOSED: ThreadEnd = { kind: 'closed', hadStarted: true, culprit: null, did: 'was closed', cause: null, frames: [] };

/** The error that shows what somebody did to a thread. `who` as at the start of a sentence: `Task a-0`. */
export function endedByOwner(who: string, end: ThreadEnd): ConnectError {
  const next = end.hadStarted ? ' The thread was ended; when started again it gets a thread of its own.' : '';
  const error = new ConnectError(`${who} ${end.did}.${next}`, end.cause === null ? {} : { cause: end.cause });
  error.stack = [`${error.name}: ${error.message}`, ...end.frames.map((frame) => `    ${frame}`)].join('\n');
  return error;
}

/** The error of those who were to run on a thread that could not be started. */
export function notStarted(who: string, end: ThreadEnd): ConnectError {
  const why = end.cause === null ? ` (it ${end.did})` : '';
  return new ConnectError(
    `${who} could not be run: no thread could be started for it${why}.`,
    end.cause === null ? {} : { cause: end.cause },
  );
}
