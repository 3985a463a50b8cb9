import type { Clock } from '../../model/clock.ts';
import type { Owner } from '../owner.ts';
import type { Place } from './thread-pool.ts';

/** Who may share a thread with others, and who may not. */
export interface Quarantine {
  /** Where it has to run; null: where it belongs. `signature` says whether it is still what it was when something happened. */
  placeOf(owner: Owner, signature: string): Place | null;
  /** It is known to have ended its thread: it runs by itself as long as its signature is the same. */
  convict(owner: Owner, signature: string): void;
  /** One of these has ended the thread that they shared: each runs by itself for a while, so that it shows who. */
  suspect(owners: readonly (readonly [owner: Owner, signature: string])[]): void;
}

/** How long somebody has to go without an accident until it is trusted again. */
const SUSPICION_MS = 10 * 60_000;
/** Suspects are spread over so many threads at most. More than one of them on a thread that ends again are spread anew. */
const SUSPECT_THREADS = 16;

interface Entry {
  readonly signature: string;
  readonly key: string;
  /** When a suspicion ends; null: it is no mere suspicion. */
  readonly until: number | null;
}

export function createQuarantine(clock: Clock): Quarantine {
  const entries = new Map<Owner, Entry>();
  let rounds = 0;
  return {
    placeOf(owner, signature) {
      const entry = entries.get(owner);
      if (entry === undefined) return null;
      if (entry.signature === signature && (entry.until === null || clock.now() < entry.until))
        return { kind: 'own', key: entry.key };
      entries.delete(owner);
      return null;
    },
    convict(owner, signature) {
      entries.set(owner, { signature, key: owner, until: null });
    },
    suspect(owners) {
      rounds += 1;
      for (const [n, [owner, signature]] of owners.entries()) {
        if (entries.get(owner)?.until === null) continue;
        const key = owners.length <= SUSPECT_THREADS ? owner : `suspects ${rounds}.${n % SUSPECT_THREADS}`;
        entries.set(owner, { signature, key, until: clock.now() + SUSPICION_MS });
      }
    },
  };
}
