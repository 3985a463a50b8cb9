import type { State } from '../model/names.ts';

/** A state that is to be shown. */
export interface StateReport {
  readonly state: State;
  readonly trace: string | null;
  readonly version: string | null;
}

/** States that a task host leads to, by what plugins do or by what it does with their threads; the others are the worker's to say. */
export function isOwnState(state: State): boolean {
  return state === 'RUNNING' || state === 'PAUSED' || state === 'FAILED' || state === 'RESTARTING';
}
