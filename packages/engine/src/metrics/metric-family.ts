/** A metric with its values at one moment, in the terms of Prometheus. Plain data. */
export interface MetricFamily extends MetricDescription {
  readonly samples: readonly MetricSample[];
}

export interface MetricDescription {
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
  /** Names of labels, in the order in which samples give the values. */
  readonly labels: readonly string[];
}

/** A counter begins at 0 when what it belongs to starts, and only grows. */
export type MetricType = 'counter' | 'gauge';

export interface MetricSample {
  /** An empty text is the same as no such label. */
  readonly labels: readonly string[];
  readonly value: number;
}
