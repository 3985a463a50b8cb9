import type { Properties } from '../config-def.ts';

/** How a connector is run by a harness. */
export interface HarnessOptions {
  /** As it would be posted, without `connector.class`; `name` and `tasks.max` are taken from the other options if it has none. */
  readonly config: Properties;
  /** `harness` if absent. */
  readonly name?: string;
  /** How many tasks the connector may have; 1 if absent. */
  readonly tasksMax?: number;
  /** How long any call of the plugin, and any wait for records, may take. Milliseconds; 5000 if absent. */
  readonly timeoutMs?: number;
}

/** The connector did what a worker would not take, or did not do what the test waited for. */
export class HarnessError extends Error {
  override readonly name: string = 'HarnessError';
}

export const DEFAULT_TIMEOUT_MS = 5000;

/** The configuration as a connector gets it. */
export function fullConfig({ config, name = 'harness', tasksMax = 1 }: HarnessOptions): Properties {
  return Object.freeze(Object.fromEntries(Object.entries({ name, 'tasks.max': String(tasksMax), ...config })));
}

/** What the call answers; rejects with HarnessError when it takes too long. `what`: 'The start of the connector'. */
export async function inTime<T>(what: string, timeoutMs: number, call: () => T | Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new HarnessError(`${what} did not return within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([(async () => call())(), late]);
  } finally {
    clearTimeout(timer);
  }
}
