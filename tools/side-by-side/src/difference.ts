/** A step in which the two sides differ. */
export interface Difference {
  readonly what: string;
  readonly java: unknown;
  readonly ours: unknown;
}

/** A way in which the worker differs from Apache Kafka Connect on purpose. */
export interface KnownDifference {
  readonly reason: string;
  readonly holds: (difference: Difference) => boolean;
}
