import type { ConfigMap } from '../model/names.ts';
import type { TaskConfigsRequest } from './task-host.ts';

/** How many tasks a connector's configuration allows, and whether more are an error (KIP-1004). */
export function tasksMaxOf(config: ConfigMap): TaskConfigsRequest {
  const maxTasks = Number.parseInt(setting(config, 'tasks.max') ?? '1', 10);
  const enforce = setting(config, 'tasks.max.enforce')?.trim().toLowerCase() !== 'false';
  return { maxTasks: Number.isNaN(maxTasks) ? 1 : maxTasks, enforce };
}

/** What the tasks of a connector are given: what the connector said, and the topics of a sink, which its connector may leave out. */
export function taskConfigsFrom(connectorConfig: ConfigMap, configs: readonly ConfigMap[]): ConfigMap[] {
  const topics = ['topics', 'topics.regex'].flatMap((key) => {
    const value = setting(connectorConfig, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return configs.map((config) => ({ ...config, ...Object.fromEntries(topics) }));
}

function setting(config: ConfigMap, key: string): string | undefined {
  return Object.hasOwn(config, key) ? config[key] : undefined;
}
