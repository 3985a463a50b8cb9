import { setTimeout as delay } from 'node:timers/promises';
import { KeepAliveClient } from './keep-alive-client.ts';

/** What a worker made of many requests. */
export interface LoadResult {
  readonly perSecond: number;
  /** From when the request was due to its last byte. */
  readonly medianMs: number;
  readonly p99Ms: number;
  /** Answers that were not 200. */
  readonly failed: number;
}

export interface LoadOptions {
  readonly url: string;
  /** The n-th request. */
  readonly path: (n: number) => string;
  readonly connections: number;
  readonly seconds: number;
}

/** As many requests as the worker answers, each connection asking again when it has its answer. */
export async function askWithoutPause({ url, path, connections, seconds }: LoadOptions): Promise<LoadResult> {
  const clients = await openAll(url, connections);
  const tally = new Tally();
  const began = performance.now();
  const end = began + seconds * 1000;
  let asked = 0;
  const ask = async (client: KeepAliveClient): Promise<void> => {
    for (let at = performance.now(); at < end; at = performance.now()) tally.note(await client.get(path(asked++)), at);
  };
  await Promise.all(clients.map(ask));
  for (const client of clients) client.close();
  return tally.result((performance.now() - began) / 1000);
}

/**
 * So many requests a second, whether the worker keeps up or not. A request that had to wait for a free connection counts from when
 * it was due, so that an answer that takes long is not told once only.
 */
export async function askAtRate(options: LoadOptions & { readonly rate: number }): Promise<LoadResult> {
  const { url, path, connections, seconds, rate } = options;
  const free = await openAll(url, connections);
  const all = [...free];
  const tally = new Tally();
  const due: number[] = [];
  const began = performance.now();
  let planned = 0;
  let asked = 0;
  let failure: { readonly error: unknown } | null = null;
  const ask = async (client: KeepAliveClient, at: number): Promise<void> => {
    tally.note(await client.get(path(asked++)), at);
    const next = due.shift();
    if (next === undefined) free.push(client);
    else await ask(client, next);
  };
  for (let now = began; now < began + seconds * 1000; now = performance.now()) {
    for (; planned < ((now - began) / 1000) * rate; planned++) {
      const at = began + (planned / rate) * 1000;
      const client = free.pop();
      if (client === undefined) due.push(at);
      else void ask(client, at).catch((error: unknown) => (failure ??= { error }));
    }
    if (failure !== null) throw (failure as { readonly error: unknown }).error;
    await delay(1);
  }
  while (free.length < all.length && performance.now() < began + seconds * 3000) await delay(5);
  for (const client of all) client.close();
  return tally.result((performance.now() - began) / 1000);
}

const PARTS = 5;

/**
 * The load in five parts, one after the other, and of each figure the middle one: a machine that stood still for a moment, because it
 * shares its cores with others, spoils one part and not the figure.
 */
export async function inParts<T extends LoadOptions>(load: (options: T) => Promise<LoadResult>, options: T): Promise<LoadResult> {
  const results: LoadResult[] = [];
  for (let part = 0; part < PARTS; part++) results.push(await load({ ...options, seconds: options.seconds / PARTS }));
  const middle = (of: (result: LoadResult) => number): number => results.map(of).toSorted((a, b) => a - b)[(PARTS - 1) / 2]!;
  return {
    perSecond: middle(({ perSecond }) => perSecond),
    medianMs: middle(({ medianMs }) => medianMs),
    p99Ms: middle(({ p99Ms }) => p99Ms),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
  };
}

function openAll(url: string, connections: number): Promise<KeepAliveClient[]> {
  return Promise.all(Array.from({ length: connections }, () => KeepAliveClient.open(url)));
}

class Tally {
  readonly #times: number[] = [];
  #failed = 0;

  note(status: number, since: number): void {
    if (status !== 200) this.#failed++;
    this.#times.push(performance.now() - since);
  }

  result(seconds: number): LoadResult {
    const times = Float64Array.from(this.#times).toSorted();
    const at = (part: number): number => times[Math.floor(times.length * part)] ?? Number.NaN;
    return { perSecond: times.length / seconds, medianMs: at(0.5), p99Ms: at(0.99), failed: this.#failed };
  }
}
