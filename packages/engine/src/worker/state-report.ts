import type { State } from '../model/names.ts';

/** A state that is to be shown. */
export interface StateReport {
  readonly state: State;
  readonly trace: string | null;
  readonly version: string | null;
}

/** States that a plugin's own doing leads to; the others are the worker's to say. */
export function isOwnState(state: State): boolean {
  return state === 'RUNNING' || state === 'PAUSED' || state === 'FAILED';
}
