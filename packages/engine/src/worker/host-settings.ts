import { ConfigError } from '@millrace/connector-api';
import { DEFAULT_SAMPLING } from '../metrics/task-meter.ts';
import type { SampleSettings } from '../metrics/sampled-stat.ts';
import type { ConfigMap } from '../model/names.ts';
import { exactlyOnceSupport } from '../plugin/exactly-once-support.ts';
import { valueOf } from '../plugin/prefixed.ts';

/** What a task host reads from the worker's properties for itself. */
export interface HostSettings {
  readonly flushIntervalMs: number;
  readonly flushTimeoutMs: number;
  readonly stopTimeoutMs: number;
  readonly topicCreation: boolean;
  /** `exactly.once.source.support=enabled` (KIP-618). */
  readonly exactlyOnce: boolean;
  /** Over what time the metrics of tasks are taken. */
  readonly sampling: SampleSettings;
}

export function hostSettings(workerProperties: ConfigMap): HostSettings {
  return {
    flushIntervalMs: whole(workerProperties, 'offset.flush.interval.ms', 60_000),
    flushTimeoutMs: whole(workerProperties, 'offset.flush.timeout.ms', 5000),
    stopTimeoutMs: whole(workerProperties, 'task.shutdown.graceful.timeout.ms', 5000),
    topicCreation: (valueOf(workerProperties, 'topic.creation.enable') ?? 'true').trim().toLowerCase() !== 'false',
    exactlyOnce: exactlyOnceSupport(workerProperties) === 'enabled',
    sampling: {
      samples: whole(workerProperties, 'metrics.num.samples', DEFAULT_SAMPLING.samples, 'INT'),
      windowMs: whole(workerProperties, 'metrics.sample.window.ms', DEFAULT_SAMPLING.windowMs, 'LONG'),
    },
  };
}

function whole(properties: ConfigMap, key: string, standard: number, type = 'LONG'): number {
  const text = valueOf(properties, key)?.trim();
  if (text === undefined) return standard;
  if (!/^\+?\d{1,19}$/.test(text)) throw ConfigError.invalidValue(key, text, `Not a number of type ${type}`);
  return Number(text);
}
