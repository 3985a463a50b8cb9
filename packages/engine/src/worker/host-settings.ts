import { ConfigError } from '@millrace/connector-api';
import type { ConfigMap } from '../model/names.ts';
import { valueOf } from '../plugin/prefixed.ts';

/** What a task host reads from the worker's properties for itself. */
export interface HostSettings {
  readonly flushIntervalMs: number;
  readonly flushTimeoutMs: number;
  readonly stopTimeoutMs: number;
  readonly topicCreation: boolean;
}

export function hostSettings(workerProperties: ConfigMap): HostSettings {
  return {
    flushIntervalMs: milliseconds(workerProperties, 'offset.flush.interval.ms', 60_000),
    flushTimeoutMs: milliseconds(workerProperties, 'offset.flush.timeout.ms', 5000),
    stopTimeoutMs: milliseconds(workerProperties, 'task.shutdown.graceful.timeout.ms', 5000),
    topicCreation: (valueOf(workerProperties, 'topic.creation.enable') ?? 'true').trim().toLowerCase() !== 'false',
  };
}

function milliseconds(properties: ConfigMap, key: string, standard: number): number {
  const text = valueOf(properties, key)?.trim();
  if (text === undefined) return standard;
  if (!/^\+?\d{1,19}$/.test(text)) throw ConfigError.invalidValue(key, text, 'Not a number of type LONG');
  return Number(text);
}
