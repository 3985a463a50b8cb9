/**
 * Values recorded one by one, and what they come to over the last while: the statistics of Kafka's clients (`Avg`, `Max`, `Rate` and
 * their sampled windows). Recording is a few additions; nothing is kept of a single value.
 */
export interface SampledStat {
  record(value: number, now: number): void;
  read(now: number): StatReading;
}

/** `average` and `max` are null while nothing was recorded within the windows. */
export interface StatReading {
  readonly average: number | null;
  readonly max: number | null;
  /** The sum of what was recorded, by the second. */
  readonly rate: number;
}

/** A largest and an average value of the last while, in the unit of what was recorded; null while there was nothing. */
export interface Spread {
  readonly max: number | null;
  readonly average: number | null;
}

export function spreadOf(stat: SampledStat, now: number): Spread {
  const { max, average } = stat.read(now);
  return { max, average };
}

/** `metrics.num.samples` and `metrics.sample.window.ms` of a worker. */
export interface SampleSettings {
  readonly samples: number;
  readonly windowMs: number;
}

interface Sample {
  count: number;
  sum: number;
  max: number;
  startedAt: number;
  lastAt: number;
}

export function createSampledStat({ samples, windowMs }: SampleSettings): SampledStat {
  const expireMs = samples * windowMs;
  /** One more than asked for: the oldest overlaps the beginning of the time that is looked at. */
  const ring: Sample[] = [];
  let at = 0;

  function advance(now: number): Sample {
    at = (at + 1) % (samples + 1);
    const sample = ring[at] ?? newSample(now);
    ring[at] = sample;
    reset(sample, now);
    return sample;
  }

  function current(now: number): Sample {
    return (ring[at] ??= newSample(now));
  }

  /** At least one sample short of all, so that the first moments do not make a high rate. */
  function elapsedMs(now: number): number {
    const elapsed = now - Math.min(...ring.map(({ startedAt }) => startedAt));
    const missing = samples - 1 - Math.floor(elapsed / Math.max(windowMs, 1));
    return Math.max(1, missing > 0 ? elapsed + missing * windowMs : elapsed);
  }

  return {
    record(value, now) {
      let sample = current(now);
      if (now - sample.startedAt >= windowMs) sample = advance(now);
      sample.count += 1;
      sample.sum += value;
      if (value > sample.max) sample.max = value;
      sample.lastAt = now;
    },
    read(now) {
      current(now);
      let count = 0;
      let sum = 0;
      let max = -Infinity;
      for (const sample of ring) {
        if (now - sample.lastAt >= expireMs) reset(sample, now);
        count += sample.count;
        sum += sample.sum;
        if (sample.max > max) max = sample.max;
      }
      const rate = sum / (elapsedMs(now) / 1000);
      return count === 0 ? { average: null, max: null, rate } : { average: sum / count, max, rate };
    },
  };
}

function newSample(now: number): Sample {
  return { count: 0, sum: 0, max: -Infinity, startedAt: now, lastAt: now };
}

function reset(sample: Sample, now: number): void {
  sample.count = 0;
  sample.sum = 0;
  sample.max = -Infinity;
  sample.startedAt = now;
  sample.lastAt = now;
}
