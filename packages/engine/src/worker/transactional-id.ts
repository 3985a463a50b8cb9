import type { TaskId } from '../model/names.ts';

/** What a task of an exactly-once source writes under; as Java's, so that each fences the other's tasks. */
export function transactionalIdOf(groupId: string, { connector, task }: TaskId): string {
  return `${groupId}-${connector}-${task}`;
}
