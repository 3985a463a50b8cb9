import { connectorOf } from './work-item.ts';
import type { WorkItem } from './work-item.ts';

/** Items, and the revision of the assignment that gave each of them. */
export type Part = ReadonlyMap<WorkItem, number>;

export const NO_PART: Part = new Map();

/**
 * What this worker runs of the group's work, as it follows what it is given. An item that was taken away, or given anew (somebody
 * else may have had it meanwhile), is not to run again before it has stopped.
 */
export interface OwnWork {
  /** Whether it is to run here now. */
  has(item: WorkItem): boolean;
  /** This is what this worker is given now. */
  follow(part: Part): void;
  /** Resolves when all has stopped that was taken away before the call. */
  settled(): Promise<void>;
}

export interface OwnWorkOptions {
  /** What is to run of these connectors has changed. */
  readonly onChange: (connectors: ReadonlySet<string>) => void;
  /** Resolves when none of these runs; they are not to run any more when it is called. */
  readonly stop: (items: readonly WorkItem[]) => Promise<void>;
}

export function createOwnWork({ onChange, stop }: OwnWorkOptions): OwnWork {
  const active = new Map<WorkItem, number>();
  const stopping = new Set<WorkItem>();
  let wanted = NO_PART;
  let round: Promise<void> | null = null;

  function follow(part: Part): void {
    wanted = part;
    const changed = new Set<string>();
    for (const [item, since] of active) {
      if (part.get(item) === since) continue;
      active.delete(item);
      stopping.add(item);
      changed.add(connectorOf(item));
    }
    for (const [item, since] of part) {
      if (active.has(item) || stopping.has(item)) continue;
      active.set(item, since);
      changed.add(connectorOf(item));
    }
    if (changed.size > 0) onChange(changed);
    if (stopping.size > 0) round ??= stopAll();
  }

  async function stopAll(): Promise<void> {
    while (stopping.size > 0) {
      const items = [...stopping];
      await stop(items);
      for (const item of items) stopping.delete(item);
      follow(wanted);
    }
    round = null;
  }

  return {
    has: (item) => active.has(item),
    follow,
    settled: async () => {
      await round;
    },
  };
}
