import type { Broker, MembershipOptions } from '../broker/broker.ts';
import type { Assignment } from './assignment.ts';
import { createClusterGroup } from './cluster-group.ts';
import type { ClusterGroupOptions } from './cluster-group.ts';
import type { WorkItem } from './work-item.ts';
