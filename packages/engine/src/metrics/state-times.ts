import type { State } from '../model/names.ts';

/** Which state something is in, and how its time was shared among states. (Java: StateTracker.) */
export interface StateTimes {
  /** null: none was told yet. */
  current(): State | null;
  change(state: State, now: number): void;
  /** From 0 to 1. Time as STOPPED does not count. */
  ratio(state: State, now: number): number;
}

export function createStateTimes(): StateTimes {
  const totals = new Map<State, number>();
  let current: State | null = null;
  let since = 0;

  function total(state: State, now: number): number {
    return (totals.get(state) ?? 0) + (state === current ? now - since : 0);
  }

  return {
    current: () => current,
    change(state, now) {
      if (state === current) return;
      if (current !== null) totals.set(current, total(current, now));
      current = state;
      since = now;
    },
    ratio(state, now) {
      if (current === null) return 0;
      let sum = 0;
      for (const each of new Set([...totals.keys(), current])) if (each !== 'STOPPED') sum += total(each, now);
      return sum === 0 ? 0 : total(state, now) / sum;
    },
  };
}
