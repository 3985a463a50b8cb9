import { ConfigError } from '@millrace/connector-api';
import type { SampleSettings } from '../metrics/sampled-stat.ts';
import { DEFAULT_SAMPLING } from '../metrics/task-meter.ts';
import { BadRequestError } from '../model/errors.ts';
import type { ConfigMap } from '../model/names.ts';
import { exactlyOnceSupport } from '../plugin/exactly-once-support.ts';
import type { ExactlyOnceSupport } from '../plugin/exactly-once-support.ts';
import { overridePolicy } from '../plugin/override-policy.ts';
import { valueOf } from '../plugin/prefixed.ts';

/** What the worker's properties say to the engine, by Kafka Connect's names and with its defaults. Times in milliseconds. */
export interface EngineSettings {
  /** `group.id`. */
  readonly groupId: string;
  /** `scheduled.rebalance.max.delay.ms`: how long the work of a lost worker waits for it. Kafka Connect's default is 5 minutes. */
  readonly rebalanceDelayMs: number;
  /**
   * How much sooner its work is given to others, so that it runs there by the end of that delay: they learn of it by a heartbeat of the
   * group (`heartbeat.interval.ms`), and have to start it. Half the delay at most.
   */
  readonly takeoverMs: number;
  /** `task.shutdown.graceful.timeout.ms`. */
  readonly taskStopTimeoutMs: number;
  /** `topic.tracking.enable` (KIP-558). */
  readonly topicTracking: boolean;
  /** `topic.tracking.allow.reset`. */
  readonly topicTrackingReset: boolean;
  /** Over what time metrics are taken: `metrics.num.samples`, `metrics.sample.window.ms`. */
  readonly sampling: SampleSettings;
  /** `exactly.once.source.support` (KIP-618). */
  readonly exactlyOnce: ExactlyOnceSupport;
  readonly sessionKey: SessionKeySettings;
  /** `inter.worker.signature.algorithm`. */
  readonly signatureAlgorithm: string;
  /** `inter.worker.verification.algorithms`. */
  readonly verificationAlgorithms: readonly string[];
}

/** KIP-507. */
export interface SessionKeySettings {
  /** `inter.worker.key.generation.algorithm`. */
  readonly algorithm: string;
  /** `inter.worker.key.size`. Bytes. */
  readonly bytes: number;
  /** `inter.worker.key.ttl.ms`; 0: for ever. */
  readonly ttlMs: number;
}

/** The group of a worker whose properties name none: that of the properties that Kafka ships. */
export const DEFAULT_GROUP_ID = 'connect-cluster';
/** What the start of tasks may take, and the rebalance of the groups that sinks are in. Milliseconds. */
const START_MS = 1000;
const DEFAULT_ALGORITHM = 'HmacSHA256';
/** What Java's key generators make when they are given no size, in bytes. */
const KEY_BYTES: ReadonlyMap<string, number> = new Map([
  ['HmacMD5', 64],
  ['HmacSHA1', 64],
  ['HmacSHA224', 28],
  ['HmacSHA256', 32],
  ['HmacSHA384', 48],
  ['HmacSHA512', 64],
]);

/** Throws BadRequestError for a value that cannot be read. */
export function engineSettings(properties: ConfigMap): EngineSettings {
  const text = (key: string): string | undefined => valueOf(properties, key)?.trim();
  requireOverridePolicy(properties);
  const algorithm = text('inter.worker.key.generation.algorithm') ?? DEFAULT_ALGORITHM;
  const rebalanceDelayMs = numberOf('scheduled.rebalance.max.delay.ms', text, 10_000);
  const heartbeatMs = numberOf('heartbeat.interval.ms', text, 3000);
  return {
    groupId: text('group.id') ?? DEFAULT_GROUP_ID,
    rebalanceDelayMs,
    takeoverMs: Math.min(rebalanceDelayMs / 2, heartbeatMs + START_MS),
    taskStopTimeoutMs: numberOf('task.shutdown.graceful.timeout.ms', text, 5000),
    topicTracking: booleanOf('topic.tracking.enable', text, true),
    topicTrackingReset: booleanOf('topic.tracking.allow.reset', text, true),
    sampling: {
      samples: numberOf('metrics.num.samples', text, DEFAULT_SAMPLING.samples),
      windowMs: numberOf('metrics.sample.window.ms', text, DEFAULT_SAMPLING.windowMs),
    },
    exactlyOnce: exactlyOnceSupport(properties),
    sessionKey: {
      algorithm,
      bytes: Math.ceil(numberOf('inter.worker.key.size', text, (KEY_BYTES.get(algorithm) ?? 32) * 8) / 8),
      ttlMs: numberOf('inter.worker.key.ttl.ms', text, 3_600_000),
    },
    signatureAlgorithm: text('inter.worker.signature.algorithm') ?? DEFAULT_ALGORITHM,
    verificationAlgorithms: (text('inter.worker.verification.algorithms') ?? DEFAULT_ALGORITHM)
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  };
}

/** A policy that there is not would be told with each connector's validation only. */
function requireOverridePolicy(properties: ConfigMap): void {
  try {
    overridePolicy(properties);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new BadRequestError(error.message, { cause: error });
  }
}

type Lookup = (key: string) => string | undefined;

function numberOf(key: string, text: Lookup, otherwise: number): number {
  const value = text(key);
  if (value === undefined) return otherwise;
  if (!/^\d{1,15}$/.test(value))
    throw new BadRequestError(`Invalid value ${value} for configuration ${key}: give a whole number, 0 or more`);
  return Number(value);
}

function booleanOf(key: string, text: Lookup, otherwise: boolean): boolean {
  const value = text(key)?.toLowerCase();
  if (value === undefined) return otherwise;
  if (value !== 'true' && value !== 'false') {
    throw new BadRequestError(`Invalid value ${value} for configuration ${key}: Expected value to be either true or false`);
  }
  return value === 'true';
}
