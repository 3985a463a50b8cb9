import type { ConfigMap } from '../model/names.ts';
import { valueOf } from '../plugin/prefixed.ts';
import type { TaskConfigsRequest } from './task-host.ts';

/** How many tasks a connector's configuration allows, and whether more are an error (KIP-1004). */
export function tasksMaxOf(config: ConfigMap): TaskConfigsRequest {
  const maxTasks = Number.parseInt(valueOf(config, 'tasks.max') ?? '1', 10);
  const enforce = valueOf(config, 'tasks.max.enforce')?.trim().toLowerCase() !== 'false';
  return { maxTasks: Number.isNaN(maxTasks) ? 1 : maxTasks, enforce };
}
