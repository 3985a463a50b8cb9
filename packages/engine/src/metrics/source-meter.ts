import type { Clock } from '../model/clock.ts';
import { createSampledStat, spreadOf } from './sampled-stat.ts';
import type { SampleSettings } from './sampled-stat.ts';
import type { SourceTaskNumbers } from './task-snapshot.ts';

/** The part of a task's meter that is about sources. */
export interface SourceMeter {
  polled(records: number, ms: number): void;
  /** All that was polled at once has come to its end: `records` of it, `skipped` among them without being written. */
  written(records: number, skipped: number): void;
  numbers(): SourceTaskNumbers;
}

export function createSourceMeter(clock: Clock, sampling: SampleSettings): SourceMeter {
  const polls = createSampledStat(sampling);
  const writes = createSampledStat(sampling);
  const pollTime = createSampledStat(sampling);
  const active = createSampledStat(sampling);
  let pollTotal = 0;
  let writeTotal = 0;
  let activeCount = 0;
  return {
    polled(records, ms) {
      const now = clock.now();
      pollTotal += records;
      activeCount += records;
      polls.record(records, now);
      pollTime.record(ms, now);
      active.record(activeCount, now);
    },
    written(records, skipped) {
      const now = clock.now();
      writeTotal += records - skipped;
      activeCount = Math.max(0, activeCount - records);
      writes.record(records - skipped, now);
      active.record(activeCount, now);
    },
    numbers() {
      const now = clock.now();
      return {
        pollTotal,
        pollRate: polls.read(now).rate,
        writeTotal,
        writeRate: writes.read(now).rate,
        pollTime: spreadOf(pollTime, now),
        activeCount,
        active: spreadOf(active, now),
      };
    },
  };
}
