import type { ConfigMap } from '../model/names.ts';
import { valueOf } from './prefixed.ts';

/** What a connector's configuration says of restarts without being asked to (`errors.restart.*`). */
export interface RestartSettings {
  /** In a row. 0: none; Infinity: without end. */
  readonly maxAttempts: number;
  readonly backoffMs: number;
  readonly backoffMaxMs: number;
}

/** What is not a number counts as not set: validation has refused it, or a variable stands there. */
export function restartSettings(config: ConfigMap): RestartSettings {
  const maxAttempts = numberOf(config, 'errors.restart.max.attempts', 0);
  return {
    maxAttempts: maxAttempts < 0 ? Infinity : maxAttempts,
    backoffMs: Math.max(0, numberOf(config, 'errors.restart.backoff.ms', 1000)),
    backoffMaxMs: Math.max(0, numberOf(config, 'errors.restart.backoff.max.ms', 60_000)),
  };
}

function numberOf(config: ConfigMap, key: string, otherwise: number): number {
  const text = valueOf(config, key)?.trim() ?? '';
  return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : otherwise;
}
