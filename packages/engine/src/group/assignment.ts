import type { TaskId } from '../model/names.ts';

/** The part of the group's work that is one member's. */
export interface Assignment {
  hasConnector(name: string): boolean;
  hasTask(id: TaskId): boolean;
}

/** The assignment of a member that is alone. */
export const EVERYTHING: Assignment = { hasConnector: () => true, hasTask: () => true };

/** The assignment of a member that is not in the group. */
export const NOTHING: Assignment = { hasConnector: () => false, hasTask: () => false };
