import { setTimeout as delay } from 'node:timers/promises';

/** How long answers took, in milliseconds. */
export interface AnswerTimes {
  readonly count: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly longestMs: number;
}

const PAUSE_MS = 10;

/** Reads these paths in turn, one request after the other, until it is stopped. */
export function askAgainAndAgain(url: string, paths: readonly string[]): { stop(): Promise<AnswerTimes> } {
  const stopping = new AbortController();
  const done = ask(url, paths, stopping.signal);
  done.catch(() => undefined);
  return {
    async stop() {
      stopping.abort();
      const times = (await done).toSorted((a, b) => a - b);
      const at = (part: number) => times[Math.floor(times.length * part)] ?? Number.NaN;
      return { count: times.length, medianMs: at(0.5), p99Ms: at(0.99), longestMs: times.at(-1) ?? Number.NaN };
    },
  };
}

async function ask(url: string, paths: readonly string[], signal: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  while (!signal.aborted) {
    const began = performance.now();
    const answer = await fetch(`${url}${paths[times.length % paths.length]!}`);
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`GET ${answer.url} was answered with ${answer.status}`);
    times.push(performance.now() - began);
    await delay(PAUSE_MS);
  }
  return times;
}
