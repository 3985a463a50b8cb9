import type { Mutant } from '../mutant.ts';
import type { Change } from './message.ts';

/** A mutant that stands before a good worker and changes what passes through. */
export interface ProxyMutant extends Mutant {
  /** Called for each run, so that what a change remembers is that run's own. */
  readonly change: () => Change;
}

/** Writes a mutant down. */
export function mutant(id: string, breaks: string, killedBy: string | readonly string[], change: () => Change): ProxyMutant {
  return { id, breaks, killedBy: [killedBy].flat(), change };
}
