import type { Fault } from './fault.ts';
import { killBroker, killConfigLeader, stopBroker } from './faults/broker-faults.ts';
import { cutFromBroker, cutFromPeers } from './faults/network-faults.ts';
import { killFollower, killLeader, rollingRestart, stopNewLeader, stopWorker } from './faults/worker-faults.ts';

/** In the order of the table. */
export const allFaults: readonly Fault[] = [
  killFollower,
  killLeader,
  stopWorker,
  stopNewLeader,
  killBroker,
  stopBroker,
  cutFromBroker,
  cutFromPeers,
  killConfigLeader,
  rollingRestart,
];
