import { PendingError } from '@millrace/connector-api';

/** Answers of somebody who has to be asked, remembered. */
export interface Lookups<K, V> {
  /**
   * The answer, if it is known; otherwise asks, once however many want to know, and throws a PendingError that waits for it.
   * What fails is not remembered: it is asked again next time.
   */
  get(key: K, what: () => string, ask: () => Promise<V>): V;
}

export interface LookupsOptions {
  /** How many answers are remembered; the oldest go first. */
  readonly maxSize: number;
  /** How long one counts; negative: for ever. */
  readonly ttlMs?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

interface Known<V> {
  readonly value: V;
  readonly until: number;
  /** An answer that is too old when it comes counts once, for the call that has waited for it. */
  used: boolean;
}

export function createLookups<K, V>({ maxSize, ttlMs = -1, now = Date.now }: LookupsOptions): Lookups<K, V> {
  const known = new Map<K, Known<V>>();
  const asked = new Map<K, Promise<V>>();

  function remember(key: K, value: V): void {
    known.delete(key);
    for (const oldest of known.keys()) {
      if (known.size < Math.max(1, maxSize)) break;
      known.delete(oldest);
    }
    known.set(key, { value, until: ttlMs < 0 ? Infinity : now() + ttlMs, used: false });
  }

  function counts(entry: Known<V>): boolean {
    if (entry.until === Infinity) return true;
    const { used } = entry;
    entry.used = true;
    return !used || entry.until > now();
  }

  async function askFor(key: K, ask: () => Promise<V>): Promise<V> {
    try {
      const value = await ask();
      remember(key, value);
      return value;
    } finally {
      asked.delete(key);
    }
  }

  return {
    get(key, what, ask) {
      const entry = known.get(key);
      if (entry !== undefined && counts(entry)) return entry.value;
      let answer = asked.get(key);
      if (answer === undefined) {
        answer = askFor(key, ask);
        asked.set(key, answer);
      }
      throw new PendingError(what(), answer);
    },
  };
}
