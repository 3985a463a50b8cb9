/**
 * For how long a member may act as one without hearing from its group. Whoever is not heard of is given up by the group after a
 * session timeout; a member knows that it was heard of when a heartbeat is answered. Its lease ends before its session does, so that
 * it has stopped when somebody else begins. The end stands in memory that threads share, and is asked for where something is sent.
 */
export interface Lease {
  /** What {@link leaseIn} makes the same lease of in another thread. */
  readonly memory: SharedArrayBuffer;
  isValid(): boolean;
  /** Milliseconds; 0 or less: it is over. */
  leftMs(): number;
}

export interface OwnLease extends Lease {
  /** It ends in so many milliseconds; 0: now. */
  endIn(ms: number): void;
}

const NS_PER_MS = 1_000_000n;

/** A lease that is over. */
export function createLease(): OwnLease {
  const memory = new SharedArrayBuffer(8);
  const ends = new BigInt64Array(memory);
  return {
    ...leaseIn(memory),
    endIn: (ms) => void Atomics.store(ends, 0, process.hrtime.bigint() + BigInt(Math.round(ms)) * NS_PER_MS),
  };
}

export function leaseIn(memory: SharedArrayBuffer): Lease {
  const ends = new BigInt64Array(memory);
  // The only clock that is the same in all threads.
  const leftNs = (): bigint => Atomics.load(ends, 0) - process.hrtime.bigint();
  return { memory, isValid: () => leftNs() > 0n, leftMs: () => Number(leftNs() / NS_PER_MS) };
}
