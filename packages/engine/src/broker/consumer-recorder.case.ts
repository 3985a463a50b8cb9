import type { Broker, Consumer, ConsumerHandler, ConsumerOptions } from './broker.ts';
import type { ConsumedBatch, TopicPartition } from './records.ts';

/** A consumer for tests: writes down what it is told, and waits until that is what is wanted. */
export interface ConsumerRecorder {
  readonly consumer: Consumer;
  readonly batches: readonly ConsumedBatch[];
  /** `assigned t-0,t-1`, `revoked t-0`, `lost t-0`, `failed <message>`, in their order. */
  readonly events: readonly string[];
  values(): string[];
  /** Resolves when the condition holds; looked at after everything that is told. */
  until(condition: () => boolean): Promise<void>;
}

export interface RecorderOptions extends Partial<Omit<ConsumerOptions, 'handler'>> {
  readonly onBatch?: (batch: ConsumedBatch, consumer: Consumer) => void | Promise<void>;
  readonly onRevoked?: (partitions: readonly TopicPartition[], consumer: Consumer) => void | Promise<void>;
}

export async function startConsumer(broker: Broker, options: RecorderOptions): Promise<ConsumerRecorder> {
  const batches: ConsumedBatch[] = [];
  const events: string[] = [];
  let waiting: { readonly condition: () => boolean; readonly resolve: () => void }[] = [];
  const look = (): void => {
    const met = waiting.filter(({ condition }) => condition());
    waiting = waiting.filter((other) => !met.includes(other));
    for (const { resolve } of met) resolve();
  };
  const tell = (event: string): void => {
    events.push(event);
    look();
  };
  const handler: ConsumerHandler = {
    onAssigned: (partitions) => tell(`assigned ${partitionNames(partitions)}`),
    async onRevoked(partitions, lost) {
      await options.onRevoked?.(partitions, consumer);
      tell(`${lost ? 'lost' : 'revoked'} ${partitionNames(partitions)}`);
    },
    async onBatch(batch) {
      batches.push(batch);
      await options.onBatch?.(batch, consumer);
      look();
    },
    onFailure: (error) => tell(`failed ${error.message}`),
  };
  const consumer = broker.createConsumer({ groupId: 'g', clientId: 'c', topics: [], properties: {}, ...options, handler });
  await consumer.start();
  return {
    consumer,
    batches,
    events,
    values: () =>
      batches.flatMap((batch) => batch.values.map((value) => (value === null ? 'null' : Buffer.from(value).toString()))),
    until: (condition) =>
      new Promise((resolve) => {
        waiting.push({ condition, resolve });
        look();
      }),
  };
}

export function partitionNames(partitions: readonly TopicPartition[]): string {
  return partitions
    .map(({ topic, partition }) => `${topic}-${partition}`)
    .toSorted()
    .join(',');
}

/** Appends texts as values, without keys. */
export async function produce(
  broker: Broker,
  topic: string,
  values: readonly string[],
  partition: number | null = null,
): Promise<void> {
  const producer = await broker.createProducer({ clientId: 'p', properties: {} });
  await producer.appendAll([
    { topic, partition, keys: null, values: values.map((value) => Buffer.from(value)), timestamps: null, headers: null },
  ]);
  await producer.close();
}
