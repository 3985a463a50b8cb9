import type { Group } from '../group/group.ts';
import { delay } from '../model/clock.ts';
import type { Clock } from '../model/clock.ts';
import { ConflictError, ElsewhereError, EngineError } from '../model/errors.ts';
import { taskIdText } from '../model/names.ts';
import type { TaskId } from '../model/names.ts';
import type { ConfigStore } from '../store/config-store.ts';
import type { LeaderCalls } from './leader-calls.ts';
import type { TaskConfigRequests } from './task-config-requests.ts';

/** What a task of an exactly-once source goes through before it may write (KIP-618). */
export interface TaskFencing {
  /**
   * Resolves when what the connector had for tasks before its present ones can write nothing any more; the leader sees to it. While the
   * leader cannot be reached, or is not known, it is asked again, for as long as a request may take.
   */
  fenceOlderTasks(connector: string): Promise<void>;
  /**
   * To be asked when the task has its producer, by which it may have fenced another instance. Rejects with ConflictError when that was
   * the one that is to run.
   */
  confirmTask(id: TaskId): Promise<void>;
}

export interface TaskFencingOptions {
  readonly store: Pick<ConfigStore, 'refresh' | 'snapshot'>;
  readonly group: Pick<Group, 'isLeader' | 'assignment'>;
  readonly leader: Pick<LeaderCalls, 'fence'>;
  readonly requests: Pick<TaskConfigRequests, 'fence'>;
  readonly clock: Clock;
  /** For how long the leader is asked. */
  readonly timeoutMs: number;
}

/** Until the leader is asked again. */
const PAUSE_MS = 500;

export function createTaskFencing({ store, group, leader, requests, clock, timeoutMs }: TaskFencingOptions): TaskFencing {
  return {
    async fenceOlderTasks(connector) {
      for (const endsAt = clock.now() + timeoutMs; ; await delay(clock, PAUSE_MS)) {
        try {
          return await (group.isLeader() ? requests : leader).fence(connector);
        } catch (error) {
          const mayPass = error instanceof ElsewhereError || (error instanceof EngineError && error.retriable);
          if (!mayPass || clock.now() >= endsAt) throw error;
        }
      }
    },
    async confirmTask(id) {
      await store.refresh();
      const entry = store.snapshot().connectors.get(id.connector);
      const task = taskIdText(id);
      if (entry === undefined || entry.pendingFencing || entry.tasks.length <= id.task) {
        throw new ConflictError(`Task ${task} cannot be started: its connector has been given other tasks meanwhile`);
      }
      if (!group.assignment().hasTask(id)) {
        throw new ConflictError(`Task ${task} cannot be started: it has been taken from this worker meanwhile`);
      }
    },
  };
}
