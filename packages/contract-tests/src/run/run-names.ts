import { createHash } from 'node:crypto';
import { hostname, userInfo } from 'node:os';

/** Every connector, topic and logger that a run makes has a name that begins so. */
export const namePrefix = 'millrace-ct-';

/** After this time a run is over for certain, wherever it ran: none may take longer. */
export const longestRunMs = 30 * 60_000;

const activeHere = new Set<string>();

/** The names of one run. They tell when, where and by which process they were made, and carry a check sum over that. */
export interface RunNames {
  readonly prefix: string;
  /** A name that nobody has; `label` may have any characters. */
  next(label?: string): string;
  /** Whether a name is of this run. */
  owns(name: string): boolean;
  /** To be called when everything of the run is gone. */
  release(): void;
}

export function createRunNames(now: number = Date.now()): RunNames {
  const id = freeId(now);
  const prefix = `${namePrefix}${id}-${checkSum(id)}-`;
  let count = 0;
  activeHere.add(id);
  return {
    prefix,
    next: (label) => `${prefix}${++count}${label === undefined ? '' : `-${label}`}`,
    owns: (name) => name.startsWith(prefix),
    release: () => activeHere.delete(id),
  };
}

/**
 * Whether a connector of this name was left behind by a run that is over for certain: its name is one that only a run gives (check sum),
 * and either that run's process was on this machine and is gone, or the run is older than any may get.
 */
export function isLeftover(name: string, now: number = Date.now()): boolean {
  const parts = /^millrace-ct-(([0-9a-z]+)-([0-9a-f]{6})-([0-9a-z]+))-([0-9a-f]{4})-\d+(-|$)/.exec(name);
  if (!parts) return false;
  const [, id = '', time = '', host, pid = '', sum] = parts;
  if (checkSum(id) !== sum || activeHere.has(id)) return false;
  const startedAt = Number.parseInt(time, 36);
  if (now - startedAt > longestRunMs) return true;
  return host === thisHost() && isOver(Number.parseInt(pid, 36), startedAt, now);
}

function freeId(now: number): string {
  for (let time = now; ; time++) {
    const id = `${time.toString(36)}-${thisHost()}-${process.pid.toString(36)}`;
    if (!activeHere.has(id)) return id;
  }
}

/** A process of the same number as ours is a former one if its run began before we did. */
function isOver(pid: number, startedAt: number, now: number): boolean {
  if (pid === process.pid) return startedAt < now - process.uptime() * 1000;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

const checkSum = (id: string) => createHash('sha256').update(`${namePrefix}${id}`).digest('hex').slice(0, 4);

let host: string | undefined;

function thisHost(): string {
  host ??= createHash('sha256').update(`${hostname()}\n${userName()}`).digest('hex').slice(0, 6);
  return host;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
