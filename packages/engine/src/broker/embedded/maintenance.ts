import type { Logger } from '../../model/logger.ts';
import type { BrokerClock } from './clock.ts';
import { compactPartition } from './compaction.ts';
import type { Database } from './database.ts';
import { batchKey } from './partition-state.ts';
import { applyRetention } from './retention.ts';
import { cleanupPolicies } from './topic-table.ts';
import type { Topic, TopicTable } from './topic-table.ts';

/** Kafka's `log.retention.check.interval.ms`. */
export const maintenanceIntervalMs = 5 * 60_000;
/** The first round comes sooner, so that a worker that is often started again tidies up as well. */
const firstRoundMs = 30_000;
const leaderLock = 'maintenance';
const batchesAtOnce = 500;

export interface MaintenanceParts {
  readonly database: Database;
  readonly topics: TopicTable;
  readonly clock: BrokerClock;
  readonly logger: Logger | null;
}

/**
 * Keeps the store small: removes what is over its topic's retention, compacts compacted topics, and takes away the records of
 * deleted topics. One broker of the process does it; another takes over when that is closed.
 */
export class Maintenance {
  readonly #parts: MaintenanceParts;
  #cancelTimer: (() => void) | null = null;
  #running: Promise<void> = Promise.resolve();
  #leads = false;
  #isStopped = false;

  constructor(parts: MaintenanceParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#runAfter(firstRoundMs);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTimer?.();
    await this.#running;
    if (this.#leads) this.#parts.database.unlockThreadLock(leaderLock);
  }

  #runAfter(ms: number): void {
    this.#cancelTimer = this.#parts.clock.after(ms, () => {
      this.#running = this.#run().then(() => {
        if (!this.#isStopped) this.#runAfter(maintenanceIntervalMs);
      });
    });
  }

  /** One round, if it is this one's business. */
  async #run(): Promise<void> {
    this.#leads ||= this.#parts.database.tryThreadLock(leaderLock);
    if (!this.#leads) return;
    try {
      await this.#sweep();
      for (const topic of this.#parts.topics.all().values()) await this.#maintain(topic);
    } catch (error) {
      this.#parts.logger?.error('The store could not be tidied up; it is tried again later', { error });
    }
  }

  async #maintain(topic: Topic): Promise<void> {
    const policies = cleanupPolicies(topic);
    for (let partition = 0; partition < topic.partitions && !this.#isStopped; partition++) {
      const nowMs = this.#parts.clock.now();
      if (policies.has('delete')) await applyRetention(this.#parts.database, topic, partition, nowMs);
      if (policies.has('compact')) await compactPartition(this.#parts.database, topic, partition, nowMs);
    }
  }

  /** Takes away what deleted topics left, piece by piece. */
  async #sweep(): Promise<void> {
    const { database, topics } = this.#parts;
    database.refresh();
    for (const id of topics.garbage()) {
      while (!this.#isStopped && (await this.#sweepSome(id)));
    }
  }

  #sweepSome(id: number): Promise<boolean> {
    const { database, topics } = this.#parts;
    return database.write({ bytes: 0, entries: batchesAtOnce }, () => {
      const start = batchKey(id, 0, 0);
      const end = batchKey(id + 1, 0, 0);
      const keys = [...database.tables.log.getKeys({ start, end, limit: batchesAtOnce })];
      for (const key of keys) void database.tables.log.remove(key);
      if (keys.length === 0) topics.forget(id);
      return keys.length > 0;
    });
  }
}
