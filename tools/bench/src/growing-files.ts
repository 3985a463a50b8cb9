import { appendFile, readFile, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Lines of several files together, against those that were to arrive. */
export interface LineCounts {
  readonly written: number;
  readonly lost: number;
  readonly doubled: number;
  /** Lines that nobody wrote. */
  readonly foreign: number;
}

const LINES = 20;
const APPEND_MS = 50;
const LOOK_MS = 100;

const lineOf = (n: number) => `line ${n}`;

/** Appends numbered lines to all files until it is stopped; that tells how many each has got. */
export function appendLines(paths: readonly string[]): { stop(): Promise<number> } {
  const stopping = new AbortController();
  const append = async () => {
    let count = 0;
    while (!stopping.signal.aborted) {
      const text = Array.from({ length: LINES }, (_, n) => `${lineOf(count + n)}\n`).join('');
      await Promise.all(paths.map((path) => appendFile(path, text)));
      count += LINES;
      await delay(APPEND_MS);
    }
    return count;
  };
  const done = append();
  return {
    stop() {
      stopping.abort();
      return done;
    },
  };
}

/** Looks at files that are to grow; tells the longest time, in milliseconds, that each did not. */
export function watchGrowth(paths: readonly string[]): { stop(): number[] } {
  const seen = paths.map(() => ({ size: 0, at: performance.now(), pauseMs: 0 }));
  const timer = setInterval(() => {
    for (const [n, path] of paths.entries()) {
      void stat(path).then(
        ({ size }) => note(seen[n]!, size),
        () => undefined,
      );
    }
  }, LOOK_MS);
  return {
    stop() {
      clearInterval(timer);
      return seen.map(({ pauseMs }) => pauseMs);
    },
  };
}

function note(file: { size: number; at: number; pauseMs: number }, size: number): void {
  const now = performance.now();
  file.pauseMs = Math.max(file.pauseMs, now - file.at);
  if (size > file.size) Object.assign(file, { size, at: now });
}

/** Waits until each file has the numbered lines that its source has got, and counts. */
export async function compareLines(
  pipelines: readonly { readonly to: string }[],
  written: number,
  timeoutMs: number,
): Promise<LineCounts> {
  const deadline = performance.now() + timeoutMs;
  const total = { written: written * pipelines.length, lost: 0, doubled: 0, foreign: 0 };
  for (const { to } of pipelines) {
    let arrived = await countLines(to, written);
    while (arrived.lost > 0 && performance.now() < deadline) {
      await delay(LOOK_MS);
      arrived = await countLines(to, written);
    }
    total.lost += arrived.lost;
    total.doubled += arrived.doubled;
    total.foreign += arrived.foreign;
  }
  return total;
}

async function countLines(path: string, written: number): Promise<Omit<LineCounts, 'written'>> {
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n').slice(0, -1);
  const wanted = new Set(Array.from({ length: written }, (_, n) => lineOf(n)));
  const known = lines.filter((line) => wanted.has(line));
  const different = new Set(known).size;
  return { lost: written - different, doubled: known.length - different, foreign: lines.length - known.length };
}
