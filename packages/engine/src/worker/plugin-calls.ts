import { DeadlineError } from '../model/errors.ts';
import type { Clock } from '../model/clock.ts';
import { awaitPlugin } from './plugin-wait.ts';

/** Calls into plugins whose failure is the failure of what they were made for. None of these rejects. */
export interface PluginCalls {
  /**
   * Waits for the call, unless the signal aborts before. `fail` is told when it rejects, at whatever time, or takes too long.
   * @param what the call, for messages: 'The start of connector x'
   */
  run(what: string, call: () => Promise<void>, fail: (error: unknown) => void, signal?: AbortSignal): Promise<void>;
}

export function createPluginCalls(clock: Clock, timeoutMs: number): PluginCalls {
  return {
    async run(what, call, fail, signal) {
      const watched = async (): Promise<void> => {
        try {
          await call();
        } catch (error) {
          fail(error);
        }
      };
      const outcome = await awaitPlugin({ clock, timeoutMs, ...(signal && { signal }) }, watched);
      if (outcome.kind === 'late') fail(new DeadlineError(`${what} did not return within ${timeoutMs} ms`));
    },
  };
}
