import type { Broker } from '../broker/broker.ts';
import type { LoggerFactory } from '../model/logger.ts';
import type { ConfigMap } from '../model/names.ts';

/**
 * Source offsets, kept in the offset topic in the format of Kafka Connect (Java: KafkaOffsetBackingStore). Partitions and
 * offsets are JSON text, so that 64-bit integers stay exact. Partitions are equal when they say the same, whatever the order
 * of their members. They outlive their connector.
 */
export interface OffsetStore {
  /** Reads the topic to its end. */
  start(): Promise<void>;
  /** The offsets of these partitions, in their order; null where there is none. Sees all that was written before the call. */
  read(connector: string, partitions: readonly string[]): Promise<(string | null)[]>;
  /** Writes offsets, a null one as a deletion. Resolves when they are safe. Throws BadRequestError for what is no JSON. */
  write(connector: string, offsets: readonly (readonly [partition: string, offset: string | null])[]): Promise<void>;
  /** Every partition of a connector that has an offset, be the connector there or gone. Sees all that was written before the call. */
  all(connector: string): Promise<Map<string, string>>;
  close(): Promise<void>;
}

export interface OffsetStoreOptions {
  readonly broker: Pick<Broker, 'createLog'>;
  /** The worker's properties; `offset.storage.*` are read. */
  readonly properties: ConfigMap;
  readonly loggers: LoggerFactory;
}

export declare function createOffsetStore(options: OffsetStoreOptions): OffsetStore;
