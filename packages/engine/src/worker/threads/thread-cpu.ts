import { readFileSync, readlinkSync } from 'node:fs';

/** What the operating system knows of a thread. */
export interface ThreadLoad {
  /** It is at work, or would be if it were given a processor. */
  readonly isRunnable: boolean;
  /** Processor time that it has had, in milliseconds. */
  readonly cpuMs: number;
}

const PROC = '/proc/self/task';
/** Of the clock that processor times are told in; the same on all Linux systems of today. */
const MS_A_TICK = 10;
/** Behind the name, which is in parentheses and may contain anything. */
const STATE_FIELD = 0;
const USER_TIME_FIELD = 11;
const SYSTEM_TIME_FIELD = 12;

/** The operating system's number of the thread that asks; 0: not known on this system. */
export function ownThreadNumber(): number {
  try {
    return Number(/\/task\/(\d+)$/.exec(readlinkSync('/proc/thread-self'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** null: not known. */
export function threadLoad(threadNumber: number): ThreadLoad | null {
  if (threadNumber === 0) return null;
  try {
    const stat = readFileSync(`${PROC}/${threadNumber}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[USER_TIME_FIELD]) + Number(fields[SYSTEM_TIME_FIELD]);
    return { isRunnable: fields[STATE_FIELD] === 'R', cpuMs: ticks * MS_A_TICK };
  } catch {
    return null;
  }
}
