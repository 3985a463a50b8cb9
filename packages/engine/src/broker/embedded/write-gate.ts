/**
 * Where a thread that others may end goes in and out of its transactions: it must not be ended within one, as that would leave the
 * store locked for all others.
 */
export interface WriteGate {
  /** Does not return when the thread is about to be ended. */
  enter(): void;
  leave(): void;
}
