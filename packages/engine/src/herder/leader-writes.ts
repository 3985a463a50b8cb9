import type { Group } from '../group/group.ts';
import { FencedError, StoreError, UnsettledError } from '../model/errors.ts';
import type { Health } from './health.ts';
import type { OperationQueue } from './operation-queue.ts';

/** Runs a write to the config topic in the queue: it sees, and changes, what nobody else changes on this worker meanwhile. */
export type QueuedWrite = <T>(description: string, work: () => Promise<T>) => Promise<T>;

/**
 * The same on the leader only, which has heard from its group that it is, right before. Rejects with NotLeaderError where another worker
 * leads the group, with UnsettledError where the group is about to say who does.
 */
export type LeaderWrite = QueuedWrite;

export function createQueuedWrite(queue: OperationQueue, health: Pick<Health, 'written'>): QueuedWrite {
  return (description, work) =>
    queue.run(description, async () => {
      try {
        const result = await work();
        health.written(null);
        return result;
      } catch (error) {
        if (error instanceof StoreError) health.written(error);
        throw error;
      }
    });
}

export function createLeaderWrite(write: QueuedWrite, group: Pick<Group, 'confirmLeader'>): LeaderWrite {
  return (description, work) =>
    write(description, async () => {
      await confirmLeads(group);
      return work();
    });
}

/** Rejects as a LeaderWrite does; nothing has been done then. */
export async function confirmLeads(group: Pick<Group, 'confirmLeader'>): Promise<void> {
  try {
    await group.confirmLeader();
  } catch (error) {
    if (!(error instanceof FencedError)) throw error;
    throw new UnsettledError('Cannot complete request because the group is choosing its leader', { cause: error });
  }
}
