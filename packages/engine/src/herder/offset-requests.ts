import type { ConnectorOffset, OffsetChange } from '../engine.ts';
import type { Group } from '../group/group.ts';
import type { ConnectorEntry } from '../model/cluster-config.ts';
import { BadRequestError } from '../model/errors.ts';
import type { ConfigStore } from '../store/config-store.ts';
import type { ConnectorOffsets } from './connector-offsets.ts';
import type { Deadline } from './deadline.ts';
import { findConnector } from './find-connector.ts';
import type { Lanes } from './lanes.ts';
import { confirmLeads } from './leader-writes.ts';

/** What users ask about the offsets of connectors (KIP-875). They are modified while nothing of the connector runs. */
export interface OffsetRequests {
  read(name: string): Promise<ConnectorOffset[]>;
  alter(name: string, changes: readonly OffsetChange[]): Promise<string>;
  reset(name: string): Promise<string>;
}

export interface OffsetRequestsOptions {
  readonly store: ConfigStore;
  readonly offsets: ConnectorOffsets;
  readonly lanes: Lanes;
  readonly group: Group;
  readonly deadline: Deadline;
}

export function createOffsetRequests({ store, offsets, lanes, group, deadline }: OffsetRequestsOptions): OffsetRequests {
  function modify(name: string, work: (entry: ConnectorEntry) => Promise<string>): Promise<string> {
    group.requireLeader();
    return deadline.of(`modifying offsets for connector ${name}`, async () => {
      await confirmLeads(group);
      await store.refresh();
      requireStopped(name);
      await group.tasksReleased(name);
      return lanes.of(name).exclusively(() => work(requireStopped(name)));
    });
  }

  function requireStopped(name: string): ConnectorEntry {
    const entry = findConnector(store.snapshot(), name);
    if (entry.targetState === 'STOPPED' && entry.tasks.length === 0) return entry;
    throw new BadRequestError(
      `Connectors must be in the STOPPED state before their offsets can be modified. This can be done for the specified connector ` +
        `by issuing a 'PUT' request to the '/connectors/${name}/stop' endpoint`,
    );
  }

  return {
    read: async (name) => offsets.read(name, findConnector(store.snapshot(), name)),
    async alter(name, changes) {
      if (changes.length === 0) {
        throw new BadRequestError('Partitions / offsets need to be provided for an alter offsets request');
      }
      return modify(name, (entry) => offsets.alter(name, entry, changes));
    },
    reset: async (name) => modify(name, (entry) => offsets.reset(name, entry)),
  };
}
