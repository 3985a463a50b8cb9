import { hashCode } from './java-hash.ts';
import type { SchemaType } from './schema.ts';

const INITIAL_CAPACITY = 16;
const LOAD_FACTOR = 0.75;
/** A bucket that takes one more than this many entries makes a small table grow. */
const CROWDED_BUCKET = 8;
const SMALL_TABLE = 64;

/**
 * A copy of the map whose order is that in which a `java.util.HashMap` filled in the map's order would be iterated: what Java
 * prints for schemaless JSON objects. `keyType` tells what `number` keys stand for (see {@link hashCode}); null keys are fine.
 * Keys of one bucket come in the map's order, also where there are nine or more and Java would have made a tree of them.
 *
 * `initialCapacity`: the size that the table begins with, a power of two; see {@link copiedCapacity}.
 */
export function hashOrdered<K, V>(
  map: ReadonlyMap<K, V>,
  keyType?: SchemaType,
  initialCapacity: number = INITIAL_CAPACITY,
): Map<K, V> {
  const entries = [...map].map((entry) => ({ entry, hash: spread(hashCode(entry[0], keyType)) }));
  const capacity = finalCapacity(
    entries.map(({ hash }) => hash),
    initialCapacity,
  );
  entries.sort((a, b) => (a.hash & (capacity - 1)) - (b.hash & (capacity - 1)));
  return new Map(entries.map(({ entry }) => entry));
}

/** The members of a `java.util.HashSet` in the order in which it is iterated. */
export function hashOrderedSet<T>(members: Iterable<T>): T[] {
  return [...hashOrdered(new Map([...members].map((member) => [member, null]))).keys()];
}

/** The size of the table of `new HashMap<>(expected)`. */
export function requestedCapacity(expected: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(expected, 1)));
}

/** The size of the table of a HashMap that begins as a copy of a map of so many entries. */
export function copiedCapacity(size: number): number {
  return size === 0 ? INITIAL_CAPACITY : requestedCapacity(Math.floor(size / LOAD_FACTOR + 1));
}

function spread(hash: number): number {
  return hash ^ (hash >>> 16);
}

/** The size of the table after these hashes were put in one by one. */
function finalCapacity(hashes: readonly number[], initialCapacity: number): number {
  let capacity = initialCapacity;
  for (const [index, hash] of hashes.entries()) {
    if (capacity < SMALL_TABLE && bucketSize(hashes, index, hash & (capacity - 1), capacity) >= CROWDED_BUCKET) capacity *= 2;
    if (index + 1 > Math.floor(capacity * LOAD_FACTOR)) capacity *= 2;
  }
  return capacity;
}

function bucketSize(hashes: readonly number[], count: number, bucket: number, capacity: number): number {
  let size = 0;
  for (let i = 0; i < count; i++) if (((hashes[i] ?? 0) & (capacity - 1)) === bucket) size++;
  return size;
}
