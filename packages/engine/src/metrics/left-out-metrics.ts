/** A metric of Kafka Connect that there is none for. */
export interface LeftOutMetric {
  /** Its group in JMX. */
  readonly group: string;
  readonly name: string;
  readonly why: string;
}

const NO_TRANSACTIONS = 'How many records are in a transaction is not measured.';
const NO_BARRIER = 'Tasks go on while the group changes; there is no time that they all stand still.';

/** Everything of Kafka Connect's own metrics that is not carried, and why. */
export const leftOutMetrics: readonly LeftOutMetric[] = [
  { group: 'source-task-metrics', name: 'transaction-size-min', why: NO_TRANSACTIONS },
  { group: 'source-task-metrics', name: 'transaction-size-max', why: NO_TRANSACTIONS },
  { group: 'source-task-metrics', name: 'transaction-size-avg', why: NO_TRANSACTIONS },
  { group: 'sink-task-metrics', name: 'sink-record-lag-max', why: 'Kafka Connect names it, but never gives it a value.' },
  { group: 'connect-worker-rebalance-metrics', name: 'connect-protocol', why: 'Workers do not speak that protocol.' },
  { group: 'connect-worker-rebalance-metrics', name: 'rebalance-max-time-ms', why: NO_BARRIER },
  { group: 'connect-worker-rebalance-metrics', name: 'rebalance-avg-time-ms', why: NO_BARRIER },
];
