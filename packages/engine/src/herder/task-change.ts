import type { ConfigMap } from '../model/names.ts';

/** What a task is started with. */
export interface TaskSetup {
  /** The connector's configuration as it was when the task's was committed. */
  readonly connectorConfig: ConfigMap;
  readonly taskConfig: ConfigMap;
}

/** Settings of a connector that the worker itself reads for a task: exact names, and beginnings that end in a dot. */
const TASK_SETTINGS: readonly string[] = [
  'connector.class',
  'connector.plugin.version',
  'key.converter',
  'key.converter.',
  'value.converter',
  'value.converter.',
  'header.converter',
  'header.converter.',
  'transforms',
  'transforms.',
  'predicates',
  'predicates.',
  'errors.',
  'tasks.isolation',
  'topics',
  'topics.regex',
  'topic.creation.',
  'exactly.once.support',
  'transaction.boundary',
  'transaction.boundary.',
  'offsets.storage.topic',
  'producer.override.',
  'consumer.override.',
  'admin.override.',
  'millrace.',
];
const EXACT = new Set(TASK_SETTINGS.filter((name) => !name.endsWith('.')));
const PREFIXES = TASK_SETTINGS.filter((name) => name.endsWith('.'));

/**
 * Whether a task that runs with one setup has to be restarted for the other: its own configuration differs, or a setting of its
 * connector that the worker applies to tasks. A connector's other settings reach a task by way of the task's configuration only.
 */
export function taskChanged(before: TaskSetup, after: TaskSetup): boolean {
  return (
    !sameConfig(before.taskConfig, after.taskConfig) ||
    !sameConfig(taskSettings(before.connectorConfig), taskSettings(after.connectorConfig))
  );
}

export function sameConfig(a: ConfigMap, b: ConfigMap): boolean {
  if (a === b) return true;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key]);
}

function taskSettings(config: ConfigMap): ConfigMap {
  return Object.fromEntries(Object.entries(config).filter(([key]) => isTaskSetting(key)));
}

function isTaskSetting(key: string): boolean {
  return EXACT.has(key) || PREFIXES.some((prefix) => key.startsWith(prefix));
}
