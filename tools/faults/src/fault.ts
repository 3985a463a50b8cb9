import type { Recovery } from './flow-watch.ts';
import type { Scene } from './scene.ts';

/** Something that is done to a cluster, round by round. */
export interface Fault {
  /** As it is chosen by. */
  readonly name: string;
  /** As the table has it. */
  readonly title: string;
  readonly brokers: 1 | 3;
  /** Whether records may come twice where delivery is at least once. */
  readonly mayRepeat: boolean;
  /** Begins and ends with a cluster that is whole. `round` counts from 0. */
  round(scene: Scene, round: number): Promise<RoundOutcome>;
}

export interface RoundOutcome extends Recovery {
  /** What is not as promised, beside what is counted. */
  readonly breaches?: readonly string[];
}
