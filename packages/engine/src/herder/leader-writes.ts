import type { Group } from '../group/group.ts';
import { StoreError } from '../model/errors.ts';
import type { Health } from './health.ts';
import type { OperationQueue } from './operation-queue.ts';

/**
 * Runs a write to the config topic in the queue: it sees, and changes, what nobody else changes meanwhile. Rejects with NotLeaderError
 * where another worker leads the group.
 */
export type LeaderWrite = <T>(description: string, work: () => Promise<T>) => Promise<T>;

export function createLeaderWrite(queue: OperationQueue, group: Group, health: Pick<Health, 'written'>): LeaderWrite {
  return (description, work) =>
    queue.run(description, async () => {
      group.requireLeader();
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
