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

/** A stretch of time and what was recorded in it. */
interface Sample {
  readonly count: number;
  readonly sum: number;
  readonly max: number;
  readonly startedAt: number;
  readonly lastAt: number;
}

export function createSampledStat(settings: SampleSettings): SampledStat {
  return new WindowedStat(settings);
}

/** A class, and its current sample in fields: `record` is called for every batch of every task. */
class WindowedStat implements SampledStat {
  readonly #samples: number;
  readonly #windowMs: number;
  /** The samples before the current one; one more than asked for in all, as the oldest may reach into the time looked at. */
  #older: Sample[] = [];
  #count = 0;
  #sum = 0;
  #max = -Infinity;
  /** -1: nothing was recorded or read yet. */
  #startedAt = -1;
  #lastAt = 0;

  constructor({ samples, windowMs }: SampleSettings) {
    this.#samples = samples;
    this.#windowMs = windowMs;
  }

  record(value: number, now: number): void {
    if (this.#startedAt < 0 || now - this.#startedAt >= this.#windowMs) this.#advance(now);
    this.#count += 1;
    this.#sum += value;
    if (value > this.#max) this.#max = value;
    this.#lastAt = now;
  }

  read(now: number): StatReading {
    if (this.#startedAt < 0) this.#begin(now);
    this.#expire(now);
    let count = this.#count;
    let sum = this.#sum;
    let max = this.#max;
    for (const sample of this.#older) {
      count += sample.count;
      sum += sample.sum;
      if (sample.max > max) max = sample.max;
    }
    const rate = sum / (this.#elapsedMs(now) / 1000);
    return count === 0 ? { average: null, max: null, rate } : { average: sum / count, max, rate };
  }

  #advance(now: number): void {
    if (this.#startedAt >= 0) {
      const { length } = this.#older;
      if (length >= this.#samples) this.#older.splice(0, length - this.#samples + 1);
      const sample = { count: this.#count, sum: this.#sum, max: this.#max, startedAt: this.#startedAt, lastAt: this.#lastAt };
      this.#older.push(sample);
    }
    this.#begin(now);
  }

  #begin(now: number): void {
    this.#count = 0;
    this.#sum = 0;
    this.#max = -Infinity;
    this.#startedAt = now;
    this.#lastAt = now;
  }

  /** Drops samples in which nothing was recorded within the time that is looked at. */
  #expire(now: number): void {
    const expireMs = this.#samples * this.#windowMs;
    this.#older = this.#older.filter(({ lastAt }) => now - lastAt < expireMs);
    if (now - this.#lastAt >= expireMs) this.#begin(now);
  }

  /** At least one sample short of all, so that the first moments do not make a high rate. */
  #elapsedMs(now: number): number {
    const elapsed = now - Math.min(this.#startedAt, ...this.#older.map(({ startedAt }) => startedAt));
    const missing = this.#samples - 1 - Math.floor(elapsed / Math.max(this.#windowMs, 1));
    return Math.max(1, missing > 0 ? elapsed + missing * this.#windowMs : elapsed);
  }
}
