import type { State } from '../model/names.ts';

/** What a connector or a task is, as one worker saw it. */
export interface Status {
  readonly state: State;
  /** Only where it failed. */
  readonly trace: string | null;
  readonly workerId: string;
  /** Of the group, when the state was seen. */
  readonly generation: number;
  /** Of the plugin; null while nothing runs. */
  readonly version: string | null;
}

/** That a connector used a topic since the last reset. */
export interface TopicStatus {
  readonly topic: string;
  readonly connector: string;
  /** The task that used it first. */
  readonly task: number;
  /** Milliseconds since the epoch. */
  readonly discoverTimestamp: number;
}
