import type { TaskId } from '../model/names.ts';

/** What is shared out among workers: a connector's instance, or one of its tasks. `3:name` is a task, `:name` the instance. */
export type WorkItem = string;

export function instanceItem(connector: string): WorkItem {
  return `:${connector}`;
}

export function taskItem({ connector, task }: TaskId): WorkItem {
  return `${task}:${connector}`;
}

export function connectorOf(item: WorkItem): string {
  return item.slice(item.indexOf(':') + 1);
}

/** null: it is the instance. */
export function taskOf(item: WorkItem): number | null {
  const end = item.indexOf(':');
  return end === 0 ? null : Number(item.slice(0, end));
}

/** By connector, its instance first, then its tasks by number. */
export function compareItems(a: WorkItem, b: WorkItem): number {
  const [one, other] = [connectorOf(a), connectorOf(b)];
  if (one !== other) return one < other ? -1 : 1;
  return (taskOf(a) ?? -1) - (taskOf(b) ?? -1);
}
