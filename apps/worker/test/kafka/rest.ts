import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';

/** Requests to a worker, of ours or of Java's. */
export interface Rest {
  get<T>(path: string): Promise<T>;
  /** Repeats what a worker refuses while it rebalances. */
  send(method: string, path: string, body?: unknown): Promise<unknown>;
  /** The connector's state and those of its tasks, `RUNNING 0:RUNNING`; the status as text where there is none. */
  states(name: string): Promise<string>;
}

export function restOf(url: string): Rest {
  return {
    async get<T>(path: string) {
      return (await (await fetch(`${url}${path}`)).json()) as T;
    },
    async send(method, path, body) {
      const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      const end = Date.now() + 30_000;
      for (;;) {
        const answer = await fetch(`${url}${path}`, { method, ...init });
        const text = await answer.text();
        if (answer.ok) return text === '' ? null : JSON.parse(text);
        if (answer.status !== 409 || Date.now() > end) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
    async states(name) {
      const answer = await fetch(`${url}/connectors/${encodeURIComponent(name)}/status`);
      if (!answer.ok) return String(answer.status);
      const { connector, tasks } = (await answer.json()) as Status;
      return [connector.state, ...tasks.map(({ id, state }) => `${id}:${state}`)].join(' ');
    },
  };
}

/** For what takes a moment, on a machine that may be busy with much else. */
export const soon = { timeout: 60_000, interval: 100 };

interface Status {
  readonly connector: { readonly state: string };
  readonly tasks: readonly { readonly id: number; readonly state: string }[];
}

export async function lines(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').slice(0, -1);
}

/** Waits until a file has these lines, and no others. */
export async function untilLines(path: string, expected: readonly string[]): Promise<void> {
  await expect.poll(() => lines(path), soon).toEqual(expected);
}

export async function untilStates(rest: Rest, name: string, states: string): Promise<void> {
  await expect.poll(() => rest.states(name), soon).toBe(states);
}
