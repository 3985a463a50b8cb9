import { setTimeout as delay } from 'node:timers/promises';
import { RuleFailure } from '../errors.ts';

const firstPauseMs = 20;

export interface Deadline {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Between two attempts; it is shorter at first. 250 unless given. */
  readonly longestPauseMs?: number;
}

/**
 * Asks again and again until `attempt` throws no RuleFailure, and gives what it returned. When the time is over the last failure is thrown,
 * which then says how long was waited. Other errors are thrown at once.
 */
export async function eventually<T>(
  attempt: () => Promise<T>,
  { timeoutMs, signal, longestPauseMs = 250 }: Deadline,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 1.5, longestPauseMs)) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof RuleFailure)) throw error;
      if (performance.now() + pause > end) throw late(error, timeoutMs);
    }
    await delay(pause, undefined, { signal });
  }
}

function late({ expected, found, answer }: RuleFailure, timeoutMs: number): RuleFailure {
  return new RuleFailure({ expected: `${expected} within ${timeoutMs / 1000} s`, found: `${found} until the end`, answer });
}
