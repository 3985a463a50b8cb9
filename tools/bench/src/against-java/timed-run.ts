import { setTimeout as delay } from 'node:timers/promises';
import { connectApi } from '../connect-api.ts';
import { type ProcessUsage, watchProcess } from '../process-usage.ts';
import type { Contender } from './contender.ts';

/** Connectors that move a known number of records, and how to see how many they have moved. */
export interface TimedRun {
  readonly connectors: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly records: number;
  moved(): Promise<number>;
  readonly pollMs: number;
}

export interface RunResult extends ProcessUsage {
  /** From the command to start until everything has arrived. */
  readonly seconds: number;
  /** From the first records that were seen to the last one: without what it takes to start a task. */
  readonly recordsPerSecond: number;
  readonly cpuSecondsPerMillion: number;
}

const TIME_LIMIT_MS = 600_000;

/** Starts the connectors, waits until everything has arrived, and removes them again. */
export async function timeRun({ url, pid, side }: Contender, run: TimedRun): Promise<RunResult> {
  const api = connectApi(url);
  const names = Object.keys(run.connectors);
  for (const name of names) await api.create(name, run.connectors[name]!, 'STOPPED');
  const usage = await watchProcess(pid);
  const began = performance.now();
  await Promise.all(names.map((name) => api.resume(name)));
  let first: { readonly moved: number; readonly at: number } | null = null;
  let moved = 0;
  while (moved < run.records) {
    if (performance.now() - began > TIME_LIMIT_MS) {
      const states = await Promise.all(names.map((name) => api.status(name)));
      throw new Error(`${side} has moved ${moved} of ${run.records} records: ${JSON.stringify(states)}`);
    }
    await delay(run.pollMs);
    moved = await run.moved();
    if (moved > 0) first ??= { moved, at: performance.now() };
  }
  const ended = performance.now();
  const used = await usage();
  for (const name of names) await api.remove(name);
  const { moved: early, at } = first!;
  const seconds = (ended - began) / 1000;
  // All of it was there at the first look: then there is no better figure than the whole.
  const recordsPerSecond = early < run.records ? (run.records - early) / ((ended - at) / 1000) : run.records / seconds;
  return { ...used, seconds, recordsPerSecond, cpuSecondsPerMillion: (used.cpuSeconds / run.records) * 1e6 };
}
