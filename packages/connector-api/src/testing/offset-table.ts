import type { SourceOffset, SourcePartition } from '../record.ts';
import type { OffsetReader } from '../source.ts';
import { offsetText, storedOffset } from './stored-offset.ts';
import type { StoredOffset } from './stored-offset.ts';

/** The committed offsets of a source, as a worker keeps them. */
export interface OffsetTable {
  readonly reader: OffsetReader;
  /** null removes the offset. */
  set(partition: SourcePartition, offset: SourceOffset | null): void;
  /** In the order in which partitions first came. */
  all(): { readonly partition: StoredOffset; readonly offset: StoredOffset }[];
  /** Reads fail with this error until it is null again. */
  failReads(error: Error | null): void;
}

export function createOffsetTable(): OffsetTable {
  const rows = new Map<string, { readonly partition: StoredOffset; readonly offset: StoredOffset }>();
  let failure: Error | null = null;
  return {
    reader: {
      async read(partitions) {
        if (failure !== null) throw failure;
        return partitions.map((partition) => {
          const row = rows.get(offsetText('A source partition that is read', partition));
          return row === undefined ? null : { ...row.offset };
        });
      },
    },
    set(partition, offset) {
      const key = offsetText('The source partition of a record', partition);
      if (offset === null) {
        rows.delete(key);
        return;
      }
      offsetText('The source offset of a record', offset);
      rows.set(key, { partition: storedOffset(partition), offset: storedOffset(offset) });
    },
    all: () => [...rows.values()],
    failReads(error) {
      failure = error;
    },
  };
}
