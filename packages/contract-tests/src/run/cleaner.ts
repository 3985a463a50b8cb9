import { setTimeout as delay } from 'node:timers/promises';
import { CannotRun, NoAnswer } from '../errors.ts';
import type { HttpClient } from '../http/http-client.ts';
import { connectorPath } from '../http/path.ts';
import type { Cleanup } from '../run-report.ts';
import { isLeftover, type RunNames } from './run-names.ts';

/** Removes what a run made. It deletes nothing whose name is not the run's own, or certainly that of a former run which is over. */
export interface Cleaner {
  /** Removes connectors in the background. With `offsets`, their offsets too. */
  discard(names: readonly string[], options: { readonly offsets: boolean }): void;
  /** Removes what is left of runs that were killed. */
  removeLeftovers(): Promise<void>;
  /** Waits for everything that was discarded, looks for whatever else bears the run's name, and tells what has become of it all. */
  finish(): Promise<Cleanup>;
}

/** How many connectors are removed at a time. A cluster rebalances once for all that go together. */
const width = 16;
const timeoutMs = 30_000;

export function createCleaner(http: HttpClient, names: RunNames): Cleaner {
  const waiting: { name: string; offsets: boolean }[] = [];
  const workers = new Set<Promise<void>>();
  const removed = new Set<string>();
  const unsettled = new Set<string>();
  const leftovers: string[] = [];
  let isGone = false;

  /** When nothing answers any more there is nothing to be done: the next run finds what is left. */
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next && !isGone; next = waiting.shift()) {
      try {
        if (next.offsets) await forgetOffsets(http, next.name);
        if (await remove(http, next.name)) removed.add(next.name);
        unsettled.delete(next.name);
      } catch (error) {
        if (error instanceof NoAnswer) isGone = true;
      }
    }
  }

  function discard(list: readonly string[], { offsets }: { readonly offsets: boolean }): void {
    const own = list.filter((name) => names.owns(name));
    for (const name of own) unsettled.add(name);
    waiting.push(...own.map((name) => ({ name, offsets })));
    if (waiting.length >= width) removeWaiting();
  }

  function removeWaiting(): void {
    while (workers.size < Math.min(width, waiting.length)) {
      const worker = work().finally(() => workers.delete(worker));
      workers.add(worker);
    }
  }

  return {
    discard,
    async removeLeftovers() {
      const found = (await list(http)).filter((name) => isLeftover(name));
      await Promise.all(
        found.map(async (name) => {
          if (await remove(http, name)) leftovers.push(name);
        }),
      );
    },
    async finish() {
      removeWaiting();
      await Promise.all(workers);
      let left = await ownNames(http, names);
      for (let round = 0; round < 3 && left !== null && left.length > 0; round++) {
        discard(left, { offsets: false });
        removeWaiting();
        await Promise.all(workers);
        left = await ownNames(http, names);
      }
      return { removed: removed.size, left: left ?? [...unsettled], leftovers };
    },
  };
}

async function ownNames(http: HttpClient, names: RunNames): Promise<string[] | null> {
  return list(http).then(
    (all) => all.filter((name) => names.owns(name)),
    () => null,
  );
}

async function list(http: HttpClient): Promise<string[]> {
  const answer = await repeat(async () => http.send('GET', '/connectors'), [200]);
  if (!Array.isArray(answer.body)) throw new CannotRun('unreachable', `GET /connectors gives ${answer.summary()}`);
  return answer.body.filter((name): name is string => typeof name === 'string');
}

/** Whether the connector was there, and is gone now. */
async function remove(http: HttpClient, name: string): Promise<boolean> {
  const answer = await repeat(async () => http.send('DELETE', connectorPath(name)), [204, 404]);
  if (answer.status !== 204 && answer.status !== 404)
    throw new CannotRun('unreachable', `${name} cannot be deleted: ${answer.summary()}`);
  return answer.status === 204;
}

async function forgetOffsets(http: HttpClient, name: string): Promise<void> {
  await repeat(async () => http.send('PUT', connectorPath(name, '/stop')), [204, 404]);
  await repeat(async () => http.send('DELETE', connectorPath(name, '/offsets')), [200, 404], 5_000);
}

/** Sends until one of the wanted statuses comes, or one that waiting does not change, or the time is over. */
async function repeat<T extends { readonly status: number }>(
  send: () => Promise<T>,
  wanted: readonly number[],
  within: number = timeoutMs,
): Promise<T> {
  const end = performance.now() + within;
  for (;;) {
    const answer = await send();
    const mayChange = answer.status === 409 || answer.status >= 500;
    if (wanted.includes(answer.status) || !mayChange || performance.now() > end) return answer;
    await delay(30);
  }
}
