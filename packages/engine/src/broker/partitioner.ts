/** How many records without a key go to one partition before the next one is chosen. */
const stickyRecords = 100;

/**
 * Kafka's murmur2 of a key, as a signed 32-bit integer. A given key stands in the same partition as when Java's producer wrote it
 * (Java: Utils.murmur2).
 */
export function murmur2(key: Uint8Array): number {
  const m = 0x5bd1e995;
  const length = key.length;
  let h = 0x9747b28c ^ length;
  const aligned = length & ~3;
  for (let i = 0; i < aligned; i += 4) {
    let k = key[i]! | (key[i + 1]! << 8) | (key[i + 2]! << 16) | (key[i + 3]! << 24);
    k = Math.imul(k, m);
    k ^= k >>> 24;
    h = Math.imul(h, m) ^ Math.imul(k, m);
  }
  const rest = length - aligned;
  if (rest === 3) h ^= key[aligned + 2]! << 16;
  if (rest >= 2) h ^= key[aligned + 1]! << 8;
  if (rest >= 1) h = Math.imul(h ^ key[aligned]!, m);
  h = Math.imul(h ^ (h >>> 13), m);
  return h ^ (h >>> 15);
}

/** The partition of a key (Java: BuiltInPartitioner.partitionForKey). */
export function partitionForKey(key: Uint8Array, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}

/**
 * Chooses partitions as Kafka's default partitioner: by key, and records without one by turns, some in a row, so that batches stay
 * large (KIP-480). One for each producer.
 */
export class Partitioner {
  readonly #sticky = new Map<string, { partition: number; left: number }>();

  partition(topic: string, key: Uint8Array | null, partitions: number): number {
    if (partitions === 1) return 0;
    return key === null ? this.#nextSticky(topic, partitions) : partitionForKey(key, partitions);
  }

  #nextSticky(topic: string, partitions: number): number {
    let state = this.#sticky.get(topic);
    if (state === undefined) this.#sticky.set(topic, (state = { partition: 0, left: stickyRecords }));
    if (state.left === 0 || state.partition >= partitions) {
      state.partition = (state.partition + 1) % partitions;
      state.left = stickyRecords;
    }
    state.left--;
    return state.partition;
  }
}
