/** What Apache Kafka Connect says with a 409, the same from 2.8 to 4.3, and what an error it is. */
export const conflicts = [
  { message: 'Connector a already exists', name: 'AlreadyExistsError' },
  {
    message: 'Cannot complete request momentarily due to stale configuration (typically caused by a concurrent config change)',
    name: 'RebalanceInProgressError',
    reason: 'stale-configuration',
  },
  {
    message: 'Cannot complete request momentarily due to no known leader URL, likely because a rebalance was underway.',
    name: 'RebalanceInProgressError',
    reason: 'no-leader',
  },
  {
    message: 'Cannot complete request because of a conflicting operation (e.g. worker rebalance)',
    name: 'RebalanceInProgressError',
    reason: 'conflicting-operation',
  },
] as const;
