import type { LogOptions, NewTopic, WritePermit } from '../broker/broker.ts';
import type { ConfigMap } from '../model/names.ts';

/** The three topics that a worker keeps its state in. */
export type Storage = 'config' | 'offset' | 'status';

interface Standard {
  readonly topic: string;
  readonly partitions: number;
  readonly content: string;
}

const standards: Readonly<Record<Storage, Standard>> = {
  config: { topic: 'connect-configs', partitions: 1, content: 'connector configurations' },
  offset: { topic: 'connect-offsets', partitions: 25, content: 'source connector offsets' },
  status: { topic: 'connect-status', partitions: 5, content: 'connector and task statuses' },
};
const standardReplicas = 3;

/** Not settings of the topic, or not to be chosen. */
const ownKeys = new Set(['topic', 'partitions', 'replication.factor', 'cleanup.policy', 'file.filename']);

/**
 * The topic as the worker's properties want it: `<storage>.storage.topic`, `.partitions`, `.replication.factor` (-1 each: the
 * broker's default), and any other `<storage>.storage.<key>` as a setting of the topic (KIP-605). Always compacted; the config topic
 * has one partition.
 */
export function storageTopic(storage: Storage, properties: ConfigMap): NewTopic {
  const given = settingsOf(storage, properties);
  const { topic, partitions } = standards[storage];
  const replicationFactor = positive(given.get('replication.factor'), standardReplicas);
  return {
    name: given.get('topic')?.trim() || topic,
    partitions: storage === 'config' ? 1 : positive(given.get('partitions'), partitions),
    ...(replicationFactor > 0 && { replicationFactor }),
    configs: Object.fromEntries([...[...given].filter(([key]) => !ownKeys.has(key)), ['cleanup.policy', 'compact']]),
  };
}

/** What the log of such a topic is opened with. */
export function storageLog(storage: Storage, properties: ConfigMap, permit?: WritePermit): Omit<LogOptions, 'onRecord'> {
  const purpose = { setting: `${storage}.storage.topic`, content: standards[storage].content };
  return { topic: storageTopic(storage, properties), purpose, properties: {}, ...(permit !== undefined && { permit }) };
}

function settingsOf(storage: Storage, properties: ConfigMap): Map<string, string> {
  const prefix = `${storage}.storage.`;
  const own = Object.entries(properties).filter(([key]) => key.startsWith(prefix));
  return new Map(own.map(([key, value]) => [key.slice(prefix.length), value]));
}

/** -1 as well. */
function positive(text: string | undefined, byDefault: number): number {
  const value = Number(text);
  return Number.isInteger(value) && (value > 0 || value === -1) ? value : byDefault;
}
