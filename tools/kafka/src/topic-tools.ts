import { setTimeout as delay } from 'node:timers/promises';
import type { Admin, Kafka as KafkaClient, Producer } from 'kafkajs';
import { ConfigResourceTypes, Kafka, logLevel } from './committed-kafkajs.ts';

/** A topic as a test wants to see it. */
export interface SeenTopic {
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
}

/** A record of a topic, as text. */
export interface SeenRecord {
  readonly partition: number;
  readonly offset: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: string | null;
}

/** What a broker refuses that is busy, or has just started, is asked for again, for about a minute. */
const retry = { initialRetryTime: 200, maxRetryTime: 2000, retries: 40 };

/** Looks at a cluster, and writes to it, by kafkajs's own clients: another way than the worker's. */
export interface TopicTools {
  /** null: it is not there. */
  describe(topic: string): Promise<SeenTopic | null>;
  create(topic: string, partitions: number, configs?: Readonly<Record<string, string>>): Promise<void>;
  /** How many records were ever written to a topic; 0 while it is not there. */
  size(topic: string): Promise<number>;
  remove(topic: string): Promise<void>;
  /** `node.id` of the broker that leads the first partition; null: none does. */
  leader(topic: string): Promise<number | null>;
  /** All records of a topic, partition by partition, as it is when it is called. */
  read(topic: string): Promise<SeenRecord[]>;
  /** Writes each record once. */
  write(topic: string, records: readonly { readonly key: string | null; readonly value: string | null }[]): Promise<void>;
  /** The next record that a group will read, by `topic-partition`. */
  groupOffsets(groupId: string): Promise<Map<string, string>>;
  /** State and kind of a group: `Empty`, `Stable`, …; `consumer`, `connect`, …. */
  group(groupId: string): Promise<{ readonly state: string; readonly protocolType: string; readonly members: number }>;
  close(): Promise<void>;
}

export async function topicTools(bootstrapServers: string): Promise<TopicTools> {
  const kafka = new Kafka({
    brokers: bootstrapServers.split(','),
    logLevel: logLevel.NOTHING,
    clientId: 'topic-tools',
    connectionTimeout: 10_000,
    retry,
  });
  const admin = kafka.admin();
  // Idempotent, because kafkajs sends a request again as a whole when one of its partitions was refused, as in a topic just created:
  // what the others had taken would be there twice.
  const producer = kafka.producer({ allowAutoTopicCreation: false, idempotent: true });
  await Promise.all([admin.connect(), producer.connect()]);
  return {
    describe: (topic) => describe(admin, topic),
    async create(topic, partitions, configs = {}) {
      const configEntries = Object.entries(configs).map(([name, value]) => ({ name, value }));
      await admin.createTopics({ topics: [{ topic, numPartitions: partitions, configEntries }], waitForLeaders: false });
      while (!(await admin.listTopics()).includes(topic)) await delay(50);
    },
    async size(topic) {
      const ends = await admin.fetchTopicOffsets(topic).catch(() => []);
      return ends.reduce((sum, { high }) => sum + Number(high), 0);
    },
    async leader(topic) {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      const leader = topics[0]?.partitions.find(({ partitionId }) => partitionId === 0)?.leader ?? -1;
      return leader < 0 ? null : leader;
    },
    remove: (topic) => admin.deleteTopics({ topics: [topic] }),
    read: (topic) => read(kafka, admin, topic),
    write: (topic, records) => write(producer, topic, records),
    async groupOffsets(groupId) {
      const topics = await admin.fetchOffsets({ groupId });
      return new Map(
        topics.flatMap(({ topic, partitions }) =>
          partitions.map(({ partition, offset }) => [`${topic}-${partition}`, offset] as const),
        ),
      );
    },
    async group(groupId) {
      const { groups } = await admin.describeGroups([groupId]);
      const { state, protocolType, members } = groups[0]!;
      return { state, protocolType, members: members.length };
    },
    async close() {
      await Promise.all([admin.disconnect(), producer.disconnect()]);
    },
  };
}

async function describe(admin: Admin, topic: string): Promise<SeenTopic | null> {
  if (!(await admin.listTopics()).includes(topic)) return null;
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name: topic }],
  });
  const { partitions } = topics[0]!;
  const configs = resources[0]!.configEntries.map(({ configName, configValue }) => [configName, configValue] as const);
  return {
    partitions: partitions.length,
    replicationFactor: partitions[0]!.replicas.length,
    configs: Object.fromEntries(configs),
  };
}

async function write(producer: Producer, topic: string, records: Parameters<TopicTools['write']>[1]): Promise<void> {
  await producer.send({ topic, messages: records.map(({ key, value }) => ({ key, value })) });
}

async function read(kafka: KafkaClient, admin: Admin, topic: string): Promise<SeenRecord[]> {
  const ends = (await admin.fetchTopicOffsets(topic)).filter(({ low, high }) => BigInt(high) > BigInt(low));
  const left = new Map(ends.map(({ partition, high }) => [partition, BigInt(high)]));
  const records: SeenRecord[] = [];
  if (left.size === 0) return records;
  const groupId = `topic-tools-${process.pid}-${performance.now()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, retry });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((done, failed) => {
    // The end of what was read, markers and gaps included, is in the event and not in the records. Of a fetch that brought nothing,
    // because a transaction is still open, it is the end of the partition.
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { partition, firstOffset, lastOffset } }) => {
      if (firstOffset === null) return;
      if (BigInt(lastOffset) + 1n >= (left.get(partition) ?? 0n)) left.delete(partition);
      if (left.size === 0) done();
    });
    consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
      if (!restart) failed(error);
    });
    void consumer.run({
      autoCommit: false,
      eachMessage: async ({ partition, message: { offset, timestamp, key, value } }) =>
        void records.push({
          partition,
          offset,
          timestamp: Number(timestamp),
          key: key?.toString() ?? null,
          value: value?.toString() ?? null,
        }),
    });
  });
  await consumer.disconnect();
  return records.toSorted((a, b) => a.partition - b.partition || Number(BigInt(a.offset) - BigInt(b.offset)));
}
