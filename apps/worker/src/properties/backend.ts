import { UsageError } from './usage-error.ts';
import type { WorkerConfig } from './worker-config-def.ts';
import type { WorkerProperty } from './worker-properties.ts';

/**
 * What the worker works on. Embedded: everything is in the data directory. Standalone: records are in Kafka, the rest is in the data
 * directory. Distributed: everything is in Kafka, and other workers of the group share the work.
 */
export type Backend =
  | { readonly kind: 'embedded' }
  | {
      readonly kind: 'standalone';
      readonly servers: readonly string[];
      /** `offset.storage.file.filename`: where a Java worker would keep source offsets; null: not said. */
      readonly offsetFile: string | null;
    }
  | { readonly kind: 'distributed'; readonly servers: readonly string[]; readonly groupId: string };

const STORAGE_TOPICS = ['offset.storage.topic', 'config.storage.topic', 'status.storage.topic'] as const;

/**
 * What the configuration asks for: with `bootstrap.servers` a Kafka, with `group.id` beside it a cluster. Throws UsageError where a
 * cluster lacks what Kafka Connect requires of it.
 */
export function readBackend(config: WorkerConfig, properties: ReadonlyMap<string, WorkerProperty>): Backend {
  const text = (key: string): string => properties.get(key)?.value.trim() ?? '';
  const servers = config['bootstrap.servers'] ?? [];
  if (servers.length === 0) return { kind: 'embedded' };
  const groupId = text('group.id');
  if (groupId === '') return { kind: 'standalone', servers, offsetFile: text('offset.storage.file.filename') || null };
  for (const key of STORAGE_TOPICS) {
    if (text(key) !== '') continue;
    throw new UsageError(
      `Missing required configuration "${key}" which has no default value: a worker with bootstrap.servers and group.id keeps its state in topics. Right would be the name of a topic, for example connect-${key.split('.', 1)[0]}s; or leave group.id out for a worker on its own.`,
    );
  }
  requireHeartbeats(text);
  return { kind: 'distributed', servers, groupId };
}

function requireHeartbeats(text: (key: string) => string): void {
  const session = Number(text('session.timeout.ms') || 10_000);
  const heartbeat = Number(text('heartbeat.interval.ms') || 3000);
  if (heartbeat < session) return;
  throw new UsageError(
    `Heartbeat must be set lower than the session timeout: heartbeat.interval.ms is ${heartbeat}, and session.timeout.ms ${session}. Right would be a third of it.`,
  );
}

const SECURED = /^(?:SSL|SASL_PLAINTEXT|SASL_SSL)$/i;

/** What is easily forgotten: what says how the worker connects holds, as in Kafka Connect, for no task. */
export function kafkaWarnings(properties: ReadonlyMap<string, WorkerProperty>): string[] {
  const key = 'security.protocol';
  const own = properties.get(key);
  if (!properties.has('bootstrap.servers') || own === undefined || !SECURED.test(own.value.trim())) return [];
  const forgotten = ['producer.', 'consumer.'].filter((prefix) => !properties.has(`${prefix}${key}`));
  return forgotten.map(
    (prefix) =>
      `${key} is ${own.value} (set ${own.origin}), but ${prefix}${key} is not set: the ${prefix.slice(0, -1)}s of tasks have settings of their own, and will connect by PLAINTEXT. Repeat the security settings with the prefix '${prefix}'.`,
  );
}
