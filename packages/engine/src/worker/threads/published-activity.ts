import type { Activity } from '../activity.ts';
import type { Owner } from '../owner.ts';

/** What a thread was found doing. */
export interface FoundActivity {
  readonly owner: Owner | null;
  /** Where it was, a line for each call, as `at f (file:1:2)`. */
  readonly frames: readonly string[];
}

const KEY = 'millrace.activity';

/** Makes the thread's activity known to {@link ACTIVITY_EXPRESSION}. */
export function publishActivity(activity: Activity): void {
  const tell = (): string => JSON.stringify({ owner: activity.current(), stack: new Error().stack ?? '' });
  Object.defineProperty(globalThis, Symbol.for(KEY), { value: tell });
}

/** Evaluated in the thread, in the middle of whatever it does. */
export const ACTIVITY_EXPRESSION = `globalThis[Symbol.for(${JSON.stringify(KEY)})]()`;

/** Reads what the expression gave. The frames of the asking itself are left out, and those of Node's own. */
export function readActivity(text: string): FoundActivity {
  const { owner, stack } = JSON.parse(text) as { readonly owner: Owner | null; readonly stack: string };
  const lines = stack.split('\n').map((line) => line.trim());
  const asked = lines.findIndex((line) => line.startsWith('at <anonymous>'));
  const frames = lines.slice(asked + 1).filter((line) => line.startsWith('at ') && !line.includes('node:internal/'));
  return { owner, frames };
}
