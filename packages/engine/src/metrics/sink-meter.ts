import type { Clock } from '../model/clock.ts';
import { createSampledStat, spreadOf } from './sampled-stat.ts';
import type { SampleSettings } from './sampled-stat.ts';
import type { SinkTaskNumbers } from './task-snapshot.ts';

/** The part of a task's meter that is about sinks. */
export interface SinkMeter {
  /** A batch was taken, of which the task's `put` has not been called yet. */
  read(records: number): void;
  /** How many records have been read and not yet committed. */
  uncommitted(records: number): void;
  put(records: number, ms: number): void;
  partitions(count: number): void;
  commitBegins(): void;
  commitSucceeded(): void;
  /** A commit took too long; what becomes of it is not looked at. */
  commitSkipped(): void;
  numbers(): SinkTaskNumbers;
}

export function createSinkMeter(clock: Clock, sampling: SampleSettings): SinkMeter {
  const reads = createSampledStat(sampling);
  const sends = createSampledStat(sampling);
  const putTime = createSampledStat(sampling);
  const completions = createSampledStat(sampling);
  const skips = createSampledStat(sampling);
  const active = createSampledStat(sampling);
  let readTotal = 0;
  let sendTotal = 0;
  let activeCount = 0;
  let partitionCount = 0;
  let commitSequence = 0;
  let commitCompletionTotal = 0;
  let commitSkipTotal = 0;
  return {
    read(records) {
      readTotal += records;
      reads.record(records, clock.now());
    },
    uncommitted(records) {
      activeCount = records;
      active.record(records, clock.now());
    },
    put(records, ms) {
      const now = clock.now();
      sendTotal += records;
      sends.record(records, now);
      putTime.record(ms, now);
    },
    partitions(count) {
      partitionCount = count;
    },
    commitBegins() {
      commitSequence += 1;
    },
    commitSucceeded() {
      commitCompletionTotal += 1;
      completions.record(1, clock.now());
    },
    commitSkipped() {
      commitSkipTotal += 1;
      skips.record(1, clock.now());
    },
    numbers() {
      const now = clock.now();
      return {
        readTotal,
        readRate: reads.read(now).rate,
        sendTotal,
        sendRate: sends.read(now).rate,
        putTime: spreadOf(putTime, now),
        partitionCount,
        commitSequence,
        commitCompletionTotal,
        commitCompletionRate: completions.read(now).rate,
        commitSkipTotal,
        commitSkipRate: skips.read(now).rate,
        activeCount,
        active: spreadOf(active, now),
      };
    },
  };
}
