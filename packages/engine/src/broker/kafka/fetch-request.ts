import type { TopicPartition } from '../records.ts';
import { readByTopic, writeByTopic } from './group-requests.ts';
import type { WireRequest } from './wire-request.ts';

export interface FetchPart extends TopicPartition {
  readonly offset: number;
}

/** A transaction that was aborted: its producer's batches from `firstOffset` on are not to be seen, up to its marker. */
export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: number;
}

export interface FetchedPart extends TopicPartition {
  readonly errorCode: number;
  readonly aborted: readonly AbortedTransaction[];
  /** Whole RecordBatches, one after the other; the last may be cut off. */
  readonly records: Buffer;
}

export interface FetchOptions {
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly partitionBytes: number;
  readonly readsCommitted: boolean;
}

export function fetchRequest(parts: readonly FetchPart[], options: FetchOptions): WireRequest<readonly FetchedPart[]> {
  return {
    name: 'Fetch',
    key: 1,
    versions: [4, 4],
    write: (to) => {
      to.int32(-1)
        .int32(options.maxWaitMs)
        .int32(options.minBytes)
        .int32(options.maxBytes)
        .int8(options.readsCommitted ? 1 : 0);
      writeByTopic(to, parts, ({ partition, offset }) => to.int32(partition).int64(offset).int32(options.partitionBytes));
    },
    read: (from) => {
      from.int32(); // throttle time; in this version the broker waits by itself
      return readByTopic(from, (topic): FetchedPart => {
        const partition = from.int32();
        const errorCode = from.int16();
        from.int64(); // high watermark
        from.int64(); // last stable offset
        const aborted = from.array(() => ({ producerId: from.bigint(), firstOffset: from.int64() }));
        return { topic, partition, errorCode, aborted, records: from.bytes() };
      });
    },
  };
}
