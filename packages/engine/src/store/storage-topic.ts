import type { NewTopic } from '../broker/broker.ts';
import type { ConfigMap } from '../model/names.ts';

/** The three topics that a worker keeps its state in. */
export type Storage = 'config' | 'offset' | 'status';

const defaults: Readonly<Record<Storage, { readonly topic: string; readonly partitions: number }>> = {
  config: { topic: 'connect-configs', partitions: 1 },
  offset: { topic: 'connect-offsets', partitions: 25 },
  status: { topic: 'connect-status', partitions: 5 },
};

/** Not settings of the topic, or not to be chosen. */
const ownKeys = new Set(['topic', 'partitions', 'replication.factor', 'cleanup.policy']);

/**
 * The topic as the worker's properties want it: `<storage>.storage.topic`, `.partitions`, `.replication.factor`, and any other
 * `<storage>.storage.<key>` as a setting of the topic (KIP-605). Always compacted; the config topic has one partition.
 */
export function storageTopic(storage: Storage, properties: ConfigMap): NewTopic {
  const prefix = `${storage}.storage.`;
  const given = new Map<string, string>();
  for (const [key, value] of Object.entries(properties)) if (key.startsWith(prefix)) given.set(key.slice(prefix.length), value);
  const settings = [...given].filter(([key]) => !ownKeys.has(key));
  const replicationFactor = Number(given.get('replication.factor'));
  return {
    name: given.get('topic')?.trim() || defaults[storage].topic,
    partitions: storage === 'config' ? 1 : positive(given.get('partitions'), defaults[storage].partitions),
    ...(Number.isInteger(replicationFactor) ? { replicationFactor } : {}),
    configs: Object.fromEntries([...settings, ['cleanup.policy', 'compact']]),
  };
}

function positive(text: string | undefined, byDefault: number): number {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : byDefault;
}
