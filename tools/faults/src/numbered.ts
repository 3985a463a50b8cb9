/** A record of the source: who made it, its number, and when. */
export interface Numbered {
  readonly task: number;
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly madeMs: number;
}

/** Throws for what no source of ours has made. */
export function readNumbered(value: string): Numbered {
  const { task, seqno, time_ms } = JSON.parse(value) as { task: number; seqno: number; time_ms: number };
  return { task, number: seqno, madeMs: time_ms };
}
