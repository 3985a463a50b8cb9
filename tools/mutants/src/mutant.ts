import type { RequestListener } from 'node:http';

/** A worker that is broken in one place, and the rules that have to say so. */
export interface Mutant {
  readonly id: string;
  /** What is broken, in one sentence. */
  readonly breaks: string;
  /** Ids of rules; each of them has to fail. */
  readonly killedBy: readonly string[];
}

/** A mutant that runs. */
export interface RunningMutant {
  readonly app: RequestListener;
  close(): Promise<void>;
}
