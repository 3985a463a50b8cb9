import { StoreError } from '../../model/errors.ts';
import type { Database } from './database.ts';

/** What the store keeps of a partition beside its batches. */
export interface PartitionState {
  /** The first offset that may still be there. */
  readonly startOffset: number;
  /** The offset of the next record. */
  readonly nextOffset: number;
  /** Bytes of all batches. */
  readonly bytes: number;
  /** Compaction has seen everything below this offset; it left so many bytes. */
  readonly cleanedTo: number;
  readonly cleanBytes: number;
  /** When the next deletions may go, in milliseconds since the epoch; 0: there are none. */
  readonly horizonMs: number;
}

type Place = { readonly id: number };
const stateBytes = 48;
const emptyState: PartitionState = { startOffset: 0, nextOffset: 0, bytes: 0, cleanedTo: 0, cleanBytes: 0, horizonMs: 0 };

/** The key of a batch: topic id, partition, base offset, so that a partition's batches follow each other. */
export function batchKey(topicId: number, partition: number, offset: number): Buffer {
  const key = Buffer.allocUnsafe(16);
  key.writeUInt32BE(topicId, 0);
  key.writeUInt32BE(partition, 4);
  key.writeUInt32BE(Math.floor(offset / 0x1_0000_0000), 8);
  key.writeUInt32BE(offset % 0x1_0000_0000, 12);
  return key;
}

/** The base offset that a key holds. */
export function keyOffset(key: Buffer): number {
  return key.readUInt32BE(8) * 0x1_0000_0000 + key.readUInt32BE(12);
}

/** null: the topic was removed. */
export function readPartition(database: Database, topic: Place, partition: number): PartitionState | null {
  const bytes = database.tables.partitions.get(partitionKey(topic, partition));
  if (bytes === undefined) return null;
  if (bytes.length !== stateBytes) throw new StoreError(`The state of a partition has ${bytes.length} bytes`);
  return {
    startOffset: bytes.readDoubleBE(0),
    nextOffset: bytes.readDoubleBE(8),
    bytes: bytes.readDoubleBE(16),
    cleanedTo: bytes.readDoubleBE(24),
    cleanBytes: bytes.readDoubleBE(32),
    horizonMs: bytes.readDoubleBE(40),
  };
}

/** Inside a transaction. */
export function writePartition(database: Database, topic: Place, partition: number, state: PartitionState): void {
  const bytes = Buffer.allocUnsafe(stateBytes);
  bytes.writeDoubleBE(state.startOffset, 0);
  bytes.writeDoubleBE(state.nextOffset, 8);
  bytes.writeDoubleBE(state.bytes, 16);
  bytes.writeDoubleBE(state.cleanedTo, 24);
  bytes.writeDoubleBE(state.cleanBytes, 32);
  bytes.writeDoubleBE(state.horizonMs, 40);
  void database.tables.partitions.put(partitionKey(topic, partition), bytes);
}

/** Inside a transaction. */
export function createPartitions(database: Database, topic: Place & { readonly partitions: number }): void {
  for (let partition = 0; partition < topic.partitions; partition++) writePartition(database, topic, partition, emptyState);
}

/** Inside a transaction. */
export function removePartitions(database: Database, topic: Place & { readonly partitions: number }): void {
  for (let partition = 0; partition < topic.partitions; partition++) {
    void database.tables.partitions.remove(partitionKey(topic, partition));
  }
}

function partitionKey(topic: Place, partition: number): Buffer {
  const key = Buffer.allocUnsafe(8);
  key.writeUInt32BE(topic.id, 0);
  key.writeUInt32BE(partition, 4);
  return key;
}
