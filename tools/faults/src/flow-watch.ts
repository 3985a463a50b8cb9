import { setTimeout as delay } from 'node:timers/promises';

/** Knows when something came by each of several ways. */
export interface FlowWatch {
  arrived(stream: string): void;
  /** The streams by which nothing has come for a while. */
  dry(): string[];
}

/** A stream is dry when nothing has come for so long. Milliseconds. */
const DRY_MS = 2000;
const LOOK_MS = 100;

export function createFlowWatch(streams: readonly string[]): FlowWatch {
  const last = new Map(streams.map((stream) => [stream, -Infinity]));
  return {
    arrived: (stream) => void last.set(stream, performance.now()),
    dry: () => [...last].filter(([, atMs]) => performance.now() - atMs > DRY_MS).map(([stream]) => stream),
  };
}

export interface Recovery {
  /** From when on all was well, counted from the fault; 0: nothing was noticed of it. */
  readonly seconds: number;
  /** What was wrong when it was given up; empty: it is whole again. */
  readonly wrong: readonly string[];
}

export interface RecoveryOptions {
  /** What is wrong now. */
  readonly wrong: () => Promise<readonly string[]>;
  /** By `performance.now()`. */
  readonly sinceMs: number;
  /** How long it is watched at least: what a fault does may come late. */
  readonly watchMs: number;
  /** How long all has to be well. */
  readonly calmMs: number;
  readonly giveUpMs: number;
}

/** Watches until all is well and stays so. */
export async function untilWhole({ wrong, sinceMs, watchMs, calmMs, giveUpMs }: RecoveryOptions): Promise<Recovery> {
  let wellSinceMs: number | null = null;
  let wasWrong = false;
  for (;;) {
    const now = await wrong();
    const passedMs = performance.now() - sinceMs;
    if (now.length > 0) {
      [wasWrong, wellSinceMs] = [true, null];
      if (passedMs > giveUpMs) return { seconds: passedMs / 1000, wrong: now };
    } else {
      wellSinceMs ??= passedMs;
      if (passedMs >= watchMs && passedMs - wellSinceMs >= calmMs) {
        return { seconds: wasWrong ? wellSinceMs / 1000 : 0, wrong: [] };
      }
    }
    await delay(LOOK_MS);
  }
}
