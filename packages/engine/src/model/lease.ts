/**
 * For how long a member may act as one without hearing from its group. Whoever is not heard of is given up by the group after a
 * session timeout; a member knows that it was heard of when a heartbeat is answered. Its lease ends before its session does, so that
 * it has stopped when somebody else begins. It stands in memory that threads share, and is asked for where something is sent.
 *
 * Each stay in the group has a number, the ticket of what was begun in it: that is not to go on in a later one.
 */
export interface Lease {
  /** What {@link leaseIn} makes the same lease of in another thread. */
  readonly memory: SharedArrayBuffer;
  isValid(): boolean;
  /** Milliseconds; 0 or less: it is over. */
  leftMs(): number;
  /** The number of this stay. */
  ticket(): number;
  /** Whether what was begun in a stay may write. `withheld`: perhaps later; `over`: never any more. */
  check(ticket: number): 'granted' | 'withheld' | 'over';
}

export interface OwnLease extends Lease {
  /** It ends in so many milliseconds. */
  endIn(ms: number): void;
  /** It is over, and so is the stay: what was begun in it never goes on. */
  endStay(): void;
}

const NS_PER_MS = 1_000_000n;
const BYTES = 16;

/** A lease that is over. */
export function createLease(): OwnLease {
  const memory = new SharedArrayBuffer(BYTES);
  const [ends, stay] = partsOf(memory);
  return {
    ...leaseIn(memory),
    endIn: (ms) => void Atomics.store(ends, 0, process.hrtime.bigint() + BigInt(Math.round(ms)) * NS_PER_MS),
    endStay() {
      Atomics.add(stay, 0, 1);
      Atomics.store(ends, 0, 0n);
    },
  };
}

export function leaseIn(memory: SharedArrayBuffer): Lease {
  const [ends, stay] = partsOf(memory);
  // The only clock that is the same in all threads.
  const leftNs = (): bigint => Atomics.load(ends, 0) - process.hrtime.bigint();
  const isValid = (): boolean => leftNs() > 0n;
  return {
    memory,
    isValid,
    leftMs: () => Number(leftNs() / NS_PER_MS),
    ticket: () => Atomics.load(stay, 0),
    check(ticket) {
      if (Atomics.load(stay, 0) !== ticket) return 'over';
      return isValid() ? 'granted' : 'withheld';
    },
  };
}

function partsOf(memory: SharedArrayBuffer): [ends: BigInt64Array, stay: Int32Array] {
  return [new BigInt64Array(memory, 0, 1), new Int32Array(memory, 8, 1)];
}
