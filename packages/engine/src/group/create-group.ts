import { createClusterGroup } from './cluster-group.ts';
import type { ClusterGroupOptions } from './cluster-group.ts';
import type { Group } from './group.ts';
import { createLoneGroup } from './lone-group.ts';

export interface GroupParts extends ClusterGroupOptions {
  /** Whether others can join the group: its state is on a Kafka cluster. */
  readonly isShared: boolean;
}

export function createGroup(parts: GroupParts): Group {
  return parts.isShared ? createClusterGroup(parts) : createLoneGroup(parts);
}
